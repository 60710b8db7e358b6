package dev.whittle.testkit.check;

import static java.lang.constant.ConstantDescs.MTD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lengths of code, method by method. */
class CodeSizesTest {
  @TempDir private Path folder;

  /** A folder with a class A; each method is so many nops and a return. */
  private Path classes(String name, Map<String, Integer> methods) throws IOException {
    byte[] classFile =
        ClassFile.of()
            .build(
                ClassDesc.of("A"),
                b ->
                    methods.forEach(
                        (method, nops) ->
                            b.withMethodBody(
                                method,
                                MTD_void,
                                ClassFile.ACC_STATIC,
                                code -> {
                                  for (int i = 0; i < nops; i++) {
                                    code.nop();
                                  }
                                  code.return_();
                                })));
    Path classes = Files.createDirectory(folder.resolve(name));
    Files.write(classes.resolve("A.class"), classFile);
    return classes;
  }

  @Test
  void growthFirst() throws IOException {
    Path input = classes("in", Map.of("a", 1, "b", 5, "c", 3, "d", 0, "e", 1));
    Path output = classes("out", Map.of("a", 4, "b", 6, "c", 0, "d", 0, "f", 9));
    var out = new ByteArrayOutputStream();
    String[] args = {"sizes", "--original", input.toString(), "--output", output.toString()};
    assertEquals(0, CodeSizes.run(List.of(args), new PrintStream(out), System.err));
    assertEquals(
        List.of(
            "+3 (2 > 5) A.a()V",
            "+1 (6 > 7) A.b()V",
            "larger 2, equal 1, smaller 1, gone 1, bytes 13 > 14, ratio 1.0769"),
        out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void wrongArguments() {
    var err = new PrintStream(new ByteArrayOutputStream());
    assertEquals(2, CodeSizes.run(List.of(), System.out, err));
    assertEquals(2, CodeSizes.run(List.of("sizes", "--original"), System.out, err));
  }
}
