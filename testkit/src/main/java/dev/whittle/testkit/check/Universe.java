package dev.whittle.testkit.check;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Every class that a program can load: the platform's first, as class loaders delegate, then those
 * of its class path.
 */
final class Universe {
  static final String OBJECT = "java/lang/Object";

  private final Platform platform;
  private final ClassPath classPath;
  private final Map<String, Optional<ClassFacts>> facts = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> missing = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> supertypes = new ConcurrentHashMap<>();

  Universe(Platform platform, ClassPath classPath) {
    this.platform = platform;
    this.classPath = classPath;
  }

  /** The class of this internal name; not for arrays. */
  Optional<ClassFacts> find(String name) {
    return facts.computeIfAbsent(
        name, n -> platform.find(n).or(() -> model(n).map(ClassFacts::of)));
  }

  /** The class file of a class of the class path. */
  Optional<ClassModel> model(String name) {
    return classPath.read(name).map(bytes -> ClassFile.of().parse(bytes));
  }

  /** The names of the classes of the class path that are not hidden behind the platform's. */
  Stream<String> classNames() {
    return classPath.names().stream().filter(n -> platform.find(n).isEmpty());
  }

  /**
   * What keeps a class from being loaded: the first name that is not found, of the class itself or
   * its supertypes. Arrays load their element type.
   */
  Optional<String> missing(String className) {
    String element = Descriptors.element(Descriptors.ofClassName(className));
    if (!element.startsWith("L")) {
      return Optional.empty();
    }
    String name = Descriptors.className(element);
    Optional<String> known = missing.get(name);
    if (known == null) {
      known = firstMissing(name);
      missing.put(name, known);
    }
    return known;
  }

  private Optional<String> firstMissing(String name) {
    return find(name)
        .map(c -> parents(c).map(this::missing).flatMap(Optional::stream).findFirst())
        .orElse(Optional.of(name));
  }

  private static Stream<String> parents(ClassFacts c) {
    return Stream.concat(
        Stream.of(c.superName()).filter(s -> !s.isEmpty()), c.interfaces().stream());
  }

  /**
   * The names of a class and all its supertypes that exist, itself first, classes before
   * interfaces.
   */
  Set<String> supertypes(ClassFacts c) {
    Set<String> known = supertypes.get(c.name());
    if (known == null) {
      var all = new LinkedHashSet<String>();
      all.add(c.name());
      parents(c)
          .forEach(p -> find(p).ifPresentOrElse(f -> all.addAll(supertypes(f)), () -> all.add(p)));
      known = all;
      supertypes.put(c.name(), known);
    }
    return known;
  }

  Optional<ClassFacts> superclass(ClassFacts c) {
    return c.superName().isEmpty() ? Optional.empty() : find(c.superName());
  }

  /**
   * Whether the verifier takes a value of one type where it expects another, and what it loads to
   * know: empty for yes, else why not (JVMS 4.10.1.2; an interface target takes everything, and
   * then the source is not loaded).
   */
  Optional<String> notAssignable(String from, String to) {
    if (from.equals(to) || to.equals(OBJECT)) {
      return Optional.empty();
    }
    if (to.startsWith("[")) {
      return notAssignableToArray(from, to);
    }
    Optional<String> absent = missing(to);
    if (absent.isPresent()) {
      return absent.map(a -> "no class " + a);
    }
    if (find(to).orElseThrow().isInterface()) {
      return Optional.empty();
    }
    if (from.startsWith("[")) {
      return Optional.of("not assignable");
    }
    return missing(from)
        .map(a -> "no class " + a)
        .or(
            () ->
                supertypes(find(from).orElseThrow()).contains(to)
                    ? Optional.empty()
                    : Optional.of("not assignable"));
  }

  private Optional<String> notAssignableToArray(String from, String to) {
    String fromComponent = from.substring(1);
    String toComponent = to.substring(1);
    boolean comparable =
        from.startsWith("[")
            && Descriptors.isReference(fromComponent)
            && Descriptors.isReference(toComponent);
    return comparable
        ? notAssignable(Descriptors.className(fromComponent), Descriptors.className(toComponent))
        : Optional.of("not assignable");
  }

  /** The hierarchy, for {@link ClassFile#verify}. */
  ClassHierarchyResolver hierarchy() {
    return desc ->
        find(Descriptors.className(desc.descriptorString()))
            .map(
                c ->
                    c.isInterface()
                        ? ClassHierarchyResolver.ClassHierarchyInfo.ofInterface()
                        : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
                            c.superName().isEmpty()
                                ? null
                                : ClassDesc.ofInternalName(c.superName())))
            .orElse(null);
  }
}
