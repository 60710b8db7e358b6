package dev.whittle.dce;

import dev.whittle.ir.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    platformOverrides(type, supertypes);
  }

  private void select(VirtualCall call, ClassNode type) {
    Resolution.Selected selected = Resolution.select(type, call.resolved());
    if (selected.function() != null) {
      marks.use(
          selected.function(), Because.of(ReasonKind.OVERRIDE, call.fact(), type.instantiated));
    }
    decide(selected, Because.of(ReasonKind.SELECTION, call.fact(), type.instantiated));
  }

  private void decide(Resolution.Selected selected, Because because) {
    for (FunctionNode function : selected.deciding()) {
      marks.reference(function, because);
    }
  }

  private void platformOverrides(ClassNode type, List<ClassNode> supertypes) {
    List<ClassNode> platform = new ArrayList<>();
    for (ClassNode supertype : supertypes) {
      if (supertype.origin == ClassNode.Origin.PLATFORM) {
        platform.add(supertype);
      }
    }
    Set<Selector> done = new HashSet<>();
    for (ClassNode supertype : supertypes) {
      if (supertype.origin == ClassNode.Origin.PLATFORM) {
        continue;
      }
      for (FunctionNode function : supertype.functions.unlisted()) {
        if (function.isVirtual() && done.add(function.selector)) {
          platformOverride(type, function.selector, platform);
        }
      }
    }
  }

  private void platformOverride(ClassNode type, Selector selector, List<ClassNode> platform) {
    for (ClassNode declaring : platform) {
      FunctionNode overridden = declaring.functions.get(selector);
      if (overridden != null
          && overridden.isVirtual()
          && Access.has(overridden.access, Access.PUBLIC | Access.PROTECTED)) {
        Resolution.Selected selected = Resolution.select(type, overridden);
        Because because = Because.of(ReasonKind.PLATFORM_OVERRIDE, type.instantiated);
        if (selected.function() != null) {
          marks.external(selected.function());
          marks.use(selected.function(), because);
        }
        decide(selected, because);
        return;
      }
    }
  }
}
