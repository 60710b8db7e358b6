package dev.whittle.ir.text;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.VType;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints statements, one line each, and the types in bodies. */
final class StatementText {
  private StatementText() {}

  static String print(Statement statement) {
    int result = Temps.result(statement);
    String operation = operation(statement);
    return result == Statement.NONE ? operation : "%" + result + " = " + operation;
  }

  private static String operation(Statement statement) {
    return switch (statement) {
      case Statement.Const s -> ConstantText.print(s.constant());
      case Statement.Load s -> "_" + s.local();
      case Statement.Store s -> "_" + s.local() + " = %" + s.value();
      case Statement.Increment s -> "_" + s.local() + " += " + s.amount();
      case Statement.Unary s -> word(s.op()) + " %" + s.operand();
      case Statement.Binary s -> word(s.op()) + " %" + s.left() + ", %" + s.right();
      case Statement.GetField s -> "getfield %" + s.object() + " " + field(s.field());
      case Statement.PutField s ->
          "putfield %" + s.object() + " " + field(s.field()) + " = %" + s.value();
      case Statement.GetStatic s -> "getstatic " + field(s.field());
      case Statement.PutStatic s -> "putstatic " + field(s.field()) + " = %" + s.value();
      case Statement.ArrayLoad s -> "load " + element(s.element(), s.array(), s.index());
      case Statement.ArrayStore s ->
          "store " + element(s.element(), s.array(), s.index()) + " = %" + s.value();
      case Statement.ArrayLength s -> "length %" + s.array();
      case Statement.New s -> "new " + Words.className(s.className());
      case Statement.NewArray s ->
          "newarray " + Words.descriptor(s.elementDescriptor()) + " %" + s.length();
      case Statement.NewMultiArray s ->
          "newmultiarray " + Words.descriptor(s.arrayDescriptor()) + temps(" ", s.lengths());
      case Statement.Invoke s ->
          "call " + callee(s.kind(), s.method()) + " (" + temps("", s.arguments()) + ")";
      case Statement.InvokeDynamic s ->
          "calldynamic "
              + ConstantText.printDynamic(s.site())
              + " ("
              + temps("", s.arguments())
              + ")";
      case Statement.Cast s -> "cast " + Words.className(s.type()) + " %" + s.value();
      case Statement.InstanceOf s -> "instanceof " + Words.className(s.type()) + " %" + s.value();
      case Statement.MonitorEnter s -> "monitorenter %" + s.object();
      case Statement.MonitorExit s -> "monitorexit %" + s.object();
      case Statement.Discard s -> "discard" + temps(" ", s.values());
      case Statement.Shuffle s -> "hint " + word(s.form()) + temps(" ", s.values());
      case Statement.Nop _ -> "nop";
    };
  }

  /** The word of an enum constant: its name in lower case. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The word of a kind. */
  static String kind(Kind kind) {
    return kind == Kind.REFERENCE ? "ref" : word(kind);
  }

  /** The word of an element kind. */
  static String elementKind(ElementKind kind) {
    return kind == ElementKind.REFERENCE ? "ref" : word(kind);
  }

  /** The owner kind that a call of this kind has unless it says otherwise. */
  static OwnerKind usualOwner(InvokeKind kind) {
    return kind == InvokeKind.INTERFACE ? OwnerKind.INTERFACE : OwnerKind.CLASS;
  }

  static String type(VType type) {
    return switch (type) {
      case VType.Primitive primitive -> word(primitive);
      case VType.Null() -> "null";
      case VType.Class(String name) -> Words.className(name);
      case VType.Join join ->
          join.names().stream()
              .map(Words::className)
              .collect(Collectors.joining(", ", "join(", ")"));
      case VType.Uninit(int site) -> "uninit(%" + site + ")";
      case VType.UninitThis() -> "uninit-this";
    };
  }

  /** Temps with commas, after {@code prefix} unless there are none. */
  static String temps(String prefix, Ints temps) {
    return temps.isEmpty()
        ? ""
        : temps.stream().mapToObj(temp -> "%" + temp).collect(Collectors.joining(", ", prefix, ""));
  }

  private static String field(FieldRef field) {
    return Words.className(field.owner())
        + "."
        + ConstantText.nameAndType(field.name(), field.descriptor(), true);
  }

  private static String element(ElementKind kind, int array, int index) {
    return elementKind(kind) + " %" + array + "[%" + index + "]";
  }

  private static String callee(InvokeKind kind, MethodRef method) {
    String owner = method.ownerKind() == usualOwner(kind) ? "" : word(method.ownerKind()) + " ";
    return word(kind)
        + " "
        + owner
        + Words.className(method.owner())
        + "."
        + ConstantText.nameAndType(method.name(), method.descriptor(), false);
  }
}
