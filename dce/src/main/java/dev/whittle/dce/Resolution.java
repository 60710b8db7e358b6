package dev.whittle.dce;

import java.util.ArrayList;
import java.util.List;

/**
 * Resolution and selection of methods and fields, as the JVM does them (JVMS 5.4.3 to 5.4.6). Pure
 * functions over the hierarchy above the class asked about.
 */
final class Resolution {
  private Resolution() {}

  /**
   * What a method selection finds.
   *
   * @param function the method that runs, or null when the call fails
   * @param deciding methods without which the outcome would be another one: abstract methods that
   *     make the call fail, defaults that conflict; empty where one runs
   */
  record Selected(FunctionNode function, List<FunctionNode> deciding) {
    private static final Selected NOTHING = new Selected(null, List.of());
  }

  /**
   * Method resolution (JVMS 5.4.3.3, 5.4.3.4), null when it fails. The difference between class and
   * interface references is only which errors they raise, so one search serves both: the class
   * chain, then maximally-specific superinterface methods, then any.
   */
  static FunctionNode resolve(ClassNode owner, Selector selector, ClassHierarchy hierarchy) {
    for (ClassNode c = owner; c != null; c = c.superclass) {
      FunctionNode function = c.functions.get(selector);
      if (function != null && (c == owner || !owner.isInterface() || isPublicVirtual(function))) {
        return function;
      }
      if (c.functions.size() > 0 && isSignaturePolymorphic(c, selector.name())) {
        return null;
      }
    }
    List<FunctionNode> maximal = maximallySpecific(owner, selector);
    for (FunctionNode function : maximal) {
      if (!function.isAbstract()) {
        return function;
      }
    }
    if (!maximal.isEmpty()) {
      return maximal.getFirst();
    }
    return owner.isInterface() && owner.superclass == null
        ? hierarchy.node("java/lang/Object").functions.get(selector)
        : null;
  }

  private static boolean isPublicVirtual(FunctionNode function) {
    return dev.whittle.ir.Access.has(function.access, dev.whittle.ir.Access.PUBLIC)
        && !function.isStatic();
  }

  /** Calls of these are linked by the platform with any descriptor (JVMS 2.9.3). */
  private static boolean isSignaturePolymorphic(ClassNode c, String name) {
    return (c.name.equals("java/lang/invoke/MethodHandle")
            || c.name.equals("java/lang/invoke/VarHandle"))
        && c.origin == ClassNode.Origin.PLATFORM
        && c.functions.keySet().stream().anyMatch(s -> s.name().equals(name));
  }

  /**
   * Method selection (JVMS 5.4.6) of a call that resolved to {@code resolved} on an instance of
   * {@code type}.
   */
  static Selected select(ClassNode type, FunctionNode resolved) {
    if (resolved.isPrivate()) {
      return new Selected(resolved, List.of());
    }
    for (ClassNode c = type; c != null; c = c.superclass) {
      FunctionNode function = c.functions.get(resolved.selector);
      if (function != null
          && (function == resolved || (function.isVirtual() && overrides(function, resolved)))) {
        return function.isAbstract()
            ? new Selected(null, List.of(function))
            : new Selected(function, List.of());
      }
    }
    List<FunctionNode> maximal = maximallySpecific(type, resolved.selector);
    if (maximal.isEmpty()) {
      return Selected.NOTHING;
    }
    FunctionNode concrete = onlyConcrete(maximal);
    return concrete != null ? new Selected(concrete, List.of()) : new Selected(null, maximal);
  }

  /** The one that is not abstract, null when none is or several are. */
  private static FunctionNode onlyConcrete(List<FunctionNode> functions) {
    FunctionNode concrete = null;
    for (FunctionNode function : functions) {
      if (!function.isAbstract()) {
        if (concrete != null) {
          return null;
        }
        concrete = function;
      }
    }
    return concrete;
  }

  /** Whether one method can override another (JVMS 5.4.5); the names and descriptors are equal. */
  static boolean overrides(FunctionNode function, FunctionNode overridden) {
    if (function.isPrivate() || function.isStatic() || overridden.isPrivate()) {
      return false;
    }
    if (!overridden.isPackagePrivate() || overridden.owner.isInterface()) {
      return true;
    }
    if (!function.owner.isSubclassOf(overridden.owner)) {
      return false;
    }
    if (function.owner.packageName().equals(overridden.owner.packageName())) {
      return true;
    }
    // Transitively, through a class between the two.
    for (ClassNode c = function.owner.superclass;
        c != null && c != overridden.owner;
        c = c.superclass) {
      FunctionNode between = c.functions.get(function.selector);
      if (between != null && overrides(function, between) && overrides(between, overridden)) {
        return true;
      }
    }
    return false;
  }

  /** What {@code invokespecial} runs that is not a constructor or private (JVMS 6.5). */
  static Selected selectSpecial(ClassNode current, ClassNode owner, FunctionNode resolved) {
    if (resolved.isPrivate() || resolved.selector.name().startsWith("<")) {
      return new Selected(resolved, List.of());
    }
    ClassNode start =
        !owner.isInterface() && current != owner && current.isSubclassOf(owner)
            ? current.superclass
            : owner;
    for (ClassNode c = start; c != null; c = c.superclass) {
      FunctionNode function = c.functions.get(resolved.selector);
      if (function != null && !function.isStatic()) {
        return function.isAbstract()
            ? new Selected(null, List.of(function))
            : new Selected(function, List.of());
      }
    }
    List<FunctionNode> maximal = maximallySpecific(start, resolved.selector);
    FunctionNode concrete = onlyConcrete(maximal);
    return concrete != null ? new Selected(concrete, List.of()) : new Selected(null, maximal);
  }

  /** Maximally-specific superinterface methods of a class (JVMS 5.4.3.3). */
  static List<FunctionNode> maximallySpecific(ClassNode type, Selector selector) {
    List<FunctionNode> candidates = new ArrayList<>(1);
    for (ClassNode supertype : type.supertypes()) {
      FunctionNode function =
          supertype != type && supertype.isInterface() ? supertype.functions.get(selector) : null;
      if (function != null && !function.isPrivate() && !function.isStatic()) {
        candidates.add(function);
      }
    }
    if (candidates.size() < 2) {
      return candidates;
    }
    return candidates.stream()
        .filter(f -> candidates.stream().noneMatch(g -> g != f && g.owner.isSubtypeOf(f.owner)))
        .toList();
  }

  /** Field resolution (JVMS 5.4.3.2), null when it fails. */
  static FieldNode resolveField(ClassNode owner, Selector selector) {
    FieldNode own = owner.fields.get(selector);
    if (own != null) {
      return own;
    }
    for (ClassNode parent : owner.interfaces) {
      FieldNode field = resolveField(parent, selector);
      if (field != null) {
        return field;
      }
    }
    return owner.superclass == null ? null : resolveField(owner.superclass, selector);
  }
}
