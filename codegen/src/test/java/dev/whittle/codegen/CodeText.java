package dev.whittle.codegen;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.UninitializedVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The code of a class as text, written by the JDK's reader: an oracle that is not ASM. */
final class CodeText {
  private final CodeAttribute code;
  private final List<String> lines = new ArrayList<>();

  private CodeText(CodeAttribute code) {
    this.code = code;
  }

  /** The text of each method's code by name and descriptor. */
  static Map<String, String> of(byte[] classFile) {
    Map<String, String> texts = new LinkedHashMap<>();
    ClassModel model = ClassFile.of().parse(classFile);
    for (MethodModel method : model.methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(
              code ->
                  texts.put(
                      method.methodName().stringValue() + method.methodType().stringValue(),
                      new CodeText(code).print()));
    }
    return texts;
  }

  private String print() {
    int pc = 0;
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        lines.add(pc + ": " + text(instruction));
        pc += instruction.sizeInBytes();
      }
    }
    code.exceptionHandlers()
        .forEach(
            h ->
                lines.add(
                    "catch "
                        + h.catchType().map(type -> type.asInternalName()).orElse("any")
                        + at(h.tryStart())
                        + at(h.tryEnd())
                        + at(h.handler())));
    code.findAttribute(Attributes.stackMapTable())
        .ifPresent(table -> table.entries().forEach(this::frame));
    tables();
    return String.join("\n", lines);
  }

  /** Tables whose order says nothing. */
  private void tables() {
    List<String> entries = new ArrayList<>();
    code.findAttributes(Attributes.lineNumberTable())
        .forEach(
            table ->
                table
                    .lineNumbers()
                    .forEach(l -> entries.add("line " + l.lineNumber() + " " + l.startPc())));
    code.findAttributes(Attributes.localVariableTable())
        .forEach(
            table ->
                table
                    .localVariables()
                    .forEach(
                        v ->
                            entries.add(
                                String.join(
                                    " ",
                                    "variable",
                                    v.name().stringValue(),
                                    v.type().stringValue(),
                                    v.slot() + ":",
                                    v.startPc() + "+" + v.length()))));
    code.findAttributes(Attributes.localVariableTypeTable())
        .forEach(
            table ->
                table
                    .localVariableTypes()
                    .forEach(
                        v ->
                            entries.add(
                                String.join(
                                    " ",
                                    "generic",
                                    v.name().stringValue(),
                                    v.signature().stringValue(),
                                    v.slot() + ":",
                                    v.startPc() + "+" + v.length()))));
    entries.sort(null);
    lines.addAll(entries);
  }

  private String at(Label label) {
    return " @" + code.labelToBci(label);
  }

  private String text(Instruction instruction) {
    return switch (instruction) {
      case BranchInstruction i -> i.opcode() + at(i.target());
      case LookupSwitchInstruction i -> i.opcode() + cases(i.cases()) + at(i.defaultTarget());
      case TableSwitchInstruction i ->
          // The reader leaves out cases that go where the default goes.
          i.opcode()
              + " "
              + i.lowValue()
              + ".."
              + i.highValue()
              + cases(i.cases())
              + at(i.defaultTarget());
      case ConstantInstruction i -> i.opcode() + " " + i.constantValue();
      case InvokeDynamicInstruction i ->
          i.opcode() + " " + i.name() + i.type() + i.bootstrapMethod() + i.bootstrapArgs();
      case Instruction i -> i.toString();
    };
  }

  private String cases(List<SwitchCase> cases) {
    StringBuilder text = new StringBuilder();
    cases.forEach(c -> text.append(' ').append(c.caseValue()).append(at(c.target())));
    return text.toString();
  }

  private void frame(StackMapFrameInfo frame) {
    lines.add(
        "frame"
            + at(frame.target())
            + " "
            + frame.locals().stream().map(this::text).toList()
            + frame.stack().stream().map(this::text).toList());
  }

  private String text(VerificationTypeInfo type) {
    return type instanceof UninitializedVerificationTypeInfo uninitialized
        ? "new" + at(uninitialized.newTarget())
        : type.toString();
  }
}
