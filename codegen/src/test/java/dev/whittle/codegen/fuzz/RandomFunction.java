package dev.whittle.codegen.fuzz;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One random function, block after block. What a block claims on entry is decided by the first
 * edge, or the first covered block, that leads there: a choice from what is there. Later edges
 * bring about what is claimed, or go elsewhere.
 */
final class RandomFunction {
  private static final int FUEL = 0;

  /** What a block claims; locals in ascending order of index. */
  private record Claim(List<VType> parameters, Map<Integer, VType> locals) {}

  private final Dice dice;
  private final String descriptor;
  private final List<Local> locals = new ArrayList<>();
  private final int parameterCount;
  private final int size;
  private final List<Handler> handlers = new ArrayList<>();
  private final Map<Integer, String> caught = new HashMap<>();
  private final Claim[] claims;
  private final Block[] made;
  private final RandomStatements statements;
  private final int limit;
  private int current;

  RandomFunction(
      Dice dice, String owner, int version, List<FunctionDef> callable, String descriptor) {
    this.dice = dice;
    this.descriptor = descriptor;
    int slot = 0;
    for (String parameter : Descriptor.parameters(descriptor)) {
      locals.add(new Local(slot, Descriptor.kind(parameter)));
      slot += locals.getLast().kind().slots();
    }
    parameterCount = locals.size();
    for (int i = dice.below(9); i > 0; i--) {
      int base = dice.oneIn(30) ? 254 : 1;
      locals.add(new Local(base + dice.below(slot + 4), dice.of(Kind.values())));
    }
    size = 1 + dice.below(dice.oneIn(8) ? 40 : 9);
    limit = dice.oneIn(10) ? 60 : 14;
    claims = new Claim[size];
    made = new Block[size];
    for (int i = size < 3 ? 0 : dice.below(5); i > 0; i--) {
      handler();
    }
    statements = new RandomStatements(dice, owner, version, callable, locals);
  }

  private void handler() {
    int block = 1 + dice.below(size - 1);
    String type = caught.computeIfAbsent(block, _ -> dice.of(Types.THROWN.subList(0, 4)));
    boolean any = type.equals(Types.THROWABLE) && dice.oneIn(3);
    List<String> fitting = Types.THROWN.stream().filter(t -> Types.isSubtype(t, type)).toList();
    handlers.add(new Handler(any ? null : dice.of(fitting), block));
  }

  CodeHandle code() {
    Map<Integer, VType> entry = new TreeMap<>();
    for (int i = 0; i < parameterCount; i++) {
      entry.put(i, VType.of(Descriptor.parameters(descriptor).get(i)));
    }
    claims[0] = new Claim(List.of(), entry);
    for (int b = 0; b < size; b++) {
      if (claims[b] != null) {
        made[b] = block(b);
      }
    }
    return debug(body());
  }

  private Block block(int b) {
    current = b;
    Claim claim = claims[b];
    List<Integer> covering = covering(b, claim.locals());
    Map<Integer, List<VType>> frozen = new HashMap<>();
    frozen.put(FUEL, List.of(VType.Primitive.INT));
    for (int h : covering) {
      claims[handlers.get(h).block()]
          .locals()
          .forEach(
              (local, type) ->
                  frozen.merge(
                      local,
                      List.of(type),
                      (a, c) -> java.util.stream.Stream.concat(a.stream(), c.stream()).toList()));
    }
    List<Block.Parameter> parameters = statements.enter(claim.parameters(), claim.locals(), frozen);
    Terminator end;
    if (caught.containsKey(b) && !dice.oneIn(8)) {
      statements.some(dice.below(3) == 0 && !covers(covering, b) ? 2 : 0);
      end = b + 1 < size ? guard(b, b + 1) : leave();
    } else {
      statements.some(dice.below(limit));
      end = terminator(b);
    }
    return new Block(
        parameters,
        entryTypes(claim.locals()),
        Ints.of(covering.stream().mapToInt(i -> i).toArray()),
        statements.leave(),
        end);
  }

  private boolean covers(List<Integer> covering, int block) {
    return covering.stream().anyMatch(h -> handlers.get(h).block() == block);
  }

  private EntryTypes entryTypes(Map<Integer, VType> types) {
    List<Integer> bySlot =
        types.keySet().stream()
            .sorted(java.util.Comparator.comparingInt(i -> locals.get(i).slot()))
            .toList();
    return new EntryTypes(
        Ints.of(bySlot.stream().mapToInt(i -> i).toArray()),
        bySlot.stream().map(types::get).toList());
  }

