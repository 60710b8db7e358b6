package dev.whittle.codegen;

import dev.whittle.ir.code.Body;
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
  private final Body body;
  private final Locations locations;
  private final CodePlan plan;
  private final IntFunction<Label> labels;
  private final Map<Integer, List<CodeTypeAnnotation>> onInstructions;
  private final int lineCount;

  /** The instruction that each line starts at. */
  private final int[] linePositions;

  private int nextLine;

  DebugTables(Body body, Locations locations, CodePlan plan, IntFunction<Label> labels) {
    this.body = body;
    this.locations = locations;
    this.plan = plan;
    this.labels = labels;
    lineCount = Math.min(locations.lines().size(), body.anchors().size());
    linePositions = new int[lineCount];
    onInstructions = locations.typeAnnotations().isEmpty() ? Map.of() : new HashMap<>();
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
      // A point whose code went to its uses gives its line to what follows.
      linePositions[i] = Math.min(plan.pointStart(body.anchors().at(i)), plan.size() - 1);
      labels.apply(linePositions[i]);
    }
    if (!locations.variables().isEmpty()) {
      for (int i = 0; i < body.extents().size(); i++) {
        reserve(body.extents().get(i));
      }
    }
    if (!locations.typeAnnotations().isEmpty()) {
      for (CodeTypeAnnotation annotation : locations.typeAnnotations()) {
        annotation.ranges().forEach(this::reserve);
      }
    }
  }

  private void reserve(Body.Extent extent) {
    start(extent);
    end(extent);
  }

  private Label start(Body.Extent extent) {
    return labels.apply(plan.pointStart(extent.first()));
  }

  private Label end(Body.Extent extent) {
    boolean toEnd = extent.end() == plan.pointCount();
    return labels.apply(toEnd ? plan.size() : plan.pointStart(extent.end()));
  }

  /** Writes the lines that start at instruction {@code i}. */
  void lines(int i, Label label, MethodVisitor to) {
    for (; nextLine < lineCount && linePositions[nextLine] == i; nextLine++) {
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
  void handlers(List<ExceptionRanges.Entry> entries, MethodVisitor to) {
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
    for (int i = 0; i < locations.variables().size(); i++) {
      Variable variable = locations.variables().get(i);
      Body.Extent extent = body.extents().get(i);
      Label start = start(extent);
      Label end = end(extent);
      if (variable.descriptor() == null) {
        onlyGeneric.add(new GenericVariable(variable, start, end, slot(extent)));
      } else {
        to.visitLocalVariable(
            variable.name(), variable.descriptor(), variable.signature(), start, end, slot(extent));
      }
    }
    if (!onlyGeneric.isEmpty()) {
      to.visitAttribute(new GenericVariable.Table(onlyGeneric));
    }
    for (CodeTypeAnnotation annotation : locations.typeAnnotations()) {
      if (isOnVariable(annotation)) {
        variableAnnotation(annotation, to);
      }
    }
  }

  private void variableAnnotation(CodeTypeAnnotation a, MethodVisitor to) {
    Label[] starts = a.ranges().stream().map(this::start).toArray(Label[]::new);
    Label[] ends = a.ranges().stream().map(this::end).toArray(Label[]::new);
    int[] slots = a.ranges().stream().mapToInt(this::slot).toArray();
    AnnotationEmitter.emit(
        a.target(),
        a.path(),
        a.retention(),
        a.annotation(),
        (target, path, descriptor, visible) ->
            to.visitLocalVariableAnnotation(
                target, path, starts, ends, slots, descriptor, visible));
  }

  private int slot(Body.Extent extent) {
    return body.locals().get(extent.local()).slot();
  }

  /**
   * What an annotation on a point sits on: its field access, call, allocation, cast or test, which
   * spilled operands may surround; else its last instruction.
   */
  private int mainInstruction(int point) {
    int start = plan.pointStart(point);
    int end = plan.pointStart(point + 1);
    for (int i = start; i < end; i++) {
      if (plan.opcode(i) >= Opcodes.GETSTATIC) {
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
