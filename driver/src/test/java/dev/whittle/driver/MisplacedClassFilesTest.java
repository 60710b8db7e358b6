package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class files that lie in the place of another class are files like any other: no class loader
 * finds a class there, and their owner makes one of them.
 */
class MisplacedClassFilesTest {
  private static final String MAIN =
      """
      package app;
      public class Main {
        static class Loader extends ClassLoader {
          Class<?> define(byte[] bytes) { return defineClass(null, bytes, 0, bytes.length); }
        }
        public static void main(String[] args) throws Exception {
          String name = args.length > 0 ? args[0] : "Page";
          try (var in = Main.class.getResourceAsStream("/templates/" + name + ".class")) {
            Class<?> page = new Loader().define(in.readAllBytes());
            System.out.println(page.getConstructor().newInstance());
          }
          try {
            Class.forName("templates." + name);
          } catch (NoClassDefFoundError e) {
            System.out.println("no class: " + e.getMessage());
          }
        }
      }
      """;
  private static final String PAGE =
      """
      package pages;
      public class Page {
        @Override public String toString() { return "page " + app.Tool.tell(); }
      }
      """;
  private static final String TOOL =
      "package app; public class Tool { public static String tell() { return \"told\"; } }";

  @TempDir Path temp;
  private TestProgram program;
  private Path classes;
  private Path out;

  @BeforeEach
  void compile() throws IOException {
    program = new TestProgram(temp);
    out = temp.resolve("out.jar");
    classes =
        program.classes(
            "app", Map.of("app/Main.java", MAIN, "pages/Page.java", PAGE, "app/Tool.java", TOOL));
    Files.createDirectories(classes.resolve("templates"));
    Files.move(classes.resolve("pages/Page.class"), classes.resolve("templates/Page.class"));
  }

  private void isCarried(Path root) throws Exception {
    byte[] page = Files.readAllBytes(classes.resolve("templates/Page.class"));
    String expected = TestProgram.run("-cp", root.toString(), "app.Main");
    assertTrue(expected.startsWith("page told\nno class: "), expected);
    assertEquals(List.of(), Build.run(request(root), _ -> {}).refused());
    assertEquals(expected, TestProgram.run("-jar", out.toString()));
    try (JarFile jar = new JarFile(out.toFile())) {
      var entry = jar.getEntry("templates/Page.class");
      assertArrayEquals(page, jar.getInputStream(entry).readAllBytes());
    }
  }

  private BuildRequest request(Path root) {
    BuildRequest plain = program.request(out, root);
    return new RequestLike(plain).mainClasses(List.of("app.Main")).request();
  }

  @Test
  void inADirectory() throws Exception {
    isCarried(classes);
  }

  @Test
  void inAJar() throws Exception {
    isCarried(program.jar("app", classes, Map.of()));
  }
}
