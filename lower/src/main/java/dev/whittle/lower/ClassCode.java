package dev.whittle.lower;

import dev.whittle.ir.Access;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers all code of one class file: walks its methods (JVMS 4.6) and their attributes. */
final class ClassCode {
  private static final int NONE = 0;

  private final ClassFileReader reader;
  private final Types types = new Types();
  private final OperandStack stack = new OperandStack();
  private final ConstantPool pool;
  private final CodeReader codeReader;
  private final ByteCursor in;
  private int majorVersion;
  private String owner;

  ClassCode(ClassFileReader reader) {
    this.reader = reader;
    pool = new ConstantPool(reader, types);
    codeReader = new CodeReader(reader, pool, types);
    in = new ByteCursor(reader.bytes);
  }

  /** The internal name of the class, null as long as it has not been read. */
  String owner() {
    return owner;
  }

  /** The code of all functions, in class-file order; null for abstract and native ones. */
  List<CodeHandle> lower() {
    in.at = 6;
    majorVersion = in.u2();
    in.at = reader.header + 2;
    owner = pool.classAt(in.u2()).name();
    in.at += 2;
    int interfaces = in.u2();
    in.at += 2 * interfaces;
    for (int fields = in.u2(); fields > 0; fields--) {
      in.at += 6;
      skipAttributes();
    }
    int methods = in.at;
    for (int count = in.u2(); count > 0; count--) {
      in.at += 6;
      skipAttributes();
    }
    bootstrapMethods();
    in.at = methods;
    int count = in.u2();
    List<CodeHandle> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(method());
    }
    return all;
  }

  private void skipAttributes() {
    for (int i = in.u2(); i > 0; i--) {
      in.at += 2;
      int length = in.s4();
      in.at += length;
    }
  }

  private void bootstrapMethods() {
    for (int i = in.u2(); i > 0; i--) {
      boolean isTable = "BootstrapMethods".equals(pool.text(in.u2()));
      int length = in.s4();
      if (isTable) {
        pool.bootstrapMethods(in.at);
      }
      in.at += length;
    }
  }

  private CodeHandle method() {
    int access = in.u2();
    String name = pool.text(in.u2());
    String descriptor = pool.text(in.u2());
    int code = NONE;
    for (int i = in.u2(); i > 0; i--) {
      boolean isCode = "Code".equals(pool.text(in.u2()));
      int length = in.s4();
      code = isCode ? in.at : code;
      in.at += length;
    }
    if (Access.has(access, Access.ABSTRACT | Access.NATIVE)) {
      return null;
    }
    if (code == NONE) {
      // A ClassFormatError (JVMS 4.7.3).
      return refused(name, descriptor, new IllegalStateException("it has none"));
    }
    FunctionLowering.Function function =
        new FunctionLowering.Function(
            owner, majorVersion, parameters(access, name, descriptor), types, stack);
    RecordedCode recorded =
        codeReader.read(code, function.hasFrames() ? function.parameters() : null);
    try {
      return FunctionLowering.lower(function, recorded);
    } catch (RuntimeException e) {
      return refused(name, descriptor, e);
    }
  }

  private VType[] parameters(int access, String name, String descriptor) {
    List<VType> declared = types.ofParameters(descriptor);
    int receivers = Access.has(access, Access.STATIC) ? 0 : 1;
    VType[] all = new VType[receivers + declared.size()];
    if (receivers == 1) {
      boolean isRaw = name.equals("<init>") && !owner.equals("java/lang/Object");
      all[0] = isRaw ? Types.UNINIT_THIS : types.ofClass(owner);
    }
    for (int i = 0; i < declared.size(); i++) {
      all[receivers + i] = declared.get(i);
    }
    return all;
  }

  /** One function that cannot be lowered does not take the others of its class with it. */
  private CodeHandle refused(String name, String descriptor, RuntimeException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Refused(
        new DamagedInput(
            "%s.%s%s: code cannot be followed (%s)".formatted(owner, name, descriptor, reason), e));
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
