package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.GenericSignature;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What a call into reflection does when it is about a given class: the one place that gives the
 * rows of {@link ReflectiveCall} their meaning.
 *
 * <p>A method that is found may be invoked, on any receiver of its class; so finding counts as a
 * virtual call on the class it was looked up in. Looking up one member lists them all, which loads
 * the types of their descriptors ({@link Enumeration}).
 */
final class ReflectiveEffects {
  private final Marks marks;
  private final NamedClasses named;
  private final Suffixes suffixes;
  private final Subpackages subpackages;
  private final Map<ClassNode, ClassNode> proxies = new HashMap<>();
  private final Map<ClassNode, ClassNode> subclasses = new HashMap<>();

  /** What each class declares: every query for members of any name asks it of every class. */
  private final Map<ClassNode, List<FunctionNode>> accessors = new HashMap<>();

  ReflectiveEffects(Marks marks, NamedClasses named, Suffixes suffixes, Subpackages subpackages) {
    this.marks = marks;
    this.named = named;
    this.suffixes = suffixes;
    this.subpackages = subpackages;
  }

  /** A name was found for a call that is about names alone. */
  void named(ReflectiveSite site, NamePattern name) {
    if (site.call.reflection() == ReflectiveCall.METHOD_TYPE && name.text() != null) {
      for (String type : GenericSignature.classNames(name.text())) {
        marks.load(type.replace('.', '/'), site.because(ReasonKind.REFLECTION));
      }
    }
    if (site.call.reflection() == ReflectiveCall.FIND_CLASS
        || site.call.reflection() == ReflectiveCall.RESOURCE_BUNDLE) {
      findClasses(site, name);
    }
  }

  /**
   * Classes whose name is computed: all that match when the constant part names at least a package.
   * A bundle's name also stands for its variants by locale.
   */
  private void findClasses(ReflectiveSite site, NamePattern name) {
    boolean bundle = site.call.reflection() == ReflectiveCall.RESOURCE_BUNDLE;
    if (name.text() != null) {
      named.text(name.text(), site.because(ReasonKind.REFLECTION));
      if (!bundle) {
        return;
      }
    }
    if (!bundle) {
      subpackages.add(site.function.owner, site.function.used);
    }
    NamePattern pattern =
        bundle && name.text() != null ? new NamePattern(null, name.text() + "_", "") : name;
    String prefix = pattern.prefix().replace('.', '/');
    if (prefix.lastIndexOf('/') < 1) {
      if (prefix.isEmpty()) {
        suffixes.add(pattern.suffix(), site.because(ReasonKind.PATTERN));
      }
      return;
    }
    NamePattern internal = new NamePattern(null, prefix, pattern.suffix().replace('.', '/'));
    for (ClassSource crate : marks.hierarchy.index().withClassesFrom(prefix)) {
      for (String candidate : startingWith(crate.classNames(), prefix)) {
        if (internal.matches(candidate) && candidate.indexOf('/', prefix.length()) < 0) {
          named.construct(marks.hierarchy.node(candidate), site.because(ReasonKind.PATTERN));
        }
      }
    }
  }

  static List<String> startingWith(List<String> sorted, String prefix) {
    int from = Collections.binarySearch(sorted, prefix);
    from = from < 0 ? -from - 1 : from;
    int to = from;
    while (to < sorted.size() && sorted.get(to).startsWith(prefix)) {
      to++;
    }
    return sorted.subList(from, to);
  }

