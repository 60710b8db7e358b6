package dev.whittle.ir.verify;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.text.MirPrinter;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the types of locals and temps through each block, from its entry types: the type checker
 * of JVMS 4.10.1 without class hierarchies. Expects a body that {@link ShapeCheck} passed.
 */
final class FlowCheck {
  /** Below this the old verifier may take the class, which tracks this by itself. */
  private static final int FIRST_STRICT_VERSION = 51;

  private final Report report;
  private final ClassDef owner;
  private final FunctionDef function;
  private final Body body;
  private final LocalStates locals;
  private final StatementCheck statements;

  /** Entry types by local, for the handler blocks that were asked about. */
  private final Map<Integer, Map<Integer, VType>> handlerEntries = new HashMap<>();

  FlowCheck(Report report, ClassDef owner, FunctionDef function, Body body) {
    this.report = report;
    this.owner = owner;
    this.function = function;
    this.body = body;
    this.locals = new LocalStates(body);
    this.statements = new StatementCheck(report, owner, body, locals);
  }

  void check() {
    enterFunction();
    int point = 0;
    for (int i = 0; i < body.blocks().size(); i++) {
      Block block = body.blocks().get(i);
      report.enter(i, point);
      block(i, block);
      point += block.statements().size() + 1;
    }
    report.leaveBlocks();
  }

  /** The parameters imply what the first block claims. */
  private void enterFunction() {
    locals.enter(EntryTypes.EMPTY);
    int local = 0;
    boolean isUninit = function.isConstructor() && !owner.name().equals("java/lang/Object");
    if (!function.isStatic()) {
      locals.set(local++, isUninit ? new VType.UninitThis() : new VType.Class(owner.name()));
    }
    for (String parameter : Descriptor.parameters(function.descriptor())) {
      locals.set(local++, VType.of(parameter));
    }
    report.enter(0, 0);
    statements.enterFunction(isUninit);
    state(body.blocks().getFirst().entry(), Invariant.EDGE_STATE, "the function");
  }

  private void block(int index, Block block) {
    locals.enter(block.entry());
    statements.enterBlock(block);
    enterHandlers(block);
    for (Statement statement : block.statements()) {
      changedLocals(block);
      statements.check(statement);
      report.nextPoint();
    }
    if (!(block.terminator() instanceof Terminator.Goto(Edge target))
        || target.block() != index + 1) {
      changedLocals(block);
    }
    terminator(block.terminator());
  }

  private void enterHandlers(Block block) {
    EntryTypes previous = block.entry();
    for (int i = 0; i < block.handlers().size(); i++) {
      int target = body.handlers().get(block.handlers().at(i)).block();
      EntryTypes entry = body.blocks().get(target).entry();
      if (entry != previous) {
        state(entry, Invariant.HANDLER_STATE, "handler block bb" + target);
      }
      previous = entry;
    }
  }

  /** What changed before an instruction is seen by the handlers that cover it. */
  private void changedLocals(Block block) {
    List<Integer> changed = locals.drainChanges();
    if (changed.isEmpty()) {
      return;
    }
    for (int i = 0; i < block.handlers().size(); i++) {
      int target = body.handlers().get(block.handlers().at(i)).block();
      Map<Integer, VType> entry = handlerEntries.computeIfAbsent(target, this::entryByLocal);
      for (int local : changed) {
        VType claimed = entry.get(local);
        if (claimed != null) {
          local(local, claimed, Invariant.HANDLER_STATE, "handler block bb" + target);
        }
      }
    }
  }

  private Map<Integer, VType> entryByLocal(int block) {
    EntryTypes entry = body.blocks().get(block).entry();
    Map<Integer, VType> types = new HashMap<>();
    for (int i = 0; i < entry.locals().size(); i++) {
      types.put(entry.locals().at(i), entry.types().get(i));
    }
    return types;
  }

  /** Checks that the present locals imply {@code claimed}. */
  private void state(EntryTypes claimed, Invariant invariant, String where) {
    for (int i = 0; i < claimed.locals().size(); i++) {
      local(claimed.locals().at(i), claimed.types().get(i), invariant, where);
    }
    if (statements.isThisUninit() && owner.majorVersion() >= FIRST_STRICT_VERSION) {
      report.check(
          claimed.types().contains(new VType.UninitThis()),
          Invariant.UNINIT_THIS_LIVE,
          () -> "this is not initialized, and no local says so: " + where);
    }
  }

  private void local(int local, VType claimed, Invariant invariant, String where) {
    VType type = locals.type(local);
    report.check(
        type != null && Assignability.mayAssign(type, claimed),
        invariant,
        () ->
            "_%d is %s, claimed is %s: %s"
                .formatted(
                    local,
                    type == null ? "not assigned" : MirPrinter.print(type),
                    MirPrinter.print(claimed),
                    where));
  }

  private void terminator(Terminator terminator) {
    switch (terminator) {
      case Terminator.Goto _ -> {}
      case Terminator.Branch branch -> statements.compared(branch);
      case Terminator.Switch multi -> statements.operand(multi.key(), VType.Primitive.INT);
      case Terminator.Return(int value) -> returned(value);
      case Terminator.Throw(int value) ->
          statements.operand(value, new VType.Class("java/lang/Throwable"));
    }
    Set<EntryTypes> known = Collections.newSetFromMap(new IdentityHashMap<>());
    terminator.forEachEdge(
        edge -> {
          Block target = body.blocks().get(edge.block());
          arguments(edge.arguments(), target.parameters());
          if (known.add(target.entry())) {
            state(target.entry(), Invariant.EDGE_STATE, "bb" + edge.block());
          }
        });
  }

  private void arguments(Ints arguments, List<Block.Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      int argument = arguments.at(i);
      VType type = statements.moved(argument);
      VType claimed = parameters.get(i).type();
      report.check(
          Assignability.mayAssign(type, claimed),
          Invariant.EDGE_ARGUMENTS,
          () ->
              "%%%d is %s, claimed is %s"
                  .formatted(argument, MirPrinter.print(type), MirPrinter.print(claimed)));
    }
  }

  private void returned(int value) {
    String type = Descriptor.returnType(function.descriptor());
    boolean isVoid = type.equals("V");
    if (report.check(
            isVoid == (value == Terminator.NONE),
            Invariant.RETURN_VALUE,
            () -> "a return of " + type)
        && !isVoid) {
      statements.operand(value, VType.of(type));
    }
    report.check(
        !statements.isThisUninit(), Invariant.RETURN_VALUE, "this is not initialized at a return");
  }
}
