package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.GenericSignature;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Reached calls into reflection. What their arguments may be is traced ({@link ValueTracing}); each
 * class and name that is found has the effect of the call ({@link ReflectiveEffects}).
 *
 * <p>Where the class is not known the call is undecided. It is reported, and has its effect on a
 * bounded set of classes, the <em>open</em> ones, unless the {@link ReflectionPolicy} is against
 * it:
 *
 * <ul>
 *   <li>for construction: classes named by strings, and class literals of reached code;
 *   <li>for members whose name or parameter types are known in part: these, and what is
 *       instantiated (the class may come from {@code getClass()});
 *   <li>for members of which nothing is known: of classes named by strings and of class literals
 *       the public accessors, which is what configuration and templates use.
 * </ul>
 */
final class Reflection
    implements Mechanism.OfInstantiated,
        Mechanism.ByPassValues,
        Mechanism.ByUseClass,
        Mechanism.ByUseConstant,
        Mechanism.ByCallDynamic {
  /** A look-up of members by more names than this is one of any name: a general one. */
  private static final int MAX_NAMES = 32;

  private final Marks marks;
  private final ReflectionPolicy policy;
  private final ValueTracing tracing;
  private final NamedClasses named;
  private final ReflectiveEffects effects;
  private final Unnamed unnamed;
  private final Map<ClassNode, List<ReflectiveSite>> byInstance = new HashMap<>();
  private final List<ReflectiveSite> sites = new ArrayList<>();
  private final OpenQueries open;
  private final SequencedSet<ClassNode> literals = new LinkedHashSet<>();
  private final List<ClassNode> instantiated = new ArrayList<>();

  Reflection(
      Marks marks,
      ReflectionPolicy policy,
      ValueTracing tracing,
      NamedClasses named,
      ReflectiveEffects effects,
      Unnamed unnamed) {
    this.marks = marks;
    this.policy = policy;
    this.unnamed = unnamed;
    this.tracing = tracing;
    this.named = named;
    this.effects = effects;
    this.open = new OpenQueries(marks, effects);
  }

  /** Classes that reached code, or an annotation it may read, has as values; grows. */
  SequencedSet<ClassNode> literals() {
    return literals;
  }

  List<ReflectiveSite> sites() {
    return sites;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.PassValues pass) {
    if (pass.reflection() != null) {
      site(new ReflectiveSite(function, in, pass));
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    if (use.use() == Effect.ClassUse.LITERAL) {
      literal(use.name());
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseConstant use) {
    literals(use.constant());
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.CallDynamic call) {
    literals(call.site());
  }

  private void literals(Constant constant) {
    switch (constant) {
      case Constant.ClassRef type -> literal(type.name());
      case Constant.Dynamic dynamic -> dynamic.arguments().forEach(this::literals);
      case Constant.Null _,
          Constant.Int _,
          Constant.Long _,
          Constant.Float _,
          Constant.Double _,
          Constant.Str _,
          Constant.MethodType _,
          Constant.Handle _ -> {}
    }
  }

  /** Code, or an annotation that it may read, has this class as a value. */
  void literal(String name) {
    ClassNode c = name.startsWith("[") ? null : marks.hierarchy.node(name);
    if (c != null && c.isProgram()) {
      literals.add(c);
      unnamed.literal(c);
    }
  }

  private void site(ReflectiveSite site) {
    sites.add(site);
    marks.fact(
        Kind.CAPABILITY, site.call.reflection(), Because.of(ReasonKind.CALL, site.function.used));
    ReflectiveCall call = site.call.reflection();
    int about = call.classArgument(site.call.method(), site.call.kind());
    int name = call.nameArgument(site.call.method(), site.call.kind());
    if (name < 0) {
      addName(site, NamePattern.ANY);
    } else {
      trace(site, name, new NameSink(this, site));
    }
    if (about >= 0) {
      trace(site, about, new ClassSink(this, site));
    }
    if (call.isAboutCaller()) {
      addClass(site, site.function.owner);
    }
  }

  private void trace(ReflectiveSite site, int argument, ValueTracing.Sink sink) {
    tracing.trace(site.function, argument(site, argument), sink, ValueTracing.Effort.LOOK_UP);
  }

  private static Value argument(ReflectiveSite site, int index) {
    return index < site.call.arguments().size() ? site.call.arguments().get(index) : Value.UNKNOWN;
  }

  private record NameSink(Reflection reflection, ReflectiveSite site) implements ValueTracing.Sink {
    @Override
    public void accept(Value value) {
      if (!(value instanceof Value.Null)) {
        reflection.addName(site, NamePattern.of(value));
      }
    }
  }

  private record ClassSink(Reflection reflection, ReflectiveSite site)
      implements ValueTracing.Sink {
    @Override
    public void accept(Value value) {
      switch (value) {
        case Value.Literal(String descriptor) -> {
          if (descriptor.startsWith("L")) {
            reflection.addClass(
                site, reflection.marks.hierarchy.node(Descriptor.className(descriptor)));
          }
        }
        case Value.ClassOf(String type) -> reflection.addInstances(site, type);
        case Value.Elements elements -> elements.elements().forEach(this::accept);
        case Value.Unknown _,
            Value.Text _,
            Value.Concat _,
            Value.NameOf _,
            Value.Named _,
            Value.Parameter _,
            Value.Field _,
            Value.Result _,
            Value.Derived _,
            Value.OneOf _ ->
            reflection.addAny(site);
        case Value.Null _, Value.Number _ -> {}
      }
    }
  }

  private void addName(ReflectiveSite site, NamePattern found) {
    boolean isMember =
        switch (site.call.reflection().finds()) {
          case METHODS, FIELDS -> true;
          case CLASSES, CONSTRUCTORS, OTHER -> false;
        };
    boolean isOneTooMany = isMember && site.names.size() >= MAX_NAMES;
    marks.dependOnOrder |= isOneTooMany;
    NamePattern name = isOneTooMany ? NamePattern.ANY : found;
    if (site.names.add(name)) {
      effects.named(site, name);
      if (name.text() == null && site.call.reflection() == ReflectiveCall.RESOURCE) {
        unnamed.resources().asked(site, name);
      }
      MemberQuery query = MemberQuery.of(site, name);
      if (name.equals(NamePattern.ANY) && site.call.reflection() == ReflectiveCall.FIND_CLASS) {
        unnamed.anyClass(site, asked(site.function, query));
      }
      for (ClassNode c : List.copyOf(site.classes)) {
        effects.found(query, c, site.because(ReasonKind.REFLECTION));
      }
      if (site.anyClass) {
        open(site, query);
      }
    }
  }

  private void addClass(ReflectiveSite site, ClassNode c) {
    if (c.isProgram() && site.classes.add(c)) {
      Because because = site.because(ReasonKind.REFLECTION);
      site.queries().forEach(query -> effects.found(query, c, because));
    }
  }

  private void addAny(ReflectiveSite site) {
    if (!site.anyClass) {
      site.anyClass = true;
      site.queries().forEach(query -> open(site, query));
    }
  }

  private void open(ReflectiveSite site, MemberQuery query) {
    if (policy != ReflectionPolicy.REPORT) {
      int fact = open(site.function, query);
      unnamed.anyMember(site, query, fact);
    }
  }

  /** The function asks this of classes that are not known; the fact that it is asked. */
  int open(FunctionNode function, MemberQuery query) {
    int fact = asked(function, query);
    switch (query.call().finds()) {
      case METHODS, CONSTRUCTORS, FIELDS -> open.add(query, fact);
      case CLASSES, OTHER -> {}
    }
    return fact;
  }

  /** The fact that somebody asks this: one for all who do, whoever was first. */
  private int asked(FunctionNode function, MemberQuery query) {
    return marks.fact(Kind.CAPABILITY, query, Because.of(ReasonKind.CALL, function.used));
  }

  /** {@code getClass()} of an object of this static type: the class of any instance. */
  private void addInstances(ReflectiveSite site, String type) {
    ClassNode c = marks.hierarchy.ofConstant(type);
    if (c == null || !c.isProgram()) {
      addAny(site);
      return;
    }
    byInstance.computeIfAbsent(c, _ -> new ArrayList<>()).add(site);
    for (ClassNode instance : List.copyOf(c.instances)) {
      addClass(site, instance);
    }
  }

  @Override
  public void instantiated(ClassNode type) {
    if (!type.isProgram()) {
      results(type);
      return;
    }
    instantiated.add(type);
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    type.addSupertypes(supertypes);
    for (ClassNode supertype : supertypes) {
      for (ReflectiveSite site : List.copyOf(byInstance.getOrDefault(supertype, List.of()))) {
        addClass(site, type);
      }
    }
  }

  /**
   * The handler of a proxy is given the method that is called, and with it the class of what it has
   * to return, and the arguments of a generic one.
   */
  private void results(ClassNode type) {
    if (type.origin == ClassNode.Origin.SYNTHETIC
        && type.superclass.name.equals("java/lang/reflect/Proxy")) {
      for (ClassNode proxied : type.interfaces) {
        for (FunctionNode function : proxied.functions.values()) {
          result(Descriptor.returnType(function.selector.descriptor()));
          for (FunctionNode.Definition definition : function.definitions) {
            result(definition.function().attributes().signature());
          }
        }
      }
    }
  }

  private void result(String descriptorOrSignature) {
    if (descriptorOrSignature != null) {
      int start = descriptorOrSignature.indexOf(')') + 1;
      GenericSignature.classNames(descriptorOrSignature.substring(start)).forEach(this::literal);
    }
  }

  /** Undecided queries meet the open classes that are new since they last did. */
  @Override
  public void settled() {
    open.meet(List.copyOf(named.all()), List.copyOf(literals), List.copyOf(instantiated));
  }
}
