package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Jars that nobody wrote for this test: those of JUnit. */
class RealJarTest {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir private Path folder;

  private static Path jarOf(Class<?> c) {
    try {
      return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> jars() throws ClassNotFoundException {
    return List.of(
        jarOf(Test.class),
        jarOf(Class.forName("org.junit.jupiter.engine.JupiterTestEngine")),
        jarOf(Class.forName("org.junit.platform.commons.util.ReflectionUtils")),
        jarOf(Class.forName("org.junit.platform.engine.TestEngine")),
        jarOf(AssertionFailedError.class));
  }

  @Test
  void aCopyHasNoViolations() throws IOException, ClassNotFoundException {
    for (Path jar : jars()) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
    var report = Checker.check(jars(), folder, JDK, AllowList.EMPTY);
    assertEquals(List.of(), report.violations());
    assertEquals(report.input(), report.output());
    assertTrue(report.input().classes() > 500, report.toString());
  }

  @Test
  void aCopyWithoutAClassHas() throws IOException, ClassNotFoundException {
    Path jar = jarOf(Test.class);
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));
    try (var files = FileSystems.newFileSystem(copy)) {
      Files.delete(files.getPath("org/junit/jupiter/api/AssertEquals.class"));
    }
    var report = Checker.check(List.of(jar), copy, JDK, AllowList.EMPTY);
    assertEquals(
        Set.of("org/junit/jupiter/api/Assertions"),
        new TreeSet<>(report.violations().stream().map(Violation::className).toList()));
  }

  /** The pairs of the type flow name every class that the JDK's own verifier asks about. */
  @Test
  void pairsCoverTheJdksVerifier() throws IOException, ClassNotFoundException {
    try (var platform = Platform.open(JDK);
        var classPath = ClassPath.open(jars(), platform.release())) {
      var universe = new Universe(platform, classPath);
      for (String name : universe.classNames().toList()) {
        ClassModel model = universe.model(name).orElseThrow();
        Set<String> asked = askedByTheJdk(model, universe);
        asked.removeAll(askedByTheFlow(model, universe));
        assertEquals(Set.of(), asked, name);
      }
    }
  }

  private static Set<String> askedByTheJdk(ClassModel model, Universe universe) {
    var asked = new TreeSet<String>();
    ClassHierarchyResolver hierarchy = universe.hierarchy();
    ClassHierarchyResolver recorder =
        type -> {
          asked.add(Descriptors.className(type.descriptorString()));
          return hierarchy.getClassInfo(type);
        };
    var option = ClassFile.ClassHierarchyResolverOption.of(recorder);
    assertEquals(List.of(), ClassFile.of(option).verify(model));
    return asked;
  }

  private static Set<String> askedByTheFlow(ClassModel model, Universe universe) {
    var asked = new TreeSet<String>();
    for (var method : model.methods()) {
      method
          .code()
          .ifPresent(
              code ->
                  TypeFlow.check(
                      code,
                      (from, to) -> {
                        addSuperclasses(from, universe, asked);
                        addSuperclasses(to, universe, asked);
                      }));
    }
    return asked;
  }

  private static void addSuperclasses(String name, Universe universe, Set<String> names) {
    String element = Descriptors.element(Descriptors.ofClassName(name));
    for (var c = universe.find(Descriptors.className(element));
        c.isPresent();
        c = c.flatMap(universe::superclass)) {
      names.add(c.get().name());
    }
  }
}
