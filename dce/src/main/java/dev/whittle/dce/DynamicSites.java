package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.summary.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * {@code invokedynamic}, dynamic constants and method handles in code.
 *
 * <p>A bootstrap method may do with its static arguments what it likes, so each of them counts as
 * used: handles as invoked, classes as named. The platform's own bootstraps are known better:
 *
 * <ul>
 *   <li>{@code LambdaMetafactory} makes a class, here a synthetic type with the interfaces it
 *       implements. Its methods are the one the site names, and bridges; calls select them, so that
 *       they do not select defaults. The implementation counts as invoked, also when no call of the
 *       interface is in sight: a function object is made to be handed on, and some are invoked by
 *       reflection.
 *   <li>{@code SwitchBootstraps} takes labels: an enum constant is described by strings, the class
 *       by its name, and a missing class or constant silently never matches.
 *   <li>{@code ConstantBootstraps} name fields by strings.
 * </ul>
 */
final class DynamicSites implements Mechanism.ByUseConstant, Mechanism.ByCallDynamic {
  private static final int FLAG_SERIALIZABLE = 1;
  private static final int FLAG_MARKERS = 2;
  private static final int FLAG_BRIDGES = 4;

  private final Marks marks;
  private final References references;
  private final Map<Site, ClassNode> functionObjects = new HashMap<>();

  /** Sites with the same constants in one class need not be told apart. */
  private record Site(ClassNode caller, Constant.Dynamic constant) {}

  DynamicSites(Marks marks, References references) {
    this.marks = marks;
    this.references = references;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseConstant use) {
    constant(function.owner, use.constant(), function.used);
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.CallDynamic call) {
    site(function.owner, call.site(), function.used);
  }

  private void constant(ClassNode caller, Constant constant, int from) {
    switch (constant) {
      case Constant.Handle handle -> references.handle(caller, handle, from);
      case Constant.MethodType type ->
          marks.loadDescriptor(type.descriptor(), Because.of(ReasonKind.DESCRIPTOR, from));
      case Constant.ClassRef type ->
          marks.load(type.name(), Because.of(ReasonKind.CLASS_USE, from));
      case Constant.Dynamic dynamic -> site(caller, dynamic, from);
      case Constant.Str _,
          Constant.Null _,
          Constant.Int _,
          Constant.Long _,
          Constant.Float _,
          Constant.Double _ -> {}
    }
  }

  private void site(ClassNode caller, Constant.Dynamic site, int from) {
    marks.loadDescriptor(site.descriptor(), Because.of(ReasonKind.DESCRIPTOR, from));
    references.handle(caller, site.bootstrap(), from);
    if (site.bootstrap().owner().equals("java/lang/invoke/LambdaMetafactory")) {
      functionObject(caller, site, from);
      return;
    }
    site.arguments().forEach(argument -> constant(caller, argument, from));
    switch (site.bootstrap().owner()) {
      case "java/lang/runtime/SwitchBootstraps" -> labels(site.arguments(), from);
      case "java/lang/invoke/ConstantBootstraps" -> namedField(site, from);
      default -> {}
    }
  }

  private void functionObject(ClassNode caller, Constant.Dynamic site, int from) {
    site.arguments().forEach(argument -> constant(caller, argument, from));
    ClassNode type =
        functionObjects.computeIfAbsent(new Site(caller, site), s -> synthetic(caller, site));
    marks.instantiate(type, Because.of(ReasonKind.INSTANTIATION, from));
  }

  /** The class that {@code LambdaMetafactory} would spin for a site. */
  private ClassNode synthetic(ClassNode caller, Constant.Dynamic site) {
    List<Constant> arguments = site.arguments();
    SequencedSet<ClassNode> interfaces = new LinkedHashSet<>();
    interfaces.add(marks.hierarchy.ofDescriptor(Descriptor.returnType(site.descriptor())));
    List<String> methodTypes = new ArrayList<>();
    methodTypes.add(((Constant.MethodType) arguments.get(0)).descriptor());
    if (site.bootstrap().name().equals("altMetafactory")) {
      int flags = ((Constant.Int) arguments.get(3)).value();
      int at = 4;
      if ((flags & FLAG_SERIALIZABLE) != 0) {
        interfaces.add(marks.hierarchy.node("java/io/Serializable"));
      }
      if ((flags & FLAG_MARKERS) != 0) {
        int count = ((Constant.Int) arguments.get(at++)).value();
        for (int i = 0; i < count; i++) {
          interfaces.add(marks.hierarchy.node(((Constant.ClassRef) arguments.get(at++)).name()));
        }
      }
      if ((flags & FLAG_BRIDGES) != 0) {
        int count = ((Constant.Int) arguments.get(at++)).value();
        for (int i = 0; i < count; i++) {
          methodTypes.add(((Constant.MethodType) arguments.get(at++)).descriptor());
        }
      }
    }
    ClassNode type =
        new ClassNode(
            caller.name + "$$Lambda(" + describe(arguments.get(1)) + ")",
            ClassNode.Origin.SYNTHETIC,
            -1,
            List.of(),
            marks.hierarchy.node("java/lang/Object"),
            List.copyOf(interfaces));
    for (String methodType : methodTypes) {
      Selector selector = new Selector(site.name(), methodType);
      type.functions.put(selector, new FunctionNode(type, selector, Access.PUBLIC));
    }
    return type;
  }

  private static String describe(Constant implementation) {
    return implementation instanceof Constant.Handle handle
        ? handle.owner() + "." + handle.name() + handle.descriptor()
        : "?";
  }

  /** Strings inside label descriptions name classes; what they name must be found. */
  private void labels(List<Constant> labels, int from) {
    for (Constant label : labels) {
      if (label instanceof Constant.Dynamic description) {
        labels(description.arguments(), from);
        for (Constant argument : description.arguments()) {
          if (argument instanceof Constant.Str name) {
            ClassNode c = marks.hierarchy.node(name.value().replace('.', '/'));
            if (c.isProgram()) {
              marks.initialize(c, Because.of(ReasonKind.STRING, from));
            }
          }
        }
      }
    }
  }

  /**
   * {@code getStaticFinal}, {@code fieldVarHandle} and their like: the site's name is a field's.
   */
  private void namedField(Constant.Dynamic site, int from) {
    ClassNode owner = null;
    for (Constant argument : site.arguments()) {
      if (owner == null && argument instanceof Constant.ClassRef declaring) {
        owner = marks.hierarchy.ofConstant(declaring.name());
      }
    }
    if (owner == null) {
      owner = marks.hierarchy.ofDescriptor(site.descriptor());
    }
    for (ClassNode c = owner; c != null; c = c.superclass) {
      for (FieldNode field : c.fields.values()) {
        if (field.selector.name().equals(site.name())) {
          marks.use(field, Because.of(ReasonKind.REFLECTION, from));
          if (field.isStatic()) {
            marks.initialize(c, Because.of(ReasonKind.REFLECTION, from));
          }
        }
      }
    }
  }
}
