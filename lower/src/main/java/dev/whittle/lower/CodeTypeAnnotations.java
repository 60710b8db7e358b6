package dev.whittle.lower;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Constant;
import dev.whittle.ir.DamagedInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads annotations on types in code (JVMS 4.7.16, 4.7.20). What they are on is not checked by the
 * JVM: one on no instruction, or on a range outside of the code, is left out.
 */
final class CodeTypeAnnotations {
  private final CodeReader places;
  private final ByteCursor in;
  private final ConstantPool pool;
  private final RecordedCode code;
  private final List<RecordedCode.CodeAnnotation> onInstructions = new ArrayList<>(0);
  private final List<RecordedCode.CodeAnnotation> onVariables = new ArrayList<>(0);

  CodeTypeAnnotations(CodeReader places, ByteCursor in, ConstantPool pool, RecordedCode code) {
    this.places = places;
    this.in = in;
    this.pool = pool;
    this.code = code;
  }

  /** Reads one attribute. */
  void read(Retention retention) {
    for (int i = in.u2(); i > 0; i--) {
      int type = in.u1();
      switch (type) {
        case 0x40, 0x41 -> {
          List<RecordedCode.Range> ranges = ranges();
          onVariables.add(annotation(type << 24, 0, ranges, retention));
        }
        case 0x42 -> {
          int entry = in.u2();
          code.annotations.add(annotation(type << 24, entry, List.of(), retention));
        }
        case 0x43, 0x44, 0x45, 0x46 -> onInstruction(type << 24, places.find(in.u2()), retention);
        case 0x47, 0x48, 0x49, 0x4a, 0x4b -> {
          int instruction = places.find(in.u2());
          onInstruction(type << 24 | in.u1(), instruction, retention);
        }
        default -> throw damaged("an annotation on a type, target " + type);
      }
    }
  }

  /** Adds what was read: by instructions, those on variables last, visible ones first. */
  void finish() {
    if (!onInstructions.isEmpty()) {
      onInstructions.sort(
          Comparator.comparingInt(RecordedCode.CodeAnnotation::position)
              .thenComparing(RecordedCode.CodeAnnotation::retention));
      code.annotations.addAll(onInstructions);
      onInstructions.clear();
    }
    if (!onVariables.isEmpty()) {
      onVariables.sort(Comparator.comparing(RecordedCode.CodeAnnotation::retention));
      code.annotations.addAll(onVariables);
      onVariables.clear();
    }
  }

  private void onInstruction(int target, int instruction, Retention retention) {
    RecordedCode.CodeAnnotation read = annotation(target, instruction, List.of(), retention);
    if (instruction >= 0 && instruction < code.size) {
      onInstructions.add(read);
    }
  }

  private List<RecordedCode.Range> ranges() {
    List<RecordedCode.Range> ranges = new ArrayList<>();
    for (int i = in.u2(); i > 0; i--) {
      int pc = in.u2();
      int start = places.find(pc);
      int end = places.find(pc + in.u2());
      int slot = in.u2();
      if (start >= 0 && end >= 0) {
        ranges.add(new RecordedCode.Range(start, end, slot));
      }
    }
    return ranges;
  }

  /** Reads from the path on. */
  private RecordedCode.CodeAnnotation annotation(
      int target, int position, List<RecordedCode.Range> ranges, Retention retention) {
    String path = path();
    return new RecordedCode.CodeAnnotation(target, path, retention, annotation(), position, ranges);
  }

  /** A {@code type_path} as text, see {@link Annotation.TypeUse}. */
  private String path() {
    int length = in.u1();
    if (length == 0) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int kind = in.u1();
      int argument = in.u1();
      switch (kind) {
        case 0 -> path.append('[');
        case 1 -> path.append('.');
        case 2 -> path.append('*');
        case 3 -> path.append(argument).append(';');
        default -> throw damaged("a type path of kind " + kind);
      }
    }
    return path.toString();
  }

  private Annotation annotation() {
    String type = present();
    List<Annotation.Element> elements = new ArrayList<>();
    for (int i = in.u2(); i > 0; i--) {
      String name = pool.text(in.u2());
      elements.add(new Annotation.Element(name == null ? "" : name, value()));
    }
    return new Annotation(type, elements);
  }

  private Value value() {
    char tag = (char) in.u1();
    return switch (tag) {
      case 'B' -> number(tag, (byte) number());
      case 'C' -> number(tag, (char) number());
      case 'I' -> number(tag, number());
      case 'S' -> number(tag, (short) number());
      case 'Z' -> number(tag, number() == 0 ? 0 : 1);
      case 'D', 'F', 'J' -> new Value.Const(tag, constant(tag));
      case 's' -> new Value.Const(tag, new Constant.Str(present()));
      case 'e' -> {
        String type = present();
        yield new Value.EnumConst(type, present());
      }
      case 'c' -> new Value.ClassConst(present());
      case '@' -> new Value.Nested(annotation());
      case '[' -> {
        List<Value> values = new ArrayList<>();
        for (int i = in.u2(); i > 0; i--) {
          values.add(value());
        }
        yield new Value.Array(values);
      }
      default -> throw damaged("an element of kind " + tag);
    };
  }

  private static Value number(char tag, int value) {
    return new Value.Const(tag, new Constant.Int(value));
  }

  private int number() {
    if (pool.constant(in.u2()) instanceof Constant.Int number) {
      return number.value();
    }
    throw damaged("an element of another kind");
  }

  private Constant constant(char tag) {
    Constant constant = pool.constant(in.u2());
    boolean fits =
        switch (constant) {
          case Constant.Double _ -> tag == 'D';
          case Constant.Float _ -> tag == 'F';
          case Constant.Long _ -> tag == 'J';
          case Constant _ -> false;
        };
    if (!fits) {
      throw damaged("an element of another kind");
    }
    return constant;
  }

  private String present() {
    return Symbols.present(pool.text(in.u2()));
  }

  private static DamagedInput damaged(String what) {
    return new DamagedInput("broken class file (" + what + ")");
  }
}
