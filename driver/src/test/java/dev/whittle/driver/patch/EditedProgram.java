package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of one source file, built, and edited. */
final class EditedProgram extends PatchedProgram {
  /** A program that says by {@code HERE} where an edit may add something. */
  static final String MARKED =
      """
      import java.util.List;
      public class Main {
        interface Shape { int area(); }
        static class Square implements Shape {
          int side;
          Square(int side) { this.side = side; }
          public int area() { return side * side; }
          int corners() { return 4; }
        }
        static class Never { static int count; static void run() {} }
        static class Finder {
          static String kept;
          static Class<?> find(String name) throws Exception { return Class.forName(name); }
          static String name() { return "Main$Square"; }
          static Class<?> other() throws Exception { return Class.forName(name()); }
          static Class<?> third() throws Exception { kept = name(); return find(kept); }
        }
        static int count;
        static int idle;
        static String text;
        public static void main(String[] a) throws Exception {
          Object o = a.length > 3 ? null : new Square(a.length);
          if (o instanceof Shape shape) { count += shape.area(); }
          System.out.println(said("x y") + Finder.find("Main$Shape") + List.of(a).size());
          System.out.println("took " + count + " steps " + Finder.other());
          text = a.length == 0 ? "no name" : a[0];
          try { work(a, o); } catch (IllegalStateException e) { count--; }
        }
        static String said(String what) { return what + count; }
        static String told() { return "once upon a time"; }
        static int never() { return 1; }
        static int price() { return 3; }
        static void work(String[] a, Object o) throws Exception {
          if (a.length > 2) { count += a.clone().length; }
          long time = System.nanoTime();
          price();
          System.out.println("done in " + time + " ns");
          System.out.println("all is well");
          /* HERE */
        }
      }
      """;

  private final Path folder;
  private final String source;

  EditedProgram(Path folder, String source) throws IOException {
    super(folder, List.of(folder.resolve("classes")), List.of());
    this.folder = folder;
    this.source = source;
    compile(source);
    Files.writeString(classes().resolve("data.txt"), "data");
    build();
  }

  Path classes() {
    return folder.resolve("classes");
  }

  /** As it was built. */
  String source() {
    return source;
  }

  /** Class files that are the same stay as they lie; {@code Gone} is missing at run time. */
  void compile(String source) throws IOException {
    Path fresh = Files.createTempDirectory(folder, "compiled");
    new JavaProgram("edited", "", List.of(), Map.of("Main.java", source)).compile(fresh);
    Files.createDirectories(classes());
    for (Path file : classFiles(fresh)) {
      if (file.endsWith("Gone.class")) {
        continue;
      }
      Path target = classes().resolve(fresh.relativize(file).toString());
      byte[] bytes = Files.readAllBytes(file);
      if (!Files.exists(target) || !Arrays.equals(bytes, Files.readAllBytes(target))) {
        Files.write(target, bytes);
      }
    }
  }

  static List<Path> classFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  /** Whether the edit is put into the output, which has the right bytes then. */
  boolean takes(String from, String to) throws IOException {
    assertTrue(source.contains(from));
    compile(source.replace(from, to));
    return takes();
  }

  /**
   * Whether a function may be added to the class of that number, and called there. The source says
   * by {@code return n + NUMBER} and a comment where.
   */
  boolean adds(int number, String modifiers, String name) throws IOException {
    String function = modifiers + " int " + name + "(int n) { return n + n; }";
    compile(
        source
            .replace("return n + " + number, "return " + name + "(n) + " + number)
            .replace("/* " + number + " */", function));
    return takes();
  }
}