  /** The query is, or may be, about this class. May be told more than once. */
  void found(MemberQuery query, ClassNode c, Because because) {
    switch (query.call()) {
      case GET_METHOD,
          FIND_VIRTUAL,
          FIND_SPECIAL,
          BIND,
          LIST_METHODS,
          GET_DECLARED_METHOD,
          FIND_STATIC,
          FIND_OWN,
          LIST_DECLARED_METHODS ->
          methods(query, c, because);
      case GET_CONSTRUCTOR,
          LIST_CONSTRUCTORS,
          GET_DECLARED_CONSTRUCTOR,
          LIST_DECLARED_CONSTRUCTORS,
          FIND_CONSTRUCTOR ->
          constructors(query, c, because);
      case NEW_INSTANCE -> newInstance(c, because);
      case GET_FIELD, FIND_FIELD, LIST_FIELDS -> fields(query, c, because, Reach.INHERITED);
      case GET_DECLARED_FIELD, FIELD_UPDATER, LIST_DECLARED_FIELDS ->
          fields(query, c, because, Reach.DECLARED);
      case LIST_RECORD_COMPONENTS -> {
        fields(query, c, because, Reach.DECLARED);
        accessors(c, because);
      }
      case ALLOCATE -> marks.instantiate(c, because);
      case ENUM_CONSTANTS -> marks.initialize(c, because);
      case PROXY, IMPLEMENT -> proxy(c, because);
      case READ_ANNOTATION, LOAD_SERVICE -> marks.load(c, because);
      case LIST_CLASSES -> members(c, because);
      case FIND_CLASS,
          INVOKE_CONSTRUCTOR,
          INVOKE_METHOD,
          RESOURCE_BUNDLE,
          RESOURCE,
          LIST_ANNOTATIONS,
          READ_SIGNATURE,
          SERIALIZE,
          DESERIALIZE,
          DESCRIBE_STREAM,
          METHOD_TYPE,
          MANAGE,
          START_PROCESS,
          COMPILE,
          DEFINE_CLASS -> {}
    }
  }

