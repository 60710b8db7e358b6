package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the declaration of a class of the output with the input's: what is there must be
 * declared alike, and what other classes take from its header must still be there.
 */
final class ClassComparison {
  /** A default serial version changes with the members, so a pruned class may state the old one. */
  private static final Member SERIAL_VERSION = new Member("serialVersionUID", "J");

  /** A body that became a stub is neither native nor synchronized. */
  private static final int FLAGS_OF_BODIES =
      ClassFile.ACC_NATIVE | ClassFile.ACC_SYNCHRONIZED | ClassFile.ACC_STRICT;

  private final ClassModel outModel;
  private final ClassModel inModel;
  private final ClassFacts out;
  private final ClassFacts in;
  private final Universe outputs;
  private final List<Violation> violations = new ArrayList<>();

  private ClassComparison(ClassModel outModel, ClassModel inModel, Universe outputs) {
    this.outModel = outModel;
    this.inModel = inModel;
    this.out = ClassFacts.of(outModel);
    this.in = ClassFacts.of(inModel);
    this.outputs = outputs;
  }

  static List<Violation> compare(ClassModel out, ClassModel in, Universe outputs) {
    var comparison = new ClassComparison(out, in, outputs);
    comparison.header();
    comparison.members();
    comparison.constantValues();
    comparison.nest();
    comparison.innerClasses();
    comparison.enclosingMethod();
    comparison.record();
    comparison.sealing();
    comparison.initialization();
    return comparison.violations;
  }

  private void add(String what, String detail) {
    violations.add(new Violation(out.name(), what, detail));
  }

  private void same(String what, Object output, Object input) {
    if (!output.equals(input)) {
      add(what, output + " (input: " + input + ")");
    }
  }

  private void header() {
    same("version", version(outModel), version(inModel));
    same("class flags", hex(out.flags()), hex(in.flags()));
    same("superclass", out.superName(), in.superName());
    same("interfaces", out.interfaces(), in.interfaces());
  }

  private static String version(ClassModel model) {
    return model.majorVersion() + "." + model.minorVersion();
  }

  private static String hex(int flags) {
    return "0x" + Integer.toHexString(flags);
  }

  private void members() {
    members("field", out.fields(), in.fields(), -1);
    members("method", out.methods(), in.methods(), ~FLAGS_OF_BODIES);
  }

  private void members(
      String kind, Map<Member, Integer> outputs, Map<Member, Integer> inputs, int mask) {
    outputs.forEach(
        (member, flags) -> {
          Integer input = inputs.get(member);
          if (input != null) {
            same(
                kind + " flags",
                member + " " + hex(flags & mask),
                member + " " + hex(input & mask));
          } else if (!member.equals(SERIAL_VERSION)) {
            add("new " + kind, member.toString());
          }
        });
  }

  private void constantValues() {
    Map<Member, String> kept = constantValues(outModel);
    Map<Member, String> original = constantValues(inModel);
    out.fields().keySet().stream()
        .filter(in.fields()::containsKey)
        .forEach(
            f ->
                same(
                    "constant value",
                    f + " " + kept.getOrDefault(f, "none"),
                    f + " " + original.getOrDefault(f, "none")));
  }

  private static Map<Member, String> constantValues(ClassModel model) {
    var values = new HashMap<Member, String>();
    for (FieldModel field : model.fields()) {
      field
          .findAttribute(Attributes.constantValue())
          .ifPresent(
              a -> values.put(ClassFacts.member(field), a.constant().constantValue().toString()));
    }
    return values;
  }

  private boolean isThere(String name) {
    return outputs.find(name).isPresent();
  }

  /** Private access within a nest needs both sides to say so (JVMS 5.4.4). */
  private void nest() {
    same("nest host", out.nestHost(), in.nestHost());
    absent("nest member", in.nestMembers(), out.nestMembers());
  }

  /** A sealed class or interface must still permit what extends it (JVMS 5.3.5). */
  private void sealing() {
    same("sealed", !out.permitted().isEmpty(), !in.permitted().isEmpty());
    absent("permitted subclass", in.permitted(), out.permitted());
  }

  private void absent(String what, Set<String> inputs, Set<String> outputs) {
    inputs.stream()
        .filter(name -> isThere(name) && !outputs.contains(name))
        .forEach(name -> add(what, "no longer listed: " + name));
  }

  /** The entries for the class itself and its members: what reflection says of both. */
  private void innerClasses() {
    Map<String, String> kept = innerClasses(outModel);
    innerClasses(inModel)
        .forEach(
            (name, entry) -> {
              String output = kept.get(name);
              if (isThere(name) && output == null) {
                add("inner class", "no longer listed: " + name);
              } else if (output != null) {
                same("inner class", output, entry);
              }
            });
  }

  private static Map<String, String> innerClasses(ClassModel model) {
    String name = model.thisClass().asInternalName();
    return model
        .findAttribute(Attributes.innerClasses())
        .map(a -> a.classes().stream())
        .orElseGet(Stream::empty)
        .filter(
            i ->
                i.innerClass().asInternalName().equals(name)
                    || i.outerClass().filter(o -> o.asInternalName().equals(name)).isPresent())
        .collect(
            Collectors.toMap(
                i -> i.innerClass().asInternalName(),
                ClassComparison::print,
                (first, _) -> first,
                TreeMap::new));
  }

  private static String print(InnerClassInfo info) {
    return info.innerClass().asInternalName()
        + " outer "
        + info.outerClass().map(o -> o.asInternalName()).orElse("none")
        + " name "
        + info.innerName().map(n -> n.stringValue()).orElse("none")
        + " flags "
        + hex(info.flagsMask());
  }

  private void enclosingMethod() {
    same("enclosing class", enclosingClass(outModel), enclosingClass(inModel));
  }

  private static String enclosingClass(ClassModel model) {
    return model
        .findAttribute(Attributes.enclosingMethod())
        .map(a -> a.enclosingClass().asInternalName())
        .orElse("none");
  }

  /** A component goes with its field. */
  private void record() {
    Optional<List<Member>> output = components(outModel);
    Optional<List<Member>> input = components(inModel);
    same("record", output.isPresent(), input.isPresent());
    if (output.isPresent() && input.isPresent()) {
      List<Member> expected = new ArrayList<>(input.get());
      expected.removeIf(c -> !output.get().contains(c) && !out.fields().containsKey(c));
      same("record components", output.get(), expected);
    }
  }

  private static Optional<List<Member>> components(ClassModel model) {
    return model
        .findAttribute(Attributes.record())
        .map(
            a ->
                a.components().stream()
                    .map(c -> new Member(c.name().stringValue(), c.descriptor().stringValue()))
                    .toList());
  }

  /** A class initializes its superinterfaces only if they declare a default method (JVMS 5.5). */
  private void initialization() {
    boolean runs = out.methods().keySet().stream().anyMatch(m -> m.name().equals("<clinit>"));
    if (runs && in.isInterface() && hasDefault(in) && !hasDefault(out)) {
      add("initialization", "the interface has no default method any more");
    }
  }

  private static boolean hasDefault(ClassFacts c) {
    return c.methods().values().stream()
        .anyMatch(f -> !ClassFacts.isStatic(f) && !ClassFacts.isAbstract(f));
  }
}
