package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;

/**
 * Lowers one class file to MIR. Class-file versions 45 to 69 are understood (JVMS 4.1, table
 * 4.1-A).
 *
 * <p>Errors: every method throws {@link DamagedInput} for a file that is no class file, is
 * truncated, comes from the future, or whose code cannot be followed.
 */
public final class ClassLowering {
  /** The newest class-file version understood: Java 25. */
  public static final int MAX_MAJOR_VERSION = 69;

  private static final Attribute[] PROTOTYPES = UnknownAttributes.prototypes();

  private ClassLowering() {}

  /** Lowers everything now. */
  public static ClassDef lower(byte[] classFile) {
    ClassDef lazy = lowerOnDemand(classFile);
    lazy.functions().stream().filter(f -> f.code() != null).limit(1).forEach(f -> f.code().body());
    return lazy;
  }

  /**
   * Lowers declarations now, and all bodies of the class when the first one is asked for. {@code
   * classFile} must not change afterwards.
   */
  public static ClassDef lowerOnDemand(byte[] classFile) {
    ClassFileReader reader = open(classFile);
    LazyCode code = new LazyCode(reader);
    return read(reader, new DeclarationVisitor(code), ClassReader.SKIP_CODE);
  }

  /** Lowers declarations only: functions have no code. For the platform. */
  public static ClassDef declarations(byte[] classFile) {
    return read(
        open(classFile),
        new DeclarationVisitor(null),
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
  }

  private static ClassDef read(ClassReader reader, DeclarationVisitor visitor, int flags) {
    try {
      reader.accept(visitor, PROTOTYPES, flags);
      return visitor.finish();
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  static ClassFileReader open(byte[] classFile) {
    if (classFile.length < 10 || readInt(classFile) != 0xCAFEBABE) {
      throw new DamagedInput("not a class file");
    }
    int major = (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
    if (major > MAX_MAJOR_VERSION) {
      throw new DamagedInput(
          "class file version %d is newer than this Whittle understands (%d, Java %d)"
              .formatted(major, MAX_MAJOR_VERSION, MAX_MAJOR_VERSION - 44));
    }
    if (major < 45) {
      throw new DamagedInput("class file version " + major + " does not exist");
    }
    try {
      ClassFileReader reader = new ClassFileReader(classFile);
      ClassFileShape.check(classFile, reader);
      return reader;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** What ASM and the lowering throw over a broken file, as one error. */
  static DamagedInput damaged(RuntimeException e) {
    if (e instanceof DamagedInput damaged) {
      return damaged;
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new DamagedInput("broken class file (" + reason + ")", e);
  }

  private static int readInt(byte[] bytes) {
    return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
  }
}