  /** Of methods and fields of the class and its supertypes, as far as they are the program's. */
  static SequencedSet<String> memberNames(ClassNode c) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (ClassNode each : c.supertypes()) {
      if (each.isProgram()) {
        names.addAll(each.memberNames());
      }
    }
    return names;
  }

  /** How far up a look-up goes: the class alone, or its supertypes too. */
  private enum Reach {
    DECLARED,
    INHERITED
  }

  /** Whether a look-up of methods also finds those of supertypes. */
  static boolean inherits(ReflectiveCall call) {
    return switch (call) {
      case GET_DECLARED_METHOD, FIND_STATIC, FIND_OWN, LIST_DECLARED_METHODS -> false;
      default -> true;
    };
  }

  private void methods(MemberQuery query, ClassNode c, Because because) {
    marks.enumerate(c, because);
    if (inherits(query.call())) {
      for (ClassNode declaring : c.supertypes()) {
        methods(query, c, declaring, because);
      }
    } else {
      methods(query, c, c, because);
    }
  }

  private void methods(MemberQuery query, ClassNode c, ClassNode declaring, Because because) {
    if (declaring.isProgram()) {
      String name = query.name().text();
      if (query.sees(0)) {
        listed(declaring, name);
      }
      for (FunctionNode function :
          name == null ? declaring.functions.unlisted() : declaring.functionsNamed(name)) {
        if (query.asksFor(function) && !function.selector.name().startsWith("<")) {
          invoke(c, function, because);
        }
      }
    }
  }

  /** Functions of that name are asked for; all when it is null. */
  private void listed(ClassNode c, String name) {
    if (name == null) {
      c.functions.list();
    } else {
      marks.hierarchy.sought().add(name);
    }
  }

  /** The method may be invoked on instances of the class it was found in. */
  void invoke(ClassNode c, FunctionNode function, Because because) {
    marks.external(function);
    marks.reference(function, because);
    if (function.isVirtual()) {
      marks.call(c, function, because);
    } else {
      marks.use(function, because);
    }
    if (function.isStatic()) {
      marks.initialize(function.owner, because);
    }
  }

  /** Code made at run time may call what it can see of the class, or of what it inherits. */
  void called(ClassNode c, Because because) {
    for (ClassNode declaring : c.supertypes()) {
      for (FunctionNode function :
          declaring.isProgram() ? declaring.functions.unlisted() : List.<FunctionNode>of()) {
        if (Access.has(function.access, Access.PUBLIC | Access.PROTECTED)
            && !function.selector.name().equals("<clinit>")) {
          invoke(c, function, because);
        }
      }
    }
  }

  /** Public members that a class declares whose name is, or as a property has, a word. */
  record Spelled(List<FunctionNode> functions, List<FieldNode> fields) {
    static Spelled of(ClassNode declaring, Set<String> words) {
      Spelled spelled = new Spelled(new ArrayList<>(0), new ArrayList<>(0));
      for (FunctionNode function : declaring.functions.unlisted()) {
        if (Access.has(function.access, Access.PUBLIC) && isSpelled(function, words)) {
          spelled.functions.add(function);
        }
      }
      for (FieldNode field : declaring.fields.values()) {
        if (Access.has(field.access, Access.PUBLIC) && words.contains(field.selector.name())) {
          spelled.fields.add(field);
        }
      }
      return spelled;
    }
  }

  /** A text spells these members, which the class has or inherits. */
  void spelled(ClassNode c, Spelled members, Because because) {
    for (FunctionNode function : members.functions) {
      invoke(c, function, because);
    }
    for (FieldNode field : members.fields) {
      access(field, because);
    }
  }

  /** Code that is not seen may extend the class: an abstract one has an instance that does. */
  void extended(ClassNode c, Because because) {
    if (c.isProgram() && Access.has(c.access, Access.ABSTRACT) && !c.isInterface()) {
      marks.instantiate(subclasses.computeIfAbsent(c, ReflectiveEffects::subclass), because);
    }
  }

  private static ClassNode subclass(ClassNode c) {
    String name = c.name + "$$Generated";
    return new ClassNode(name, ClassNode.Origin.SYNTHETIC, -1, List.of(), c, List.of());
  }

  /** Code that is not seen has looked the function up in the class: a method or a constructor. */
  void lookedUp(ClassNode c, FunctionNode function, Because because) {
    paired(c, function, because);
  }

  /** Code that is not seen uses the field. */
  void lookedUp(FieldNode field, Because because) {
    access(field, because);
  }

  /** Members of these names, of the class and what it inherits; its own constructors. */
  void paired(ClassNode c, Set<String> names, Because because) {
    marks.enumerate(c, because);
    for (ClassNode declaring : c.supertypes()) {
      if (declaring.isProgram()) {
        for (FunctionNode function : declaring.functions.values()) {
          if (names.contains(function.selector.name())) {
            paired(c, function, because);
          }
        }
        for (FieldNode field : declaring.fields.values()) {
          if (names.contains(field.selector.name())) {
            access(field, because);
          }
        }
      }
    }
  }

  private void paired(ClassNode c, FunctionNode function, Because because) {
    if (!function.selector.name().startsWith("<")) {
      invoke(c, function, because);
    } else if (function.owner == c && function.selector.name().equals("<init>")) {
      construct(c, function, because);
    }
  }

  /** An abstract class is constructed by what extends it. */
  private void construct(ClassNode c, FunctionNode constructor, Because because) {
    if (!Access.has(c.access, Access.ABSTRACT)) {
      marks.instantiate(c, because);
    }
    marks.external(constructor);
    marks.use(constructor, because);
  }

  private void access(FieldNode field, Because because) {
    marks.use(field, because);
    if (field.isStatic()) {
      marks.initialize(field.owner, because);
    }
  }

  /** Accessors that read, of the class and its superclasses, of a property that is a word. */
  void spelledProperties(ClassNode c, Set<String> words, Because because) {
    for (ClassNode at = c; at != null && at.isProgram(); at = at.superclass) {
      for (FunctionNode function : at.functions.unlisted()) {
        if (function.selector.descriptor().startsWith("()") && isProperty(function, words)) {
          invoke(c, function, because);
        }
      }
    }
  }

  private static boolean isSpelled(FunctionNode function, Set<String> words) {
    String name = function.selector.name();
    return !name.startsWith("<") && (words.contains(name) || isProperty(function, words));
  }

  private static boolean isProperty(FunctionNode function, Set<String> words) {
    if (!isAccessor(function)) {
      return false;
    }
    String name = function.selector.name();
    String property = name.substring(name.startsWith("is") ? 2 : 3);
    return words.contains(property)
        || words.contains(Character.toLowerCase(property.charAt(0)) + property.substring(1));
  }

  /** What a bean has: the public accessors of a class and its superclasses, or of a record. */
  void accessors(ClassNode c, Because because) {
    for (ClassNode at = c; at != null && at.isProgram(); at = at.superclass) {
      List<FunctionNode> declared = accessors.computeIfAbsent(at, ReflectiveEffects::accessors);
      for (int i = 0; i < declared.size(); i++) {
        invoke(c, declared.get(i), because);
      }
    }
  }

  private static List<FunctionNode> accessors(ClassNode c) {
    List<FunctionNode> accessors = new ArrayList<>(0);
    if (c.definitions.getFirst().recordComponents() != null) {
      c.functions.list();
    }
    for (FunctionNode function : c.functions.unlisted()) {
      if (isAccessor(function) || isComponent(c, function)) {
        accessors.add(function);
      }
    }
    return accessors;
  }

  private static boolean isComponent(ClassNode c, FunctionNode function) {
    return function.selector.descriptor().startsWith("()")
        && c.definitions.stream()
            .filter(definition -> definition.recordComponents() != null)
            .flatMap(definition -> definition.recordComponents().stream())
            .anyMatch(component -> component.name().equals(function.selector.name()));
  }

  private static boolean isAccessor(FunctionNode function) {
    String name = function.selector.name();
    String descriptor = function.selector.descriptor();
    boolean reads = descriptor.startsWith("()") && (starts(name, "get") || starts(name, "is"));
    boolean writes =
        (starts(name, "set") || starts(name, "add")) && Descriptor.parameterCount(descriptor) == 1;
    return Access.has(function.access, Access.PUBLIC) && !function.isStatic() && (reads || writes);
  }

  private static boolean starts(String name, String prefix) {
    return name.length() > prefix.length()
        && name.startsWith(prefix)
        && Character.isUpperCase(name.charAt(prefix.length()));
  }

  private void constructors(MemberQuery query, ClassNode c, Because because) {
    marks.enumerate(c, because);
    if (Access.has(c.access, Access.ABSTRACT | Access.INTERFACE)) {
      return;
    }
    for (FunctionNode function : c.functions.unlisted()) {
      if (function.selector.name().equals("<init>") && query.asksFor(function)) {
        construct(c, function, because);
      }
    }
  }

  private void newInstance(ClassNode c, Because because) {
    FunctionNode constructor = c.function("<init>", "()V");
    if (constructor != null && !Access.has(c.access, Access.ABSTRACT)) {
      marks.enumerate(c, because);
      marks.instantiate(c, because);
      marks.use(constructor, because);
    }
  }

  private void fields(MemberQuery query, ClassNode c, Because because, Reach reach) {
    marks.enumerate(c, because);
    for (ClassNode at = c; at != null && at.isProgram(); at = at.superclass) {
      String name = query.name().text();
      for (FieldNode field : name == null ? at.fields.values() : at.fieldsNamed(name)) {
        if (query.asksFor(field)) {
          access(field, because);
        }
      }
      if (reach == Reach.DECLARED) {
        return;
      }
    }
  }

  /** The class of a proxy implements the interface; its methods are the handler's. */
  private void proxy(ClassNode c, Because because) {
    if (!c.isInterface()) {
      return;
    }
    marks.enumerate(c, because);
    marks.instantiate(proxies.computeIfAbsent(c, this::proxyClass), because);
  }

  private ClassNode proxyClass(ClassNode c) {
    return new ClassNode(
        "$Proxy(" + c.name + ")",
        ClassNode.Origin.SYNTHETIC,
        -1,
        List.of(),
        marks.hierarchy.node("java/lang/reflect/Proxy"),
        List.of(c));
  }

  private void members(ClassNode c, Because because) {
    for (dev.whittle.ir.ClassDef definition : c.definitions) {
      definition.nesting().innerClasses().stream()
          .filter(inner -> c.name.equals(inner.outer()))
          .forEach(inner -> marks.load(inner.name(), because));
      if (definition.nesting().permittedSubclasses() != null) {
        definition.nesting().permittedSubclasses().forEach(name -> marks.load(name, because));
      }
    }
  }
}
