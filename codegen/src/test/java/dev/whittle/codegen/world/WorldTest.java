package dev.whittle.codegen.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.whittle.codegen.clean.CleanUps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A slice of the JDK that runs the test comes back; and the comparison notices what does not. */
class WorldTest {
  @ParameterizedTest
  @EnumSource(CleanUps.class)
  void sliceOfTheJdk(CleanUps cleanUps) throws IOException {
    Library image = Library.ofImage(Path.of(System.getProperty("java.home")));
    long seed = System.currentTimeMillis() % 1_000_000;
    Tally tally = new Tally(image.name());
    Fidelity fidelity = new Fidelity(image, cleanUps, tally);
    image.slice(seed, 0.4).forEach(fidelity::roundTrip);
    assertEquals(0, tally.failureCount(), () -> "seed " + seed + ": " + tally.notes(5));
  }

  private static byte[] ownClass() throws IOException {
    try (var in = WorldTest.class.getResourceAsStream("ClassBytes.class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] read(byte[] bytes, int flags, UnaryOperator<MethodVisitor> change) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return change.apply(super.visitMethod(access, name, descriptor, signature, thrown));
              }
            },
            flags);
    return writer.toByteArray();
  }

  private static List<String> differences(byte[] before, byte[] after, boolean exact) {
    ClassBytes input = new ClassBytes(before);
    ClassBytes output = new ClassBytes(after);
    return input.codes().entrySet().stream()
        .map(
            entry -> {
              Code other = output.codes().get(entry.getKey());
              return exact
                  ? CodeComparison.exact(entry.getValue(), other)
                  : CodeComparison.observable(entry.getValue(), other);
            })
        .filter(difference -> difference != null)
        .toList();
  }

  @Test
  void rewrittenClassIsTheSame() throws IOException {
    byte[] before = ownClass();
    byte[] after = read(before, 0, method -> method);
    assertEquals(List.of(), differences(before, after, true));
    assertEquals(List.of(), differences(before, after, false));
    assertNull(
        CodeComparison.difference(
            new ClassBytes(before).declarations(), new ClassBytes(after).declarations()));
  }

  @Test
  void lostDebugTablesAreNoticed() throws IOException {
    byte[] before = ownClass();
    byte[] after = read(before, ClassReader.SKIP_DEBUG, method -> method);
    assertNotEquals(List.of(), differences(before, after, true));
    assertNotEquals(List.of(), differences(before, after, false));
    assertNotNull(
        CodeComparison.difference(
            new ClassBytes(before).declarations(), new ClassBytes(after).declarations()));
  }

  @Test
  void anotherCallIsNoticed() throws IOException {
    byte[] before = ownClass();
    byte[] after =
        read(
            before,
            0,
            method ->
                new MethodVisitor(Opcodes.ASM9, method) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String descriptor, boolean itf) {
                    String other = name.equals("u2") ? "u4" : name;
                    super.visitMethodInsn(opcode, owner, other, descriptor, itf);
                  }
                });
    assertNotEquals(List.of(), differences(before, after, true));
    assertNotEquals(List.of(), differences(before, after, false));
  }
}
