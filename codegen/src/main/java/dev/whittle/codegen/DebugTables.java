package dev.whittle.codegen;

import dev.whittle.codegen.GeneratedCode.ExceptionRange;
import dev.whittle.codegen.GeneratedCode.Extent;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Locations.CodeTypeAnnotation;
import dev.whittle.ir.code.Locations.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypeReference;

/**
 * Joins locations to planned code: line numbers, variable tables, annotations on types in code
 * (JVMS 4.7.12 to 4.7.14, 4.7.20).
 */
final class DebugTables {
  private final Locations locations;
  private final GeneratedCode code;
  private final IntFunction<Label> labels;
  private final Map<Integer, List<CodeTypeAnnotation>> onInstructions;
  private final int lineCount;

  private int nextLine;

  DebugTables(Locations locations, GeneratedCode code, IntFunction<Label> labels) {
    this.locations = locations;
    this.code = code;
    this.labels = labels;
    lineCount = Math.min(locations.lines().size(), code.anchors().length);
    if (locations.typeAnnotations().isEmpty()) {
      onInstructions = Map.of();
      return;
    }
    onInstructions = new HashMap<>();
    for (CodeTypeAnnotation annotation : locations.typeAnnotations()) {
      if (!isOnVariable(annotation) && !isOnCatch(annotation)) {
        onInstructions
            .computeIfAbsent(mainInstruction(annotation.position()), _ -> new ArrayList<>())
            .add(annotation);
      }
    }
  }

  /** Makes the labels that the tables refer to. */
  void reserveLabels() {
    for (int i = 0; i < lineCount; i++) {
      labels.apply(code.anchors()[i]);
    }
    if (!locations.variables().isEmpty()) {
      for (int i = 0; i < code.extents().size(); i++) {
        reserve(code.extents().get(i));
      }
    }
    if (!locations.typeAnnotations().isEmpty()) {
      for (CodeTypeAnnotation annotation : locations.typeAnnotations()) {
        annotation.ranges().stream().map(code::extent).forEach(this::reserve);
      }
    }
  }

  private void reserve(Extent extent) {
    labels.apply(extent.start());
    labels.apply(extent.end());
  }

  /** Writes the lines that start at instruction {@code i}. */
  void lines(int i, Label label, MethodVisitor to) {
    for (; nextLine < lineCount && code.anchors()[nextLine] == i; nextLine++) {
      to.visitLineNumber(locations.lines().at(nextLine), label);
    }
  }

  /** Writes the annotations on instruction {@code i}, which must be the last one written. */
  void annotations(int i, MethodVisitor to) {
    if (onInstructions.isEmpty()) {
      return;
    }
    for (CodeTypeAnnotation a : onInstructions.getOrDefault(i, List.of())) {
      AnnotationEmitter.emit(
          a.target(), a.path(), a.retention(), a.annotation(), to::visitInsnAnnotation);
    }
  }

  /** An annotation on a catch parameter names the first table entry of its handler. */
  void handlers(MethodVisitor to) {
    if (locations.typeAnnotations().isEmpty()) {
      return;
    }
    List<ExceptionRange> entries = code.ranges();
    for (CodeTypeAnnotation a : locations.typeAnnotations()) {
      for (int i = 0; isOnCatch(a) && i < entries.size(); i++) {
        if (entries.get(i).handler() == a.position()) {
          int target = TypeReference.newTryCatchReference(i).getValue();
          AnnotationEmitter.emit(
              target, a.path(), a.retention(), a.annotation(), to::visitTryCatchAnnotation);
          break;
        }
      }
    }
  }

  /** Writes variable tables and annotations on variables, after the code. */
  void variables(MethodVisitor to) {
    List<GenericVariable> onlyGeneric = new ArrayList<>(0);
    List<Variable> variables = locations.variables();
    for (int i = 0, count = variables.size(); i < count; i++) {
      Variable variable = variables.get(i);
      Extent extent = code.extents().get(i);
      Label start = labels.apply(extent.start());
      Label end = labels.apply(extent.end());
      if (variable.descriptor() == null) {
        onlyGeneric.add(new GenericVariable(variable, start, end, extent.slot()));
      } else {
        to.visitLocalVariable(
            variable.name(),
            variable.descriptor(),
            variable.signature(),
            start,
            end,
            extent.slot());
      }
    }
    if (!onlyGeneric.isEmpty()) {
      to.visitAttribute(new GenericVariable.Table(onlyGeneric));
    }
    if (!locations.typeAnnotations().isEmpty()) {
      for (CodeTypeAnnotation annotation : locations.typeAnnotations()) {
        if (isOnVariable(annotation)) {
          variableAnnotation(annotation, to);
        }
      }
    }
  }

  private void variableAnnotation(CodeTypeAnnotation a, MethodVisitor to) {
    List<Extent> ranges = a.ranges().stream().map(code::extent).toList();
    Label[] starts = ranges.stream().map(r -> labels.apply(r.start())).toArray(Label[]::new);
    Label[] ends = ranges.stream().map(r -> labels.apply(r.end())).toArray(Label[]::new);
    int[] slots = ranges.stream().mapToInt(Extent::slot).toArray();
    AnnotationEmitter.emit(
        a.target(),
        a.path(),
        a.retention(),
        a.annotation(),
        (target, path, descriptor, visible) ->
            to.visitLocalVariableAnnotation(
                target, path, starts, ends, slots, descriptor, visible));
  }

  /**
   * What an annotation on a point sits on: its field access, call, allocation, cast or test, which
   * spilled operands may surround; else its last instruction.
   */
  private int mainInstruction(int point) {
    int start = code.points()[point];
    int end = code.points()[point + 1];
    for (int i = start; i < end; i++) {
      if (code.opcodes()[i] >= Opcodes.GETSTATIC) {
        return i;
      }
    }
    return Math.max(start, end - 1);
  }

  private static boolean isOnVariable(CodeTypeAnnotation annotation) {
    int sort = annotation.target() >>> 24;
    return sort == TypeReference.LOCAL_VARIABLE || sort == TypeReference.RESOURCE_VARIABLE;
  }

  private static boolean isOnCatch(CodeTypeAnnotation annotation) {
    return annotation.target() >>> 24 == TypeReference.EXCEPTION_PARAMETER;
  }
}
