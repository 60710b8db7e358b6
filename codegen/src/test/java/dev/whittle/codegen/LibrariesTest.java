package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.codegen.world.Bisimulation;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The libraries on the test class path, sent through MIR and back under every transform. */
class LibrariesTest {
  private static Program jarOf(Class<?> type) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.contains("-")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(name.substring(0, name.length() - ".class".length()), in.readAllBytes());
          }
        }
      }
    }
    return new Program(classes);
  }

  @TestFactory
  Stream<DynamicTest> verify() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> type : List.of(ClassReader.class, Assertions.class)) {
      Program library = jarOf(type);
      assertEquals(List.of(), library.violations(type.getClassLoader()));
      Map<String, String> linkageErrors = library.linkageErrors();
      BodyTransforms.all()
          .forEach(
              (name, transform) ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          type.getSimpleName() + ": " + name,
                          () -> {
                            Program after = library.roundTrip(transform);
                            assertEquals(List.of(), after.violations(type.getClassLoader()));
                            assertEquals(linkageErrors, after.linkageErrors());
                            sameValues(library, after, name.startsWith("leaves first"));
                          })));
    }
    return tests.stream();
  }

  /** Transforms that move leaves move them over lines. */
  private static void sameValues(Program before, Program after, boolean moved) {
    before
        .classes()
        .forEach(
            (name, bytes) -> {
              byte[] result = after.classes().get(name);
              Map<String, String> differences =
                  moved
                      ? Bisimulation.differencesOfValues(bytes, result)
                      : Bisimulation.differences(bytes, result);
              assertEquals(Map.of(), differences, name);
            });
  }

  /** The oracles are awake: frames that say nothing are found by the library and by the JVM. */
  @Test
  void brokenFramesAreFound() throws IOException {
    Program library = jarOf(Assertions.class);
    Program broken = library.roundTrip(LibrariesTest::withoutEntryTypes);
    assertFalse(broken.violations(Assertions.class.getClassLoader()).isEmpty());
    assertNotEquals(library.linkageErrors(), broken.linkageErrors());
    assertTrue(broken.linkageErrors().toString().contains("VerifyError"));
  }

  private static Body withoutEntryTypes(Body body) {
    List<Block> blocks =
        body.blocks().stream()
            .map(
                block ->
                    new Block(
                        block.parameters(),
                        EntryTypes.EMPTY,
                        block.handlers(),
                        block.statements(),
                        block.terminator()))
            .toList();
    return body.withBlocks(blocks);
  }

  /** ASM as it comes back computes the same frames for the same class. */
  @TestFactory
  Stream<DynamicTest> run() throws IOException {
    Program asm = jarOf(ClassReader.class);
    byte[] input = asm.classes().get("org/objectweb/asm/ClassReader");
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    new ClassReader(input).accept(writer, 0);
    byte[] expected = writer.toByteArray();
    return BodyTransforms.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> assertArrayEquals(expected, rewrite(asm, entry.getValue(), input))));
  }

  private static byte[] rewrite(Program asm, UnaryOperator<Body> transform, byte[] input)
      throws ReflectiveOperationException {
    ClassLoader loader = asm.roundTrip(transform).loader();
    Class<?> reader = loader.loadClass("org.objectweb.asm.ClassReader");
    Class<?> visitor = loader.loadClass("org.objectweb.asm.ClassVisitor");
    Class<?> writer = loader.loadClass("org.objectweb.asm.ClassWriter");
    assertNotSame(ClassReader.class, reader);
    Object to = writer.getConstructor(int.class).newInstance(ClassWriter.COMPUTE_FRAMES);
    Object from = reader.getConstructor(byte[].class).newInstance((Object) input);
    try {
      reader.getMethod("accept", visitor, int.class).invoke(from, to, 0);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
    return (byte[]) writer.getMethod("toByteArray").invoke(to);
  }
}
