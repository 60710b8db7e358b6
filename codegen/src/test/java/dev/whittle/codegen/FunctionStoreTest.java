package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code that was kept gives the class file that generating gives. */
class FunctionStoreTest {
  /** Keeps by body, as a cache does. */
  private static final class Kept implements FunctionStore {
    final Map<BodyHash, byte[]> codes = new HashMap<>();
    UnaryOperator<byte[]> damage = UnaryOperator.identity();
    int found;

    @Override
    public Optional<byte[]> find(FunctionDef function) {
      Optional<byte[]> code =
          Optional.ofNullable(codes.get(BodyHash.of(function.code().body()))).map(damage);
      found += code.isPresent() ? 1 : 0;
      return code;
    }

    @Override
    public void put(FunctionDef function, byte[] code) {
      codes.put(BodyHash.of(function.code().body()), code);
    }
  }

  private static List<ClassDef> classes(String packageName) throws IOException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
    try (Stream<Path> files = Files.list(root.resolve(packageName))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .map(FunctionStoreTest::lower)
          .toList();
    }
  }

  private static ClassDef lower(Path file) {
    try {
      return ClassLowering.lower(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void keptCodeGivesTheSameClasses() throws IOException {
    Kept kept = new Kept();
    List<ClassDef> classes = new ArrayList<>(classes("java/util"));
    classes.addAll(classes("java/lang/invoke"));
    for (ClassDef definition : classes) {
      byte[] generated = ClassEmitter.emit(definition);
      assertArrayEquals(generated, ClassEmitter.emit(definition, kept), definition.name());
      int before = kept.found;
      assertArrayEquals(generated, ClassEmitter.emit(definition, kept), definition.name());
      long withCode = definition.functions().stream().filter(f -> f.code() != null).count();
      assertEquals(withCode, kept.found - before, definition.name());
    }
    assertTrue(kept.codes.size() > 5_000, "only " + kept.codes.size() + " bodies");
  }

  /** Writing what was read gives the bytes that were read. */
  @Test
  void theFormatIsItsOwnInverse() throws IOException {
    Kept kept = new Kept();
    for (ClassDef definition : classes("java/util/concurrent")) {
      ClassEmitter.emit(definition, kept);
    }
    for (byte[] code : kept.codes.values()) {
      assertArrayEquals(code, GeneratedCodeFormat.write(GeneratedCodeFormat.read(code)));
    }
  }

  @Test
  void whatDoesNotReadIsGenerated() throws IOException {
    for (ClassDef definition : classes("java/util/function")) {
      Kept kept = new Kept();
      byte[] generated = ClassEmitter.emit(definition, kept);
      for (UnaryOperator<byte[]> damage :
          List.<UnaryOperator<byte[]>>of(
              code -> Arrays.copyOf(code, code.length - 1),
              code -> Arrays.copyOf(code, code.length + 1),
              code -> new byte[] {127, -1, -1, -1},
              _ -> new byte[0])) {
        kept.damage = damage;
        assertArrayEquals(generated, ClassEmitter.emit(definition, kept), definition.name());
      }
    }
  }
}
