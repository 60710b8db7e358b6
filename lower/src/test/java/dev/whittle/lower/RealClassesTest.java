package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** Real classes lower to bodies without violations, and their text is read back as what it was. */
class RealClassesTest {
  /** The JDK is large: one class in so many is a sample of every kind of code in it. */
  private static final int STEP = 16;

  @Test
  void platform() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    int checked = 0;
    for (String module : List.of("java.base", "java.desktop", "jdk.compiler", "java.xml")) {
      try (Stream<Path> files = Files.walk(modules.resolve(module))) {
        List<Path> classes = files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
        for (int i = 0; i < classes.size(); i += STEP) {
          check(ClassLowering.lower(Files.readAllBytes(classes.get(i))));
          checked++;
        }
      }
    }
    assertTrue(checked > 500, checked + " classes");
  }

  @Test
  void jars() throws IOException, URISyntaxException {
    for (Class<?> anchor : List.of(ClassReader.class, Test.class, Assertions.class)) {
      Path jar = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (JarSource source = JarSource.open(jar)) {
        for (String name : source.classNames()) {
          check(source.find(name).orElseThrow());
        }
      }
    }
  }

  private static void check(ClassDef lowered) {
    ClassDef definition = inMemory(lowered);
    for (FunctionDef function : definition.functions()) {
      assertEquals(
          List.of(),
          BodyVerifier.verify(definition, function),
          definition.name() + "." + function.name() + function.descriptor());
    }
    String text = MirPrinter.print(definition);
    ClassDef parsed = MirParser.parseClass(text);
    assertEquals(text, MirPrinter.print(parsed), definition.name());
    assertEquals(definition, parsed, definition.name());
  }

  /** Handles that decode on demand have no equality: the same class with code as values. */
  private static ClassDef inMemory(ClassDef lowered) {
    List<FunctionDef> functions = new ArrayList<>();
    for (FunctionDef function : lowered.functions()) {
      CodeHandle code = function.code();
      functions.add(
          code == null
              ? function
              : function.withCode(new CodeHandle.Code(code.body(), code.locations())));
    }
    return lowered.withMembers(lowered.fields(), functions);
  }
}
