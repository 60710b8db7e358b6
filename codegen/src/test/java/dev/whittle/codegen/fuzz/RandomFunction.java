package dev.whittle.codegen.fuzz;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One random function, block after block. What a block claims on entry is decided by the first
 * edge, or the first covered block, that leads there: a choice from what is there. Later edges
 * bring about what is claimed, or go elsewhere.
 */
final class RandomFunction {
  /** What a block claims; locals in ascending order of index, locks in the order of taking. */
  private record Claim(List<VType> parameters, Map<Integer, VType> locals, List<Lock> locks) {}

  /**
   * A lock that is held across blocks.
   *
   * @param local has the object
   * @param release the block that gives it back when an exception is thrown; the next block takes
   *     the exception
   * @param handler that leads there
   */
  private record Lock(int local, int release, int handler) {}

  private static final VType INT = VType.Primitive.INT;
  private static final VType THROWN = new VType.Class(Types.THROWABLE);
  private static final VType LOCKED = new VType.Class(Types.OBJECT);

  private final Dice dice;
  private final String descriptor;
  private final List<Local> locals = new ArrayList<>();
  private final List<VType> parameters = new ArrayList<>();
  private final int fuel;
  private final int size;
  private final List<Handler> handlers = new ArrayList<>();
  private final List<Lock> possibleLocks = new ArrayList<>();
  private final Map<Integer, String> caught = new HashMap<>();
  private final Claim[] claims;
  private final Block[] made;
  private final RandomValues values;
  private final RandomStatements statements;
  private final int limit;
  private int current;
  private boolean isCovered;

  /** What is held where the block ends. */
  private List<Lock> locks;

  /** A static function, or a constructor when that is its name. */
  RandomFunction(Dice dice, Surroundings around, String name, String descriptor) {
    this.dice = dice;
    this.descriptor = descriptor;
    boolean isConstructor = name.equals(Surroundings.INIT);
    if (isConstructor) {
      parameters.add(new VType.UninitThis());
    }
    fuel = parameters.size();
    Descriptor.parameters(descriptor).forEach(type -> parameters.add(VType.of(type)));
    int slot = 0;
    for (VType parameter : parameters) {
      locals.add(new Local(slot, parameter.kind()));
      slot += parameter.kind().slots();
    }
    for (int i = dice.below(9); i > 0; i--) {
      int base = dice.oneIn(30) ? 254 : fuel + 1;
      locals.add(new Local(base + dice.below(slot + 4), dice.of(Kind.values())));
    }
    size = 1 + dice.below(dice.oneIn(8) ? 40 : 9);
    limit = dice.oneIn(10) ? 60 : 14;
    claims = new Claim[size];
    made = new Block[size];
    for (int i = size < 3 ? 0 : dice.below(5); i > 0; i--) {
      if (size > 4 && dice.oneIn(3)) {
        possibleLock(slot);
      } else {
        handler();
      }
    }
    values = new RandomValues(dice, around, locals);
    statements = new RandomStatements(dice, around, values);
  }

  private void handler() {
    int block = 1 + dice.below(size - 1);
    if (isReserved(block)) {
      return;
    }
    String type = caught.computeIfAbsent(block, _ -> dice.of(Types.THROWN.subList(0, 4)));
    boolean any = type.equals(Types.THROWABLE) && dice.oneIn(3);
    List<String> fitting = Types.THROWN.stream().filter(t -> Types.isSubtype(t, type)).toList();
    handlers.add(new Handler(any ? null : dice.of(fitting), block));
  }

  private void possibleLock(int slot) {
    int release = 2 + dice.below(size - 3);
    boolean isTaken = isReserved(release) || isReserved(release + 1);
    if (isTaken || caught.containsKey(release) || caught.containsKey(release + 1)) {
      return;
    }
    possibleLocks.add(new Lock(locals.size(), release, handlers.size()));
    locals.add(new Local(slot + dice.below(4), Kind.REFERENCE));
    handlers.add(new Handler(null, release));
  }

  /** Whether a block is there for exceptions that give back a lock. */
  private boolean isReserved(int block) {
    return possibleLocks.stream().anyMatch(l -> l.release() == block || l.release() + 1 == block);
  }

