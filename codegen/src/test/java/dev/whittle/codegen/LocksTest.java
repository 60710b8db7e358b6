package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        GeneratedClassesTest.classFile(
            V1_8,
            method -> {
              method.visitVarInsn(ALOAD, 0);
              method.visitInsn(MONITORENTER);
              method.visitInsn(RETURN);
            });
    Program program = Program.of("Main", unpaired);
    assertTrue(compiled("Main", program).contains("mismatch"));
  }

  /** What a JVM prints that compiles every method of the program, with its log of locks. */
  private String compiled(String main, Program program) throws Exception {
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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output.strip();
  }
}
