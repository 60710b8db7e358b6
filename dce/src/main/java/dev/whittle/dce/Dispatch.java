package dev.whittle.dce;

import dev.whittle.ir.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rapid type analysis: a virtual call runs what it selects on an instantiated subtype of the static
 * receiver type. Whichever comes second, the call or the instance, makes the pair.
 *
 * <p>The platform is opaque: it may call any of its own methods on any object it gets hold of, so
 * in an instantiated type every override of a platform method runs, called or not.
 */
final class Dispatch implements Mechanism.OfInstantiated, Mechanism.OfVirtualCalls {
  private final Marks marks;
  private final Map<ClassNode, List<FunctionNode>> overridden = new HashMap<>();

  Dispatch(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void called(VirtualCall call) {
    for (ClassNode type : call.receiver().instances) {
      select(call, type);
    }
  }

  @Override
  public void instantiated(ClassNode type) {
    List<ClassNode> supertypes = type.supertypes();
    for (ClassNode supertype : supertypes) {
      if (supertype.origin != ClassNode.Origin.PLATFORM) {
        supertype.instances.add(type);
        for (VirtualCall call : supertype.calls.values()) {
          select(call, type);
        }
      }
    }
    for (FunctionNode overridden : overridden(type)) {
      platformOverride(type, overridden);
    }
  }

  private void select(VirtualCall call, ClassNode type) {
    Resolution.Selected selected = Resolution.select(type, call.resolved());
    if (selected.function() != null) {
      marks.use(
          selected.function(), Because.of(ReasonKind.OVERRIDE, call.fact(), type.instantiated));
    } else {
      decide(selected, Because.of(ReasonKind.SELECTION, call.fact(), type.instantiated));
    }
  }

  private void decide(Resolution.Selected selected, Because because) {
    for (FunctionNode function : selected.deciding()) {
      marks.reference(function, because);
    }
  }

  private void platformOverride(ClassNode type, FunctionNode overridden) {
    Resolution.Selected selected = Resolution.select(type, overridden);
    Because because = Because.of(ReasonKind.PLATFORM_OVERRIDE, type.instantiated);
    if (selected.function() != null) {
      marks.external(selected.function());
      marks.use(selected.function(), because);
    } else {
      decide(selected, because);
    }
  }

  /**
   * Methods of the platform that the class, or what it inherits of the program, overrides. One that
   * implements nothing by itself inherits them from its superclass, with its own before. ▸ Of 3,483
   * classes of Clojure that have instances most do: 488,000 look-ups before.
   */
  private List<FunctionNode> overridden(ClassNode type) {
    if (type.origin == ClassNode.Origin.PLATFORM) {
      return List.of();
    }
    List<FunctionNode> known = overridden.get(type);
    if (known == null) {
      boolean inherits = type.superclass != null && type.interfaces.isEmpty();
      known = inherits ? withOwn(type, overridden(type.superclass)) : ofAll(type);
      overridden.put(type, known);
    }
    return known;
  }

  private static List<FunctionNode> withOwn(ClassNode type, List<FunctionNode> inherited) {
    List<ClassNode> platform = platform(type);
    List<FunctionNode> overridden = new ArrayList<>(inherited.size() + 2);
    for (FunctionNode function : type.functions.unlisted()) {
      add(function, platform, overridden);
    }
    for (FunctionNode each : inherited) {
      FunctionNode own = type.functions.get(each.selector);
      if (own == null || !own.isVirtual()) {
        overridden.add(each);
      }
    }
    return overridden;
  }

  private static List<FunctionNode> ofAll(ClassNode type) {
    List<ClassNode> platform = platform(type);
    List<FunctionNode> overridden = new ArrayList<>(2);
    Set<Selector> done = new HashSet<>();
    for (ClassNode supertype : type.supertypes()) {
      if (supertype.origin != ClassNode.Origin.PLATFORM) {
        for (FunctionNode function : supertype.functions.unlisted()) {
          if (function.isVirtual() && done.add(function.selector)) {
            add(function, platform, overridden);
          }
        }
      }
    }
    return overridden;
  }

  private static List<ClassNode> platform(ClassNode type) {
    List<ClassNode> platform = new ArrayList<>();
    for (ClassNode supertype : type.supertypes()) {
      if (supertype.origin == ClassNode.Origin.PLATFORM) {
        platform.add(supertype);
      }
    }
    return platform;
  }

  /** Adds the first method of the platform that the function overrides, if there is one. */
  private static void add(
      FunctionNode function, List<ClassNode> platform, List<FunctionNode> into) {
    if (!function.isVirtual()) {
      return;
    }
    for (ClassNode declaring : platform) {
      FunctionNode overridden = declaring.functions.get(function.selector);
      if (overridden != null
          && overridden.isVirtual()
          && Access.has(overridden.access, Access.PUBLIC | Access.PROTECTED)) {
        into.add(overridden);
        return;
      }
    }
  }
}