  /** The handlers of a block, ascending; those that are new claim what the block has. */
  private List<Integer> covering(int b, Map<Integer, VType> entry) {
    List<Integer> covering = new ArrayList<>();
    for (int h = 0; h < handlers.size(); h++) {
      int target = handlers.get(h).block();
      if (dice.oneIn(2)) {
        continue;
      }
      if (claims[target] == null && target > b) {
        claims[target] = new Claim(List.of(caughtType(target)), subset(entry, true));
      }
      if (claims[target] != null && implied(claims[target].locals(), entry)) {
        covering.add(h);
      }
    }
    return covering;
  }

  private VType caughtType(int block) {
    return new VType.Class(caught.get(block));
  }

  private static boolean implied(Map<Integer, VType> claimed, Map<Integer, VType> present) {
    return claimed.entrySet().stream()
        .allMatch(
            e ->
                !Types.isUninit(e.getValue())
                    && present.containsKey(e.getKey())
                    && Types.isAssignable(present.get(e.getKey()), e.getValue()));
  }

  /** Some of these locals, always the fuel, some with a wider type. */
  private Map<Integer, VType> subset(Map<Integer, VType> present, boolean initialized) {
    int keep = 2 + dice.below(6);
    Map<Integer, VType> chosen = new TreeMap<>();
    present.forEach(
        (local, type) -> {
          boolean fits = !(initialized && Types.isUninit(type));
          if (local == FUEL || fits && !dice.oneIn(keep)) {
            chosen.put(local, wider(type));
          }
        });
    return chosen;
  }

  private VType wider(VType type) {
    if (!Types.isReference(type) || dice.oneIn(2)) {
      return type;
    }
    VType other = new VType.Class(dice.of(Types.CLASSES));
    return Types.isAssignable(type, other) ? other : type;
  }

  private Terminator terminator(int b) {
    if (b + 1 == size || dice.oneIn(12)) {
      return leave();
    }
    return switch (dice.below(10)) {
      case 0, 1 -> to(List.of(next(b)), edges -> new Terminator.Goto(edges.getFirst()));
      case 2 -> guard(b, dice.below(b + 1));
      case 3 -> dice.oneIn(3) ? unguarded(b) : guard(b, dice.below(b + 1));
      case 4, 5 -> select(b);
      default -> branch(b, next(b), next(b));
    };
  }

  private int next(int b) {
    return dice.oneIn(2) ? b + 1 : Math.min(size - 1, b + 1 + dice.below(4));
  }

  /** A loop that may have another way to end. */
  private Terminator unguarded(int b) {
    return branch(b, dice.below(b + 1), next(b));
  }

  private Terminator branch(int b, int taken, int otherwise) {
    Condition condition = dice.of(Condition.values());
    int left;
    int right = Terminator.NONE;
    if (condition.kind() == Kind.INT) {
      left = statements.want(VType.Primitive.INT);
      right = condition.operands() == 2 ? statements.want(VType.Primitive.INT) : right;
    } else {
      left = statements.wantReference();
      right = condition.operands() == 2 ? statements.wantReference() : right;
    }
    int last = right;
    return to(
        List.of(taken, otherwise),
        edges -> new Terminator.Branch(condition, left, last, edges.get(0), edges.get(1)));
  }

  /** Goes to a block while there is fuel, else on. */
  private Terminator guard(int b, int target) {
    statements.useFuel(FUEL);
    int fuel = statements.load(FUEL);
    boolean after = dice.oneIn(2);
    int other = next(b);
    return to(
        after ? List.of(other, target) : List.of(target, other),
        edges ->
            new Terminator.Branch(
                after ? Condition.LE_ZERO : Condition.GT_ZERO,
                fuel,
                Terminator.NONE,
                edges.get(0),
                edges.get(1)));
  }

  private Terminator select(int b) {
    int key = statements.want(VType.Primitive.INT);
    boolean isTable = dice.oneIn(2);
    List<Integer> keys = new ArrayList<>();
    int first = dice.of(0, -2, Integer.MIN_VALUE, 1, Integer.MAX_VALUE - 12);
    for (int i = dice.below(5) + (isTable ? 1 : 0); i > 0; i--) {
      keys.add(first);
      first += isTable ? 1 : 1 + dice.below(2);
    }
    List<Integer> targets = IntStream.range(0, keys.size() + 1).mapToObj(_ -> next(b)).toList();
    return to(
        targets,
        edges ->
            new Terminator.Switch(
                isTable ? Terminator.SwitchForm.TABLE : Terminator.SwitchForm.LOOKUP,
                key,
                IntStream.range(0, keys.size())
                    .mapToObj(i -> new Terminator.Case(keys.get(i), edges.get(i)))
                    .toList(),
                edges.getLast()));
  }

