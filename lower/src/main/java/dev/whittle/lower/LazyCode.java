package dev.whittle.lower;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The code of one class, lowered when the first body is asked for: ASM cannot read one method of a
 * class alone, and a class of which one function is reached usually has more.
 */
final class LazyCode {
  private ClassReader reader;
  private List<CodeHandle> lowered;

  /**
   * @param reader the one that read the declarations: it keeps the strings that it has decoded
   */
  LazyCode(ClassReader reader) {
    this.reader = reader;
  }

  /** The code of the function of this index in class-file order. */
  CodeHandle of(int index) {
    return new CodeHandle() {
      @Override
      public Body body() {
        return code(index).body();
      }

      @Override
      public Locations locations() {
        return code(index).locations();
      }

      @Override
      public Optional<String> refusal() {
        try {
          return code(index).refusal();
        } catch (DamagedInput e) {
          return Optional.of(e.getMessage());
        }
      }
    };
  }

  private synchronized CodeHandle code(int index) {
    if (lowered == null) {
      lowered = lowerAll(reader);
      reader = null;
    }
    return lowered.get(index);
  }

  private static List<CodeHandle> lowerAll(ClassReader reader) {
    List<CodeHandle> all = new ArrayList<>();
    String[] name = new String[1];
    RecordedCode code = new RecordedCode();
    Types types = new Types();
    OperandStack stack = new OperandStack();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          private String owner;
          private int version;

          @Override
          public void visit(
              int version,
              int access,
              String className,
              String signature,
              String superName,
              String[] i) {
            this.owner = className;
            name[0] = className;
            this.version = version & 0xffff;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            FunctionLowering.Function function =
                new FunctionLowering.Function(
                    owner, version, access, name, descriptor, types, stack);
            code.clear();
            return new CodeRecorder(code, types) {
              @Override
              public void visitEnd() {
                all.add(lower(function, this));
              }
            };
          }
        };
    try {
      reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    } catch (RuntimeException e) {
      String place = name[0] == null ? "" : name[0] + ": ";
      throw new DamagedInput(place + ClassLowering.damaged(e).getMessage(), e);
    }
    return all;
  }

  /** One function that cannot be lowered does not take the others of its class with it. */
  private static CodeHandle lower(FunctionLowering.Function function, CodeRecorder recorder) {
    try {
      if (!recorder.hasCode()) {
        // Abstract and native methods are never asked; any other is a ClassFormatError (JVMS
        // 4.7.3).
        throw new IllegalStateException("it has none");
      }
      return FunctionLowering.lower(function, recorder.code);
    } catch (RuntimeException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Refused(
          new DamagedInput(
              "%s.%s%s: code cannot be followed (%s)"
                  .formatted(function.owner(), function.name(), function.descriptor(), reason),
              e));
    }
  }

  /** Code that could not be lowered: the error is the user's to see only when it is needed. */
  private record Refused(DamagedInput reason) implements CodeHandle {
    @Override
    public Body body() {
      throw reason;
    }

    @Override
    public Locations locations() {
      throw reason;
    }

    @Override
    public Optional<String> refusal() {
      return Optional.of(reason.getMessage());
    }
  }
}
