package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hazard 22: HotSpot's compilers find every lock paired, else they refuse the method. */
class LocksTest {
  private static final String CALL =
      """
      class Call {
        public static void main(String[] arguments) throws Exception {
          System.out.println(Class.forName(arguments[0]).getMethod("run").invoke(null));
        }
      }
      """;

  private static final String PRINT = "-XX:+PrintCompilation";

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> locksArePaired() throws IOException {
    String source;
    try (var in = LocksTest.class.getResourceAsStream("/hazards/Locks.java")) {
      source = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Program before = Program.compile("Locks", source);
    return BodyTransforms.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertEquals(
                            before.run("Locks"),
                            compiled("Locks", before.roundTrip(entry.getValue())))));
  }

  /** The log says something when there is something to say. */
  @Test
  void unpairedLockIsLogged() throws Exception {
    byte[] unpaired =
        HandMadeClass.of(
            V1_8,
            method -> {
              method.visitVarInsn(ALOAD, 0);
              method.visitInsn(MONITORENTER);
              method.visitInsn(RETURN);
            });
    Program program = Program.of("Main", unpaired);
    assertTrue(compiled("Main", program).contains("mismatch"));
  }

  /**
   * A lock in a subroutine that is called twice. Had the copies one handler, it would release
   * either of two locks.
   */
  @Test
  void lockInSubroutineIsPairedInEachCopy() throws Exception {
    Program before = Program.of("Main", lockInSubroutine());
    Program after = before.roundTrip(body -> body);
    for (Program program : List.of(before, after)) {
      String output = compiled("Main", program, PRINT);
      assertTrue(output.lines().anyMatch("12"::equals), output);
      assertTrue(output.contains("Main::body"), output);
      assertFalse(output.contains("COMPILE SKIPPED"), output);
    }
  }

  private static byte[] lockInSubroutine() {
    return HandMadeClass.of(
        V1_4,
        method -> {
          Label subroutine = new Label();
          method.visitInsn(ICONST_1);
          method.visitVarInsn(ISTORE, 4);
          method.visitJumpInsn(JSR, subroutine);
          method.visitInsn(ICONST_2);
          method.visitVarInsn(ISTORE, 4);
          method.visitJumpInsn(JSR, subroutine);
          method.visitInsn(RETURN);
          method.visitLabel(subroutine);
          method.visitVarInsn(ASTORE, 1);
          locked(method);
          method.visitVarInsn(RET, 1);
        });
  }

  /** Appends what slot 4 holds to the builder in slot 0, and locks that meanwhile. */
  private static void locked(MethodVisitor method) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label released = new Label();
    Label out = new Label();
    method.visitTryCatchBlock(start, end, handler, null);
    method.visitTryCatchBlock(handler, released, handler, null);
    method.visitVarInsn(ALOAD, 0);
    method.visitInsn(DUP);
    method.visitVarInsn(ASTORE, 2);
    method.visitInsn(MONITORENTER);
    method.visitLabel(start);
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, 4);
    String append = "(I)Ljava/lang/StringBuilder;";
    method.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "append", append, false);
    method.visitInsn(POP);
    method.visitVarInsn(ALOAD, 2);
    method.visitInsn(MONITOREXIT);
    method.visitLabel(end);
    method.visitJumpInsn(GOTO, out);
    method.visitLabel(handler);
    method.visitVarInsn(ASTORE, 3);
    method.visitVarInsn(ALOAD, 2);
    method.visitInsn(MONITOREXIT);
    method.visitLabel(released);
    method.visitVarInsn(ALOAD, 3);
    method.visitInsn(ATHROW);
    method.visitLabel(out);
  }

  /** What a JVM prints that compiles every method of the program, with its log of locks. */
  private String compiled(String main, Program program, String... options) throws Exception {
    for (var entry : program.classes().entrySet()) {
      Files.write(directory.resolve(entry.getKey() + ".class"), entry.getValue());
    }
    for (var entry : Program.compile("Call", CALL).classes().entrySet()) {
      Files.write(directory.resolve(entry.getKey() + ".class"), entry.getValue());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xcomp",
                "-XX:CompileCommand=quiet",
                "-XX:CompileOnly=" + main + "::*",
                "-Xlog:monitormismatch=info:stdout",
                "-cp",
                directory.toString(),
                "Call",
                main));
    command.addAll(1, List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output.strip();
  }
}
