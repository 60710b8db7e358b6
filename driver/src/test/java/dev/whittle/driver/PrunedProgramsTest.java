package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.dce.KeepRules;
import dev.whittle.dce.Program;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Reachability;
import dev.whittle.dce.Reached;
import dev.whittle.dce.Roots;
import dev.whittle.dce.Tombstones;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.Platform;
import dev.whittle.testkit.check.AllowList;
import dev.whittle.testkit.check.Checker;
import dev.whittle.testkit.check.Violation;
import dev.whittle.testkit.programs.JavaProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each small program prints the same when it is cut down to what it reaches. The original and the
 * pruned classes are loaded by a class loader of their own, so the JVM verifies both.
 */
class PrunedProgramsTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path original;
  @TempDir Path pruned;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void printsTheSame(JavaProgram program) throws Exception {
    List<Path> compiled = program.compile(original);
    prune(compiled, program, pruned);
    String expected = run(compiled);
    assertFalse(expected.isEmpty(), "the program prints nothing");
    assertEquals(expected, run(List.of(pruned)), program.claim());
    assertEquals(List.of(), violations(compiled), program.claim());
  }

  /** What the independent checker says of the pruned classes. */
  private List<Violation> violations(List<Path> compiled) throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"));
    return Checker.check(compiled, pruned, jdk, AllowList.EMPTY).violations();
  }

  /** The checker would notice if a class that survives were missing. */
  @Test
  void theCheckerNoticesWhatIsMissing() throws Exception {
    JavaProgram program = JavaProgram.named("Dispatch");
    List<Path> compiled = program.compile(original);
    Reached reached = prune(compiled, program, pruned);
    assertEquals(List.of(), violations(compiled));
    int noticed = 0;
    List<String> survivors = reached.classes(0);
    for (String name : survivors) {
      Path file = pruned.resolve(name + ".class");
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      noticed += name.equals("Main") || !violations(compiled).isEmpty() ? 1 : 0;
      Files.write(file, bytes);
    }
    assertEquals(survivors.size(), noticed);
  }

  /** All declarations are there then, and nothing that is marked is used. */
  @ParameterizedTest
  @MethodSource("programs")
  void printsTheSameWithTombstones(JavaProgram program) throws Exception {
    List<Path> compiled = program.compile(original);
    Reached reached = prune(compiled, program, pruned);
    for (Path directory : compiled) {
      ClassSource crate = DirectorySource.open(directory);
      for (String name : crate.classNames()) {
        ClassDef marked = Tombstones.mark(crate.find(name).orElseThrow(), reached);
        write(pruned.resolve(name + ".class"), ClassEmitter.emit(marked));
      }
    }
    ClassDef runtime = Tombstones.runtime();
    write(pruned.resolve(runtime.name() + ".class"), ClassEmitter.emit(runtime));
    PrintStream err = System.err;
    ByteArrayOutputStream reports = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(reports, true, StandardCharsets.UTF_8)) {
      System.setErr(capture);
      assertEquals(run(compiled), run(List.of(pruned)), program.claim());
    } finally {
      System.setErr(err);
    }
    assertFalse(reports.toString(StandardCharsets.UTF_8).contains("whittle"), reports::toString);
  }

  /** Writes what the program reaches to a directory, and says what that is. */
  static Reached prune(List<Path> compiled, JavaProgram program, Path pruned) throws IOException {
    List<ClassSource> crates = compiled.stream().<ClassSource>map(DirectorySource::open).toList();
    KeepRules keep = KeepRules.parse("keep", String.join("\n", program.keepRules()));
    Reached reached =
        Reachability.compute(
            new Program(crates, List.of(PLATFORM)),
            new Roots(List.of("Main"), List.of(), keep),
            Summaries::of);
    for (int i = 0; i < crates.size(); i++) {
      ClassSource crate = crates.get(i);
      for (String name : reached.classes(i)) {
        byte[] bytes = ClassEmitter.emit(Pruning.prune(crate.find(name).orElseThrow(), reached));
        write(pruned.resolve(name + ".class"), bytes);
      }
      for (String name : crate.resourceNames()) {
        write(pruned.resolve(name), crate.resource(name).orElseThrow());
      }
    }
    return reached;
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  static String run(List<Path> classPath) throws Exception {
    PrintStream out = System.out;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] path = urls(classPath);
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      Thread.currentThread().setContextClassLoader(loader);
      launch(Class.forName("Main", true, loader));
    } catch (InvocationTargetException e) {
      printed.writeBytes(("thrown: " + e.getCause()).getBytes(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      Thread.currentThread().setContextClassLoader(context);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  static URL[] urls(List<Path> classPath) throws IOException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return urls;
  }

  /** As the launcher does it: an instance main only where there is no static one. */
  private static void launch(Class<?> type) throws ReflectiveOperationException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals("main")) {
          method.setAccessible(true);
          Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : arguments();
          method.invoke(Modifier.isStatic(method.getModifiers()) ? null : make(type), arguments);
          return;
        }
      }
    }
    throw new NoSuchMethodException("main");
  }

  private static Object[] arguments() {
    return new Object[] {new String[0]};
  }

  private static Object make(Class<?> type) throws ReflectiveOperationException {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
