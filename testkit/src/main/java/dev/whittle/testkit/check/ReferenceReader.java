package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import dev.whittle.testkit.check.Reference.Call;
import dev.whittle.testkit.check.Reference.Located;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.invoke.MethodHandleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the references of a class's code, each once, with the first place that has it. */
final class ReferenceReader {
  /** What a violation about a pair of types is called. */
  static final String ASSIGNMENT = "assignment";

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final int FLAG_MARKERS = 1 << 1;

  private final Map<String, Map<Reference, Located>> found = new LinkedHashMap<>();
  private String where = "";

  /** The references of all code of a class. */
  static Collection<Located> read(ClassModel model) {
    var reader = new ReferenceReader();
    for (MethodModel method : model.methods()) {
      method.code().ifPresent(code -> reader.code(ClassFacts.member(method), code));
    }
    return reader.all();
  }

  Collection<Located> all() {
    return found.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  void at(String place) {
    where = place;
  }

  void add(String what, Reference reference) {
    found
        .computeIfAbsent(what, _ -> new LinkedHashMap<>())
        .putIfAbsent(reference, new Located(reference, what, where));
  }

  private void code(Member method, CodeModel code) {
    at(method.toString());
    TypeFlow.check(code, this::assignment);
    for (CodeElement element : code) {
      switch (element) {
        case FieldInstruction i -> field("field", i.field());
        case InvokeInstruction i -> invoke(i);
        case InvokeDynamicInstruction i -> {
          dynamic("invokedynamic", i.invokedynamic());
          PatternSwitch.constants(i.invokedynamic()).forEach(c -> add("switch", c));
        }
        case NewObjectInstruction i -> add("class", new Reference.ToNew(name(i.className())));
        case NewReferenceArrayInstruction i -> type("class", i.componentType());
        case NewMultiArrayInstruction i -> type("class", i.arrayType());
        case TypeCheckInstruction i -> type("class", i.type());
        case LoadConstantInstruction i -> constant("constant", i.constantEntry());
        case ExceptionCatch handler -> handler.catchType().ifPresent(c -> type("catch", c));
        default -> {}
      }
    }
  }

  private void assignment(String from, String to) {
    add(ASSIGNMENT, new Reference.Assignment(from, to));
  }

  private void type(String what, ClassEntry type) {
    add(what, new Reference.ToClass(name(type)));
  }

  private void classes(String what, String descriptor) {
    Descriptors.classes(descriptor).forEach(c -> add(what, new Reference.ToClass(c)));
  }

  private void field(String what, MemberRefEntry field) {
    add(what, new Reference.ToField(name(field.owner()), member(field)));
  }

  private void invoke(InvokeInstruction i) {
    Call call =
        switch (i.opcode()) {
          case Opcode.INVOKESTATIC -> Call.STATIC;
          case Opcode.INVOKESPECIAL -> Call.SPECIAL;
          default -> Call.SELECTED;
        };
    method("method", i.method(), call);
    if (Resolution.SIGNATURE_POLYMORPHIC.contains(name(i.owner()))) {
      classes("method", i.type().stringValue());
    }
  }

  private void method(String what, MemberRefEntry method, Call call) {
    add(
        what,
        new Reference.ToMethod(
            name(method.owner()), member(method), method instanceof InterfaceMethodRefEntry, call));
  }

  private void constant(String what, LoadableConstantEntry constant) {
    switch (constant) {
      case ClassEntry type -> type(what, type);
      case MethodTypeEntry type -> classes(what, type.descriptor().stringValue());
      case MethodHandleEntry handle -> handle(what, handle);
      case ConstantDynamicEntry entry -> dynamic(what, entry);
      default -> {}
    }
  }

  private void handle(String what, MethodHandleEntry handle) {
    MemberRefEntry member = handle.reference();
    classes(what, member.type().stringValue());
    if (member instanceof FieldRefEntry) {
      field(what, member);
      return;
    }
    switch (handle.kind()) {
      case MethodHandleInfo.REF_newInvokeSpecial -> {
        add(what, new Reference.ToNew(name(member.owner())));
        method(what, member, Call.SPECIAL);
      }
      case MethodHandleInfo.REF_invokeStatic -> method(what, member, Call.STATIC);
      case MethodHandleInfo.REF_invokeSpecial -> method(what, member, Call.SPECIAL);
      default -> method(what, member, Call.SELECTED);
    }
  }

  private void dynamic(String what, DynamicConstantPoolEntry entry) {
    classes(what, entry.type().stringValue());
    var bootstrap = entry.bootstrap();
    handle(what, bootstrap.bootstrapMethod());
    bootstrap.arguments().forEach(a -> constant(what, a));
    MemberRefEntry factory = bootstrap.bootstrapMethod().reference();
    if (name(factory.owner()).equals(METAFACTORY)) {
      lambda(what, entry, bootstrap.arguments());
    }
  }

  private void lambda(
      String what, DynamicConstantPoolEntry entry, List<LoadableConstantEntry> arguments) {
    var interfaces = new ArrayList<String>();
    interfaces.add(Descriptors.className(Descriptors.result(entry.type().stringValue())));
    boolean hasMarkers =
        arguments.size() > 3
            && arguments.get(3).constantValue() instanceof Integer flags
            && (flags & FLAG_MARKERS) != 0;
    if (hasMarkers) {
      arguments.stream()
          .skip(4)
          .filter(ClassEntry.class::isInstance)
          .forEach(marker -> interfaces.add(name((ClassEntry) marker)));
    }
    add(what, new Reference.Lambda(interfaces));
  }

  private static String name(ClassEntry type) {
    return type.asInternalName();
  }

  private static Member member(MemberRefEntry member) {
    return new Member(member.name().stringValue(), member.type().stringValue());
  }
}
