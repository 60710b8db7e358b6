package dev.whittle.codegen.clean;

import dev.whittle.codegen.CodeSize;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cleans up the code of functions: bodies to bodies that do the same, and are smaller. A body that
 * would not be comes back as it is.
 */
public final class CodeCleaner {
  private final CleanUps level;
  private final Set<Pass> passes;

  CodeCleaner(CleanUps level, Set<Pass> passes) {
    this.level = level;
    this.passes = passes;
  }

  /** A cleaner that does all that {@code level} allows. */
  public static CodeCleaner of(CleanUps level) {
    return new CodeCleaner(level, EnumSet.allOf(Pass.class));
  }

  /** The passes by what they do; the pipeline runs some of them again. */
  enum Pass {
    JUMPS(Jumps::thread),
    COPIES(Copies::propagate),
    DEAD_STORES(DeadStores::eliminate),
    STACK_MOVES(StackMoves::forward),
    SWITCHES(SmallSwitches::replace),
    SLOTS(SlotAssignment::assign),
    RETURNS(ShortReturns::copy);

    private final Consumer<Draft> change;

    Pass(Consumer<Draft> change) {
      this.change = change;
    }
  }

  private static final List<Pass> PIPELINE =
      List.of(
          Pass.JUMPS,
          Pass.SWITCHES,
          Pass.COPIES,
          Pass.DEAD_STORES,
          Pass.STACK_MOVES,
          Pass.JUMPS,
          Pass.DEAD_STORES,
          Pass.SLOTS,
          Pass.RETURNS,
          Pass.JUMPS);

  /** The class with all its code cleaned up. */
  public ClassDef clean(ClassDef definition) {
    if (level == CleanUps.NONE) {
      return definition;
    }
    List<FunctionDef> functions =
        definition.functions().stream().map(f -> clean(definition, f)).toList();
    return definition.withMembers(definition.fields(), functions);
  }

  private FunctionDef clean(ClassDef owner, FunctionDef function) {
    if (function.code() == null
        || function.code().refusal().isPresent()
        || isPlain(function.code().body())) {
      return function;
    }
    FunctionDef cleaned = run(passes, function);
    if (isSmaller(owner, cleaned, function)) {
      return cleaned;
    }
    if (cleaned == function) {
      return function;
    }
    // Other slots make operands shorter, and cost frames their short forms: the classes of h2,
    // which has no names of variables, got 0.6 % larger by it at INVISIBLE.
    FunctionDef inItsSlots = run(without(Pass.SLOTS), function);
    return isSmaller(owner, inItsSlots, function) ? inItsSlots : function;
  }

  private Set<Pass> without(Pass pass) {
    Set<Pass> others = EnumSet.copyOf(passes);
    others.remove(pass);
    return others;
  }

  private FunctionDef run(Set<Pass> passes, FunctionDef function) {
    Draft draft = new Draft(function, level);
    // A pass that ran before has nothing to do until something has changed since it began.
    int[] lastRun = new int[Pass.values().length];
    Arrays.fill(lastRun, -1);
    for (Pass pass : PIPELINE) {
      if (passes.contains(pass) && lastRun[pass.ordinal()] != draft.version()) {
        lastRun[pass.ordinal()] = draft.version();
        pass.change.accept(draft);
      }
    }
    if (draft.version() == 0) {
      return function;
    }
    Headers.trim(draft);
    return function.withCode(Assembly.assemble(draft));
  }

  /** In its code, and with all that describes the code. */
  private static boolean isSmaller(ClassDef owner, FunctionDef cleaned, FunctionDef function) {
    return cleaned != function
        && CodeSize.of(cleaned.code().body()) < CodeSize.of(function.code().body())
        && CodeSize.withTables(owner, cleaned) < CodeSize.withTables(owner, function);
  }

  /** Whether there is nothing to gain: one block that only reads locals, and uses all it makes. */
  private static boolean isPlain(Body body) {
    if (body.blocks().size() > 1) {
      return false;
    }
    Block block = body.blocks().getFirst();
    int[] uses = new int[body.tempCount()];
    Temps.forEachUse(block.terminator(), temp -> uses[temp]++);
    for (Statement statement : block.statements()) {
      switch (statement) {
        case Statement.Store _, Statement.Increment _, Statement.Discard _, Statement.Nop _ -> {
          return false;
        }
        case Statement.Shuffle _ -> {}
        case Statement s -> Temps.forEachUse(s, temp -> uses[temp]++);
      }
    }
    for (Statement statement : block.statements()) {
      boolean isLeft =
          statement instanceof Statement.Shuffle s
              ? uses[s.values().last()] < 2
              : Purity.isPure(statement) && uses[Temps.result(statement)] == 0;
      if (isLeft) {
        return false;
      }
    }
    return true;
  }
}
