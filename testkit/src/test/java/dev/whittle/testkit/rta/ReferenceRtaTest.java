package dev.whittle.testkit.rta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference keeps what runs, by the rules of rapid type analysis, and nothing else. */
class ReferenceRtaTest {
  private static final String SOURCE =
      """
      public class Main {
        interface Shape { int area(); default int twice() { return 2 * area(); } int unused(); }
        static class Square implements Shape {
          public int area() { return 1; }
          public int unused() { return 0; }
          public String toString() { return "square"; }
        }
        static class Circle implements Shape {
          public int area() { return 3; }
          public int unused() { return 0; }
        }
        static class Lazy {
          static int value;
          static { value = initial(); }
          static int initial() { return 5; }
          static void unused() {}
        }
        interface Function { int apply(int x); default int again(int x) { return apply(x); } }
        static int increment(int x) { return x + 1; }
        static int unused(Shape shape) { return shape.unused(); }
        public static void main(String[] args) {
          Shape shape = new Square();
          Function function = Main::increment;
          System.out.println(shape.area() + shape.twice() + Lazy.value + function.again(1));
        }
      }
      """;

  @TempDir Path folder;

  private Path jar() throws IOException {
    Path classes = folder.resolve("classes");
    new JavaProgram("rta", "", List.of(), Map.of("Main.java", SOURCE)).compile(classes);
    Path jar = folder.resolve("program.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  @Test
  void keepsWhatRuns() throws IOException {
    assertEquals(
        List.of(
            "Main$Function.again(I)I",
            "Main$Function.apply(I)I",
            "Main$Lazy.<clinit>()V",
            "Main$Lazy.initial()I",
            "Main$Shape.area()I",
            "Main$Shape.twice()I",
            "Main$Square.<init>()V",
            "Main$Square.area()I",
            "Main$Square.toString()Ljava/lang/String;",
            "Main.increment(I)I",
            "Main.main([Ljava/lang/String;)V"),
        List.copyOf(ReferenceRta.kept(List.of(jar()), "Main")));
  }
}
