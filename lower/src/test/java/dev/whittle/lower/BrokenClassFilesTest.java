package dev.whittle.lower;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.verify.BodyVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Broken input is reported as {@link DamagedInput} with one line, and never as anything else. */
final class BrokenClassFilesTest {
  @TempDir Path dir;

  @Test
  void truncatedAtEveryByte() throws IOException {
    byte[] whole = classFile(BlockDraft.class);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertLowersOrIsDamaged(cut);
    }
  }

  @Test
  void flippedBytes() throws IOException {
    byte[] whole = classFile(FrameInference.class);
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] flipped = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
      }
      assertLowersOrIsDamaged(flipped);
    }
  }

  /** An attribute in code that claims two gigabytes is refused before anything is allocated. */
  @Test
  void attributeLongerThanTheFile() throws IOException {
    byte[] forged = classFile(BlockDraft.class);
    forged[lengthOfLineNumbers(forged)] = 0x7f;
    DamagedInput error =
        assertThrows(DamagedInput.class, () -> ClassLowering.lowerOnDemand(forged));
    assertTrue(error.getMessage().startsWith("broken class file (an attribute of 21"));
  }

  /** A number on one path and a reference on the other: verification by inference refuses that. */
  @Test
  void operandsOfDifferentKinds() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "p/Top", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "f", "(I)V", null, null);
    Label otherwise = new Label();
    Label end = new Label();
    method.visitCode();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, otherwise);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitJumpInsn(Opcodes.GOTO, end);
    method.visitLabel(otherwise);
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitLabel(end);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
    writer.visitEnd();
    DamagedInput error =
        assertThrows(DamagedInput.class, () -> ClassLowering.lower(writer.toByteArray()));
    assertTrue(error.getMessage().contains("of different kinds meet"), error.getMessage());
  }

  /** Names by index 0, which ASM reads as null, in every place of a class file. */
  @Test
  void everyPairOfBytesZero() throws IOException {
    byte[] whole = classFile(BlockDraft.class);
    for (int at = 10; at + 1 < whole.length; at++) {
      byte[] forged = whole.clone();
      forged[at] = 0;
      forged[at + 1] = 0;
      assertLowersOrIsDamaged(forged);
    }
  }

  /** A variable cannot be of type {@code V} (JVMS 4.7.13). */
  @Test
  void variableOfNoType() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, "A", null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    Label start = new Label();
    Label end = new Label();
    code.visitLabel(start);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(end);
    code.visitLocalVariable("v", "V", null, start, end, 0);
    code.visitMaxs(0, 1);
    writer.visitEnd();
    byte[] classFile = writer.toByteArray();
    assertThrows(
        DamagedInput.class,
        () -> ClassLowering.lowerOnDemand(classFile).functions().getFirst().code().body());
  }

  @Test
  void versionFromTheFuture() throws IOException {
    byte[] future = classFile(BlockDraft.class);
    future[7] = 70;
    DamagedInput error = assertThrows(DamagedInput.class, () -> ClassLowering.declarations(future));
    assertEquals(
        "class file version 70 is newer than this Whittle understands (69, Java 25)",
        error.getMessage());
  }

  @Test
  void brokenClassInJarNamesJarAndEntry() throws IOException {
    Path jar = dir.resolve("some.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("a/B.class"));
      out.write("no class".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("a/C.class"));
      out.write(classFile(BlockDraft.class));
    }
    try (JarSource source = JarSource.open(jar)) {
      DamagedInput broken = assertThrows(DamagedInput.class, () -> source.find("a/B"));
      assertEquals("some.jar: a/B.class: not a class file", broken.getMessage());
      DamagedInput foreign = assertThrows(DamagedInput.class, () -> source.find("a/C"));
      assertEquals(
          "some.jar: a/C.class: is class dev/whittle/lower/BlockDraft", foreign.getMessage());
    }
  }

  @Test
  void jarThatIsNone() throws IOException {
    Path jar = Files.writeString(dir.resolve("text.jar"), "this is no jar");
    DamagedInput error = assertThrows(DamagedInput.class, () -> JarSource.open(jar));
    assertTrue(error.getMessage().contains("text.jar: not a readable jar"), error.getMessage());
    DamagedInput missing =
        assertThrows(DamagedInput.class, () -> JarSource.open(dir.resolve("missing.jar")));
    assertTrue(missing.getMessage().contains("missing.jar"), missing.getMessage());
  }

  private static void assertLowersOrIsDamaged(byte[] classFile) {
    try {
      ClassDef lowered = ClassLowering.lowerOnDemand(classFile);
      for (var function : lowered.functions()) {
        if (function.code() != null) {
          try {
            function.code().body();
            BodyVerifier.verify(lowered, function);
          } catch (DamagedInput e) {
            assertOneLine(e);
          }
        }
      }
    } catch (DamagedInput e) {
      assertOneLine(e);
    }
  }

  /** Where the length of the first {@code LineNumberTable} stands. */
  private static int lengthOfLineNumbers(byte[] classFile) {
    int index = 0;
    ClassReader reader = new ClassReader(classFile);
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && new String(classFile, at + 2, 15, ISO_8859_1).equals("LineNumberTable")) {
        index = i;
      }
    }
    for (int at = reader.header; at < classFile.length; at++) {
      boolean isName = reader.readUnsignedShort(at) == index;
      // Name, length, number of lines: each line takes four bytes.
      if (isName && reader.readInt(at + 2) == 2 + 4 * reader.readUnsignedShort(at + 6)) {
        return at + 2;
      }
    }
    throw new IllegalStateException("no line numbers");
  }

  private static void assertOneLine(DamagedInput e) {
    assertTrue(e.getMessage().lines().count() <= 1, e.getMessage());
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
      return in.readAllBytes();
    }
  }
}
