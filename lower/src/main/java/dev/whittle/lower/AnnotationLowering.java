package dev.whittle.lower;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Constant;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects one annotation, or the values of one array, and hands it over at its end. */
final class AnnotationLowering extends AnnotationVisitor {
  private final List<Annotation.Element> elements = new ArrayList<>();
  private final Consumer<List<Annotation.Element>> atEnd;

  private AnnotationLowering(Consumer<List<Annotation.Element>> atEnd) {
    super(Opcodes.ASM9);
    this.atEnd = atEnd;
  }

  /** A visitor of an annotation of this type. */
  static AnnotationVisitor of(String type, Consumer<Annotation> result) {
    Symbols.present(type);
    return new AnnotationLowering(elements -> result.accept(new Annotation(type, elements)));
  }

  /** A visitor of a single value: the default of an annotation element. */
  static AnnotationVisitor ofDefault(Consumer<Annotation.Value> result) {
    return new AnnotationLowering(
        elements -> {
          if (!elements.isEmpty()) {
            result.accept(elements.getFirst().value());
          }
        });
  }

  @Override
  public void visit(String name, Object value) {
    add(name, value(value));
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    add(name, new Annotation.Value.EnumConst(Symbols.present(descriptor), Symbols.present(value)));
  }

  @Override
  public AnnotationVisitor visitAnnotation(String name, String descriptor) {
    return of(descriptor, nested -> add(name, new Annotation.Value.Nested(nested)));
  }

  @Override
  public AnnotationVisitor visitArray(String name) {
    return new AnnotationLowering(
        values ->
            add(
                name,
                new Annotation.Value.Array(
                    values.stream().map(Annotation.Element::value).toList())));
  }

  @Override
  public void visitEnd() {
    atEnd.accept(elements);
  }

  private void add(String name, Annotation.Value value) {
    elements.add(new Annotation.Element(name == null ? "" : name, value));
  }

  private static Annotation.Value value(Object value) {
    return switch (value) {
      case Boolean b -> number('Z', b ? 1 : 0);
      case Byte b -> number('B', b);
      case Character c -> number('C', c);
      case Short s -> number('S', s);
      case Integer i -> number('I', i);
      case Long l -> new Annotation.Value.Const('J', new Constant.Long(l));
      case Float f ->
          new Annotation.Value.Const('F', new Constant.Float(Float.floatToRawIntBits(f)));
      case Double d ->
          new Annotation.Value.Const('D', new Constant.Double(Double.doubleToRawLongBits(d)));
      case String s -> new Annotation.Value.Const('s', new Constant.Str(s));
      case Type t -> new Annotation.Value.ClassConst(t.getDescriptor());
      default -> primitives(value);
    };
  }

  /** ASM hands arrays of primitives over whole. */
  private static Annotation.Value primitives(Object array) {
    List<Annotation.Value> values = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      values.add(value(Array.get(array, i)));
    }
    return new Annotation.Value.Array(values);
  }

  private static Annotation.Value number(char tag, int value) {
    return new Annotation.Value.Const(tag, new Constant.Int(value));
  }
}