  /** The terminator with edges to these blocks, or a way out when they cannot be brought about. */
  private Terminator to(
      List<Integer> targets, java.util.function.Function<List<Edge>, Terminator> terminator) {
    for (int target : targets) {
      boolean isSkipped = claims[target] == null && target <= current;
      if (isSkipped || claims[target] != null && !statements.bringAbout(claims[target].locals())) {
        return leave();
      }
    }
    List<Edge> edges = new ArrayList<>();
    for (int target : targets) {
      if (claims[target] == null) {
        claims[target] = newClaim(target);
      }
      if (!statements.holds(claims[target].locals())) {
        return leave();
      }
      int[] arguments = new int[claims[target].parameters().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = statements.argument(claims[target].parameters().get(i));
        if (arguments[i] < 0) {
          return leave();
        }
      }
      edges.add(new Edge(target, Ints.of(arguments)));
    }
    for (Edge edge : edges) {
      if (edge.block() <= current && !edge.arguments().isEmpty()) {
        return leave();
      }
    }
    return terminator.apply(edges);
  }

  private Claim newClaim(int target) {
    if (caught.containsKey(target)) {
      return new Claim(List.of(caughtType(target)), subset(statements.present(), true));
    }
    List<VType> parameters =
        dice.oneIn(2) ? List.of() : statements.someTemps(4).stream().map(this::wider).toList();
    return new Claim(parameters, subset(statements.present(), false));
  }

  private Terminator leave() {
    if (dice.oneIn(8)) {
      return new Terminator.Throw(statements.want(new VType.Class(Types.THROWABLE)));
    }
    String result = Descriptor.returnType(descriptor);
    return new Terminator.Return(
        result.equals("V") ? Terminator.NONE : statements.wantDescriptor(result));
  }

  /** The blocks that were made and can be reached. */
  private Body body() {
    List<Block> blocks = new ArrayList<>();
    for (Block block : made) {
      blocks.add(
          block != null
              ? block
              : new Block(
                  List.of(),
                  EntryTypes.EMPTY,
                  Ints.EMPTY,
                  List.of(),
                  new Terminator.Return(Terminator.NONE)));
    }
    return Bodies.tidy(
        new Body(
            locals,
            parameterCount,
            blocks,
            handlers,
            statements.tempCount(),
            List.of(),
            Ints.EMPTY));
  }

  /**
   * Where no line may start: HotSpot's interpreter makes one instruction of {@code iload} and
   * {@code caload}, which then throws from the line of the first.
   */
  private static BitSet fused(Body body) {
    BitSet fused = new BitSet();
    int point = 0;
    for (Block block : body.blocks()) {
      for (Statement statement : block.statements()) {
        fused.set(
            point++,
            statement instanceof Statement.ArrayLoad load && load.element() == ElementKind.CHAR);
      }
      point++;
    }
    return fused;
  }

  /** Lines, and variables that are what a debugger gets to see. */
  private CodeHandle debug(Body body) {
    if (dice.oneIn(3)) {
      return new CodeHandle.Code(body, Locations.NONE);
    }
    int points = body.pointCount();
    BitSet fused = fused(body);
    int[] anchors =
        IntStream.range(0, points).filter(p -> dice.oneIn(3) && !fused.get(p)).toArray();
    int[] lines = IntStream.range(0, anchors.length).map(_ -> 1 + dice.below(90)).toArray();
    List<Body.Extent> extents = new ArrayList<>();
    List<Locations.Variable> variables = new ArrayList<>();
    for (int i = dice.below(4); i > 0; i--) {
      int local = dice.below(locals.size());
      int first = dice.below(points);
      extents.add(new Body.Extent(local, first, first + dice.below(points - first + 1)));
      String type =
          switch (locals.get(local).kind()) {
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case REFERENCE -> "Ljava/lang/Object;";
          };
      variables.add(new Locations.Variable("v" + i, type, null));
    }
    return new CodeHandle.Code(
        new Body(
            body.locals(),
            body.parameterCount(),
            body.blocks(),
            body.handlers(),
            body.tempCount(),
            extents,
            Ints.of(anchors)),
        new Locations(Ints.of(lines), variables, List.of()));
  }
}