  CodeHandle code() {
    Map<Integer, VType> entry = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      entry.put(i, parameters.get(i));
    }
    claims[0] = new Claim(List.of(), entry, List.of());
    for (int b = 0; b < size; b++) {
      if (claims[b] != null) {
        made[b] = block(b);
      }
    }
    return RandomLocations.of(dice, body());
  }

  private Block block(int b) {
    current = b;
    Claim claim = claims[b];
    locks = claim.locks();
    List<Integer> covering = covering(b, claim.locals());
    isCovered = !covering.isEmpty();
    Map<Integer, List<VType>> frozen = new HashMap<>();
    for (int h : covering) {
      claims[handlers.get(h).block()]
          .locals()
          .forEach(
              (local, type) ->
                  frozen.merge(
                      local,
                      List.of(type),
                      (a, c) -> Stream.concat(a.stream(), c.stream()).toList()));
    }
    Set<Integer> pinned = new TreeSet<>(Set.of(fuel));
    locks.forEach(lock -> pinned.add(lock.local()));
    List<Block.Parameter> parameters =
        values.enter(claim.parameters(), claim.locals(), frozen, pinned);
    Terminator end = fill(b, covering);
    return new Block(
        parameters,
        entryTypes(claim.locals()),
        Ints.of(covering.stream().mapToInt(i -> i).toArray()),
        values.leave(),
        end);
  }

  private Terminator fill(int b, List<Integer> covering) {
    if (!locks.isEmpty() && locks.getLast().release() == b) {
      return unlock(b + 1);
    }
    if (!locks.isEmpty() && dice.oneIn(2)) {
      statements.held(locks.getLast().local());
    }
    if (caught.containsKey(b) && !dice.oneIn(8)) {
      statements.some(dice.below(3) == 0 && !covers(covering, b) ? 2 : 0);
      return b + 1 < size ? guard(b, b + 1) : leave();
    }
    if (values.isThisRaw() && dice.oneIn(4)) {
      statements.moveThis();
    }
    statements.some(dice.below(limit));
    if (values.isThisRaw() && !isCovered && dice.oneIn(2)) {
      values.initializeThis();
      statements.some(dice.below(limit));
    }
    return terminator(b);
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
      boolean isRelease = !locks.isEmpty() && locks.getLast().handler() == h;
      if (!isRelease && dice.oneIn(2)) {
        continue;
      }
      if (claims[target] == null && target > b && !isReserved(target)) {
        claims[target] = new Claim(List.of(caughtType(target)), subset(entry, true), locks);
      }
      boolean fits = claims[target] != null && claims[target].locks().equals(locks);
      if (fits && implied(claims[target].locals(), entry)) {
        covering.add(h);
      }
    }
    return covering;
  }

  private VType caughtType(int block) {
    return new VType.Class(caught.get(block));
  }

  private static boolean implied(Map<Integer, VType> claimed, Map<Integer, VType> present) {
    return isThisRaw(claimed) == isThisRaw(present)
        && claimed.entrySet().stream()
            .allMatch(
                e ->
                    !(e.getValue() instanceof VType.Uninit)
                        && present.containsKey(e.getKey())
                        && Types.isAssignable(present.get(e.getKey()), e.getValue()));
  }

  private static boolean isThisRaw(Map<Integer, VType> locals) {
    return locals.containsValue(new VType.UninitThis());
  }

  /**
   * Some of these locals, some with a wider type; always the fuel, what is locked, and {@code this}
   * as long as it is uninitialized (M24).
   */
  private Map<Integer, VType> subset(Map<Integer, VType> present, boolean initialized) {
    int keep = 2 + dice.below(6);
    Map<Integer, VType> chosen = new TreeMap<>();
    present.forEach(
        (local, type) -> {
          boolean fits = !(initialized && Types.isUninit(type));
          boolean isFirstThis = type instanceof VType.UninitThis && !isThisRaw(chosen);
          if (isNeeded(local) || isFirstThis || fits && !dice.oneIn(keep)) {
            chosen.put(local, wider(type));
          }
        });
    return chosen;
  }

  private boolean isNeeded(int local) {
    return local == fuel || locks.stream().anyMatch(lock -> lock.local() == local);
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
    if (!locks.isEmpty() && dice.oneIn(2)) {
      return unlock(next(b));
    }
    Lock free = freeLock(b);
    if (free != null && dice.oneIn(2)) {
      return lock(b, free);
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
    int next = dice.oneIn(2) ? b + 1 : Math.min(size - 1, b + 1 + dice.below(4));
    while (next + 1 < size && isReserved(next) && claims[next] == null) {
      next++;
    }
    return next;
  }

  /** A lock that may be taken in front of the next block, null when there is none. */
  private Lock freeLock(int b) {
    if (values.isThisRaw() || claims[b + 1] != null || caught.containsKey(b + 1)) {
      return null;
    }
    return possibleLocks.stream()
        .filter(lock -> lock.release() > b + 1 && claims[lock.release()] == null)
        .filter(lock -> !isReserved(b + 1) && values.mayStore(lock.local(), LOCKED))
        .findFirst()
        .orElse(null);
  }

  /** Takes a lock; whatever is thrown while it is held goes to the block that gives it back. */
  private Terminator lock(int b, Lock lock) {
    values.store(lock.local(), values.want(values.anyClass()));
    int object = values.load(lock.local());
    Map<Integer, VType> after = new TreeMap<>(Map.of(fuel, INT));
    locks.forEach(outer -> after.put(outer.local(), LOCKED));
    claims[lock.release() + 1] = new Claim(List.of(THROWN), Map.copyOf(after), locks);
    locks = Stream.concat(locks.stream(), Stream.of(lock)).toList();
    after.put(lock.local(), LOCKED);
    claims[lock.release()] = new Claim(List.of(THROWN), after, locks);
    Terminator end = to(List.of(b + 1), edges -> new Terminator.Goto(edges.getFirst()));
    if (end instanceof Terminator.Goto) {
      values.add(new Statement.MonitorEnter(object));
    }
    return end;
  }

  /** Gives the last lock back; nothing throws from there on. */
  private Terminator unlock(int target) {
    Lock lock = locks.getLast();
    List<Lock> held = locks;
    locks = locks.subList(0, locks.size() - 1);
    Terminator end = to(List.of(target), edges -> new Terminator.Goto(edges.getFirst()));
    if (end instanceof Terminator.Goto) {
      values.add(new Statement.MonitorExit(values.load(lock.local())));
    } else {
      locks = held;
    }
    return end;
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
      left = values.want(INT);
      right = condition.operands() == 2 ? values.want(INT) : right;
    } else {
      left = values.wantReference();
      right = condition.operands() == 2 ? values.wantReference() : right;
    }
    int last = right;
    return to(
        List.of(taken, otherwise),
        edges -> new Terminator.Branch(condition, left, last, edges.get(0), edges.get(1)));
  }

  /** Goes to a block while there is fuel, else on. */
  private Terminator guard(int b, int target) {
    values.useFuel(fuel);
    int left = values.load(fuel);
    boolean after = dice.oneIn(2);
    int other = next(b);
    return to(
        after ? List.of(other, target) : List.of(target, other),
        edges ->
            new Terminator.Branch(
                after ? Condition.LE_ZERO : Condition.GT_ZERO,
                left,
                Terminator.NONE,
                edges.get(0),
                edges.get(1)));
  }

  private Terminator select(int b) {
    int key = values.want(INT);
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
      if (!isOpen(target)) {
        return leave();
      }
    }
    List<Edge> edges = new ArrayList<>();
    for (int target : targets) {
      if (claims[target] == null) {
        claims[target] = newClaim(target);
      }
      if (!values.holds(claims[target].locals())) {
        return leave();
      }
      int[] arguments = new int[claims[target].parameters().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = values.argument(claims[target].parameters().get(i));
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

  /** Whether control may go to this block, which expects no more then than there is. */
  private boolean isOpen(int target) {
    Claim claim = claims[target];
    return claim == null
        ? target > current && !isReserved(target)
        : claim.locks().equals(locks)
            && isThisRaw(claim.locals()) == values.isThisRaw()
            && values.bringAbout(claim.locals());
  }

  private Claim newClaim(int target) {
    if (caught.containsKey(target)) {
      return new Claim(List.of(caughtType(target)), subset(values.present(), true), locks);
    }
    List<VType> parameters =
        dice.oneIn(2) ? List.of() : values.someTemps(4).stream().map(this::wider).toList();
    return new Claim(parameters, subset(values.present(), false), locks);
  }

  /** With a lock, or unable to initialize {@code this}, only an exception leads out. */
  private Terminator leave() {
    boolean mustThrow =
        !locks.isEmpty() || !claims[current].locks().isEmpty() || values.isThisRaw() && isCovered;
    if (mustThrow || dice.oneIn(8)) {
      return new Terminator.Throw(values.want(THROWN));
    }
    if (values.isThisRaw()) {
      values.initializeThis();
    }
    String result = Descriptor.returnType(descriptor);
    return new Terminator.Return(
        result.equals("V") ? Terminator.NONE : values.wantDescriptor(result));
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
            parameters.size(),
            blocks,
            handlers,
            values.tempCount(),
            List.of(),
            Ints.EMPTY));
  }
}
