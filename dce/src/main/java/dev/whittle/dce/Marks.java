package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.summary.SummarySource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The calls that mark. Each takes its reason, records the edge, and puts what is newly true on the
 * worklist; nothing is visited here, so marking never recurses.
 *
 * <p>What belongs to the platform, and what no source has, is never put on the worklist: its code
 * is not ours to walk.
 */
final class Marks {
  /** Classes that nobody has, each with something that needs it. */
  final SortedMap<String, String> missing = new TreeMap<>();

  final ClassHierarchy hierarchy;
  final Facts facts = new Facts();

  /**
   * Whether other things could be true if the work had been done in another order: somebody has
   * asked as much as he may, or has kept something as a substitute.
   */
  boolean dependOnOrder;

  /** Facts to visit: from {@link #oldest} up to {@link #newest}. */
  private int[] worklist = new int[1 << 10];

  private int oldest;
  private int newest;
  private final SummarySource summaries;
  private int externals;
  private final Map<Object, Integer> others = new HashMap<>();

  Marks(ClassHierarchy hierarchy, SummarySource summaries) {
    this.hierarchy = hierarchy;
    this.summaries = summaries;
  }

  boolean isSettled() {
    return oldest == newest;
  }

  /** The next fact to visit. */
  int next(Order order) {
    return switch (order) {
      case OLDEST_FIRST -> worklist[oldest++];
      case NEWEST_FIRST -> worklist[--newest];
    };
  }

  /** The class is present, and with it everything above it. */
  void load(ClassNode c, Because because) {
    if (c.origin == ClassNode.Origin.MISSING) {
      missing(c, because);
      return;
    }
    if (c.loaded == Facts.NONE) {
      c.loaded = reached(Kind.LOADED, c);
    }
    record(c.loaded, because);
  }

  /**
   * Remembers classes that code names or extends and nobody has: whatever the order, with the same
   * one of those who do. What only strings, annotations or descriptors name need not exist.
   */
  private void missing(ClassNode c, Because because) {
    boolean needed =
        switch (because.kind()) {
          case CLASS_USE, INSTANTIATION, SUPERTYPE -> because.first() != Facts.NONE;
          default -> false;
        };
    if (needed) {
      Object subject = facts.subject(because.first());
      String by = SourceNames.describe(facts.kind(because.first()), subject);
      missing.merge(c.name, by, (left, right) -> left.compareTo(right) <= 0 ? left : right);
    }
  }

  /** As {@link #load(ClassNode, Because)}, for a constant-pool class name. */
  void load(String constant, Because because) {
    ClassNode c = hierarchy.ofConstant(constant);
    if (c != null) {
      load(c, because);
    }
  }

  /** Loads every class that a field or method descriptor names. */
  void loadDescriptor(String descriptor, Because because) {
    for (int at = descriptor.indexOf('L'); at >= 0; at = descriptor.indexOf('L', at)) {
      int end = descriptor.indexOf(';', at);
      load(hierarchy.node(descriptor.substring(at + 1, end)), because);
      at = end;
    }
  }

  void initialize(ClassNode c, Because because) {
    if (!c.isProgram()) {
      load(c, because);
      return;
    }
    if (c.initialized == Facts.NONE) {
      c.initialized = reached(Kind.INITIALIZED, c);
    }
    record(c.initialized, because);
  }

  void instantiate(ClassNode c, Because because) {
    if (c.origin == ClassNode.Origin.MISSING || c.origin == ClassNode.Origin.PLATFORM) {
      load(c, because);
      return;
    }
    if (c.instantiated == Facts.NONE) {
      c.instantiated = reached(Kind.INSTANTIATED, c);
    }
    record(c.instantiated, because);
  }

  /** Somebody may list the members of the class. */
  void enumerate(ClassNode c, Because because) {
    if (!c.isProgram()) {
      load(c, because);
      return;
    }
    if (c.enumerated == Facts.NONE) {
      c.enumerated = reached(Kind.ENUMERATED, c);
    }
    record(c.enumerated, because);
  }

  void reference(FunctionNode function, Because because) {
    if (!function.owner.isProgram()) {
      load(function.owner, because);
      return;
    }
    if (function.referenced == Facts.NONE) {
      function.referenced = reached(Kind.REFERENCED, function);
    }
    record(function.referenced, because);
  }

  void use(FunctionNode function, Because because) {
    if (function.owner.origin == ClassNode.Origin.PLATFORM) {
      load(function.owner, because);
      return;
    }
    if (function.used == Facts.NONE) {
      function.used = reached(Kind.USED, function);
      function.summarize(summaries);
    }
    record(function.used, because);
  }

  void use(FieldNode field, Because because) {
    if (!field.owner.isProgram()) {
      load(field.owner, because);
      return;
    }
    if (field.used == Facts.NONE) {
      field.used = reached(Kind.FIELD, field);
    }
    record(field.used, because);
  }

  /** A virtual call; the caller resolves it. */
  void call(ClassNode receiver, FunctionNode resolved, Because because) {
    VirtualCall call = receiver.calls.get(resolved.selector);
    if (call == null) {
      call = new VirtualCall(facts.size(), receiver, resolved);
      reached(Kind.VIRTUAL_CALL, call);
      receiver.calls.put(resolved.selector, call);
    }
    record(call.fact(), because);
  }

  /** Something else than a call in reached code may run the function. */
  void external(FunctionNode function) {
    if (!function.external) {
      function.external = true;
      externals++;
    }
  }

  /** How many functions something else than reached code may run. */
  int externals() {
    return externals;
  }

  /** A fact about the program as a whole: {@code subject} is its identity and its text. */
  int fact(Kind kind, Object subject, Because because) {
    Integer fact = others.get(subject);
    if (fact == null) {
      fact = reached(kind, subject);
      others.put(subject, fact);
    }
    record(fact, because);
    return fact;
  }

  /** The number of a fact about the program as a whole, null when it is not known. */
  Integer known(Object subject) {
    return others.get(subject);
  }

  private int reached(Kind kind, Object subject) {
    int fact = facts.add(kind, subject);
    if (newest == worklist.length) {
      worklist = Arrays.copyOf(worklist, 2 * newest);
    }
    worklist[newest++] = fact;
    return fact;
  }

  private void record(int fact, Because because) {
    if (because.first() != fact) {
      facts.edge(fact, because.kind(), because.first(), because.second());
    }
  }
}
