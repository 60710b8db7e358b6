package dev.whittle.testkit.check;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What linking asks of a class: its header and its members, without code.
 *
 * @param name internal name
 * @param superName internal name of the superclass; empty for {@code java/lang/Object}
 * @param fields flags by field
 * @param methods flags by method
 * @param nestHost internal name of the nest host, the class itself where it names none
 * @param permitted the permitted subclasses; empty where the class is not sealed
 * @param isPlatform true for a class of the JDK
 */
record ClassFacts(
    String name,
    int flags,
    String superName,
    List<String> interfaces,
    Map<Member, Integer> fields,
    Map<Member, Integer> methods,
    String nestHost,
    Set<String> nestMembers,
    Set<String> permitted,
    boolean isPlatform) {
  private static final String LAMBDA = "lambda";

  /** A field or method, by name and descriptor. */
  record Member(String name, String descriptor) {
    @Override
    public String toString() {
      return descriptor.startsWith("(") ? name + descriptor : name + ":" + descriptor;
    }
  }

  static ClassFacts of(ClassModel model) {
    return of(model, false);
  }

  static ClassFacts ofPlatform(byte[] classFile) {
    return of(ClassFile.of().parse(classFile), true);
  }

  private static ClassFacts of(ClassModel model, boolean isPlatform) {
    String name = model.thisClass().asInternalName();
    var fields = new LinkedHashMap<Member, Integer>();
    for (FieldModel f : model.fields()) {
      fields.put(member(f), f.flags().flagsMask());
    }
    var methods = new LinkedHashMap<Member, Integer>();
    for (MethodModel m : model.methods()) {
      methods.put(member(m), m.flags().flagsMask());
    }
    return new ClassFacts(
        name,
        model.flags().flagsMask(),
        model.superclass().map(ClassEntry::asInternalName).orElse(""),
        model.interfaces().stream().map(ClassEntry::asInternalName).toList(),
        fields,
        methods,
        model
            .findAttribute(Attributes.nestHost())
            .map(a -> a.nestHost().asInternalName())
            .orElse(name),
        model
            .findAttribute(Attributes.nestMembers())
            .map(a -> names(a.nestMembers()))
            .orElse(Set.of()),
        model
            .findAttribute(Attributes.permittedSubclasses())
            .map(a -> names(a.permittedSubclasses()))
            .orElse(Set.of()),
        isPlatform);
  }

  /**
   * A class that exists only at run time: what a lambda expression makes. No class file has its
   * name.
   */
  static ClassFacts lambda(List<String> interfaces) {
    return new ClassFacts(
        LAMBDA + interfaces,
        ClassFile.ACC_FINAL,
        "java/lang/Object",
        interfaces,
        Map.of(),
        Map.of(),
        "",
        Set.of(),
        Set.of(),
        false);
  }

  boolean isLambda() {
    return name.startsWith(LAMBDA + "[");
  }

  static Member member(FieldModel f) {
    return new Member(f.fieldName().stringValue(), f.fieldType().stringValue());
  }

  static Member member(MethodModel m) {
    return new Member(m.methodName().stringValue(), m.methodType().stringValue());
  }

  private static Set<String> names(List<ClassEntry> classes) {
    return classes.stream().map(ClassEntry::asInternalName).collect(Collectors.toSet());
  }

  boolean isInterface() {
    return (flags & ClassFile.ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (flags & ClassFile.ACC_ABSTRACT) != 0;
  }

  String packageName() {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  static boolean isStatic(int memberFlags) {
    return (memberFlags & ClassFile.ACC_STATIC) != 0;
  }

  static boolean isPrivate(int memberFlags) {
    return (memberFlags & ClassFile.ACC_PRIVATE) != 0;
  }

  static boolean isAbstract(int memberFlags) {
    return (memberFlags & ClassFile.ACC_ABSTRACT) != 0;
  }

  static boolean isPackagePrivate(int memberFlags) {
    return (memberFlags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED | ClassFile.ACC_PRIVATE))
        == 0;
  }
}
