package dev.whittle.dce;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The functions that a class declares, in their order, by name and descriptor. It remembers what
 * was looked for and is not there, and whether anybody has looked at all of them: where neither is
 * so, the class could declare more and nobody would know ({@link ClassEdit}).
 */
final class Functions {
  private final Map<Selector, FunctionNode> declared = new LinkedHashMap<>();

  /** Null where nobody wants to know. */
  private Sought sought;

  private boolean areListed;

  void put(Selector selector, FunctionNode function) {
    declared.put(selector, function);
  }

  /** From now on it remembers. */
  void remember(Sought all) {
    sought = all;
  }

  /** Somebody looks at all of them. */
  void list() {
    areListed = true;
  }

  boolean areListed() {
    return areListed;
  }

  /** Null when the class does not declare it. */
  FunctionNode get(Selector selector) {
    FunctionNode function = declared.get(selector);
    if (function == null && sought != null) {
      sought.add(selector);
    }
    return function;
  }

  boolean containsKey(Selector selector) {
    return get(selector) != null;
  }

  Set<Selector> keySet() {
    list();
    return declared.keySet();
  }

  Collection<FunctionNode> values() {
    list();
    return declared.values();
  }

  /**
   * As {@link #values}, for whoever does the same if the class has more functions that nothing has
   * reached: private or static ones that are neither public nor protected, with code and without
   * annotations, and no constructors or initializers.
   */
  Collection<FunctionNode> unlisted() {
    return declared.values();
  }

  /** No look at all of them: nothing is reached because of how many there are. */
  int size() {
    return declared.size();
  }
}
