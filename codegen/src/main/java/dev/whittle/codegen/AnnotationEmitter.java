package dev.whittle.codegen;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/** Writes annotations, and the attributes that every kind of declaration has in common. */
final class AnnotationEmitter {
  private AnnotationEmitter() {}

  /** A declaration that takes annotations; ASM's visitors have no type in common. */
  private record Declaration(
      OnDeclaration annotation, OnType typeAnnotation, Consumer<Attribute> attribute) {}

  private interface OnDeclaration {
    AnnotationVisitor visit(String descriptor, boolean visible);
  }

  /** As ASM's {@code visitTypeAnnotation} and its relatives. */
  interface OnType {
    AnnotationVisitor visit(int target, TypePath path, String descriptor, boolean visible);
  }

  static void emit(Attributes attributes, ClassVisitor to) {
    emit(
        attributes,
        new Declaration(to::visitAnnotation, to::visitTypeAnnotation, to::visitAttribute));
  }

  static void emit(Attributes attributes, FieldVisitor to) {
    if (hasAny(attributes)) {
      emit(
          attributes,
          new Declaration(to::visitAnnotation, to::visitTypeAnnotation, to::visitAttribute));
    }
  }

  static void emit(Attributes attributes, MethodVisitor to) {
    if (hasAny(attributes)) {
      emit(
          attributes,
          new Declaration(to::visitAnnotation, to::visitTypeAnnotation, to::visitAttribute));
    }
  }

  static void emit(Attributes attributes, RecordComponentVisitor to) {
    emit(
        attributes,
        new Declaration(to::visitAnnotation, to::visitTypeAnnotation, to::visitAttribute));
  }

  private static boolean hasAny(Attributes attributes) {
    return !attributes.annotations().isEmpty()
        || !attributes.typeAnnotations().isEmpty()
        || !attributes.unknown().isEmpty();
  }

  /** Signatures are given to visitors when they are made; everything else is written here. */
  private static void emit(Attributes attributes, Declaration to) {
    for (Annotation.Use use : attributes.annotations()) {
      Annotation annotation = use.annotation();
      emit(annotation, to.annotation.visit(annotation.type(), isVisible(use.retention())));
    }
    for (Annotation.TypeUse use : attributes.typeAnnotations()) {
      emit(use.target(), use.path(), use.retention(), use.annotation(), to.typeAnnotation);
    }
    // Writers put attributes in front of those they have.
    for (Attributes.Raw raw : attributes.unknown().reversed()) {
      to.attribute.accept(RawAttribute.of(raw));
    }
  }

  static void emit(int target, String path, Retention retention, Annotation annotation, OnType to) {
    TypePath typePath = path.isEmpty() ? null : TypePath.fromString(path);
    emit(annotation, to.visit(target, typePath, annotation.type(), isVisible(retention)));
  }

  static boolean isVisible(Retention retention) {
    return retention == Retention.RUNTIME;
  }

  /** Writes the elements of {@code annotation} and ends it. */
  static void emit(Annotation annotation, AnnotationVisitor to) {
    for (Annotation.Element element : annotation.elements()) {
      value(element.name(), element.value(), to);
    }
    to.visitEnd();
  }

  /** Writes the default of an annotation element. */
  static void emitDefault(Value value, AnnotationVisitor to) {
    value(null, value, to);
    to.visitEnd();
  }

  private static void value(String name, Value value, AnnotationVisitor to) {
    switch (value) {
      case Value.Const v -> to.visit(name, boxed(v));
      case Value.EnumConst v -> to.visitEnum(name, v.type(), v.name());
      case Value.ClassConst v -> to.visit(name, Type.getType(v.descriptor()));
      case Value.Nested v -> emit(v.annotation(), to.visitAnnotation(name, v.annotation().type()));
      case Value.Array v -> {
        AnnotationVisitor array = to.visitArray(name);
        v.values().forEach(element -> value(null, element, array));
        array.visitEnd();
      }
    }
  }

  /** ASM takes the tag from the type of the box. */
  private static Object boxed(Value.Const value) {
    return switch (value.tag()) {
      case 'B' -> (byte) intOf(value);
      case 'C' -> (char) intOf(value);
      case 'S' -> (short) intOf(value);
      case 'Z' -> intOf(value) != 0;
      case 'D', 'F', 'I', 'J', 's' -> AsmConstants.of(value.constant());
      default -> throw new IllegalArgumentException("not a tag: " + value.tag());
    };
  }

  private static int intOf(Value.Const value) {
    return ((Constant.Int) value.constant()).value();
  }

  /**
   * Writes parameter annotations; {@code parameters} has one list for each parameter that the
   * attribute counts, and is null when there is no attribute.
   *
   * @param descriptor the method's, which may have other parameters than the attribute counts
   */
  static void emitParameters(
      List<List<Annotation>> parameters, Retention retention, String descriptor, MethodVisitor to) {
    if (parameters == null) {
      return;
    }
    if (parameters.size() > Descriptor.parameterCount(descriptor)
        || parameters.stream().allMatch(List::isEmpty)) {
      // ASM omits the attribute, which says how many parameters reflection finds, or has no room.
      to.visitAttribute(
          new ParameterAnnotations(
              "Runtime" + retentionName(retention) + "ParameterAnnotations", parameters));
      return;
    }
    to.visitAnnotableParameterCount(parameters.size(), isVisible(retention));
    for (int i = 0; i < parameters.size(); i++) {
      for (Annotation annotation : parameters.get(i)) {
        emit(annotation, to.visitParameterAnnotation(i, annotation.type(), isVisible(retention)));
      }
    }
  }

  private static String retentionName(Retention retention) {
    return isVisible(retention) ? "Visible" : "Invisible";
  }
}
