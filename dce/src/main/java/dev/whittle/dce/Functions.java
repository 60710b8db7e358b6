package dev.whittle.dce;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The functions that a class declares, in their order, by name and descriptor. It remembers what
 * was looked for and is not there, and whether anybody has looked at all of them: where neither is
 * so, the class could declare more and nobody would know ({@link ClassEdit}).
 */
final class Functions extends LinkedHashMap<Selector, FunctionNode> {
  private static final long serialVersionUID = 1;

  /** Null where nobody wants to know. */
  private transient Sought sought;

  private boolean areListed;

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

  /**
   * As {@link #values}, for whoever does the same if the class has more functions that nothing has
   * reached: private or static ones that are neither public nor protected, with code and without
   * annotations, and no constructors or initializers.
   */
  Collection<FunctionNode> unlisted() {
    return super.values();
  }

  @Override
  public FunctionNode get(Object selector) {
    FunctionNode function = super.get(selector);
    if (function == null && sought != null) {
      sought.add((Selector) selector);
    }
    return function;
  }

  @Override
  public boolean containsKey(Object selector) {
    return get(selector) != null;
  }

  @Override
  public FunctionNode getOrDefault(Object selector, FunctionNode other) {
    FunctionNode function = get(selector);
    return function == null ? other : function;
  }

  @Override
  public Collection<FunctionNode> values() {
    list();
    return super.values();
  }

  @Override
  public void forEach(BiConsumer<? super Selector, ? super FunctionNode> action) {
    list();
    super.forEach(action);
  }

  @Override
  public Map.Entry<Selector, FunctionNode> firstEntry() {
    list();
    return super.firstEntry();
  }

  @Override
  public Map.Entry<Selector, FunctionNode> lastEntry() {
    list();
    return super.lastEntry();
  }

  @Override
  public Set<Selector> keySet() {
    list();
    return super.keySet();
  }

  @Override
  public Set<Map.Entry<Selector, FunctionNode>> entrySet() {
    list();
    return super.entrySet();
  }
}
