package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that finds by reflection what only its arguments name, from its failure to its cure.
 */
class WhenItBreaksTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final String PROGRAM =
      """
      package app;
      public class Main {
        public static void main(String[] args) throws Exception {
          Class<?> type = Class.forName(args[0]);
          Object plugin = type.getDeclaredConstructor().newInstance();
          Object said = type.getMethod(args[1], String.class).invoke(plugin, args[2]);
          java.nio.file.Files.writeString(java.nio.file.Path.of("said"), said + "\\n");
        }
      }
      """;

  private static final String LIBRARY =
      """
      package lib;
      public class Greeting {
        private String salutation = "Hello, ";
        public String greet(String name) { return salutation + name; }
        public String part(String name) { return "Bye, " + name; }
      }
      """;

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment =
        Map.of(
            "WHITTLE_CACHE_DIR",
            temp.resolve("cache").toString(),
            "JAVA_HOME",
            System.getProperty("java.home"));
    return CommandLines.run(TestTerminal.of(out, err, environment), arguments);
  }

  @Test
  void aProgramThatBreaksIsCured() throws Exception {
    Path lib = jar("lib", "lib/Greeting.java", LIBRARY);
    Path app = jar("app", "app/Main.java", PROGRAM);
    build(app, lib, "small.jar");
    assertEquals(1, verify("small.jar", app, lib, "greet"));
    assertTrue(out.toString().contains("- written by the original only"), out.toString());
    assertTrue(out.toString().contains("ClassNotFoundException: lib.Greeting"), out.toString());
    assertTrue(out.toString().endsWith("differs: exit code, said\n"), out.toString());

    build(app, lib, "marked.jar", "--tombstones");
    assertEquals(
        "whittle: pruned: the class lib.Greeting was asked for by app.Main.main(Main.java:4);"
            + " to keep it, a line for --keep: lib.Greeting",
        reports("marked.jar"));
    Path rules = Files.writeString(temp.resolve("rules"), "lib.Greeting#<init>\n");
    build(app, lib, "marked.jar", "--tombstones", "--keep", rules.toString());
    assertEquals(
        "whittle: pruned: lib.Greeting.greet(java.lang.String) was called by"
            + " app.Main.main(Main.java:6); to keep it, a line for --keep:"
            + " lib.Greeting#greet(java.lang.String)",
        reports("marked.jar"));

    trace(app, lib, "greet");
    assertEquals("", out.toString());
    assertTrue(err.toString().contains("1 entries, 1 new"), err.toString());
    build(app, lib, "cured.jar", "--metadata", temp.resolve("metadata").toString());
    assertEquals(0, verify("cured.jar", app, lib, "greet"), out + "" + err);
    assertTrue(out.toString().startsWith("same: exit code 0, "), out.toString());
    assertEquals(1, verify("cured.jar", app, lib, "part"), "nobody traced that");

    trace(app, lib, "part");
    assertEquals(METADATA, Files.readString(temp.resolve("metadata/reachability-metadata.json")));
    build(app, lib, "cured.jar", "--metadata", temp.resolve("metadata").toString());
    assertEquals(0, verify("cured.jar", app, lib, "greet"));
    assertEquals(0, verify("cured.jar", app, lib, "part", "--json"));
    assertTrue(out.toString().contains("\"same\": true"), out.toString());
  }

  /** A program that goes another way where a class is not found does not ask for more. */
  @Test
  void aClassThatIsOnlyLookedForIsReported() throws Exception {
    String file = "name.replace('.', '/') + \".class\"";
    Map<String, List<String>> looks =
        Map.of(
            "the class lib.Greeting was looked for",
            List.of(
                "loader.loadClass(name)",
                "Class.forName(name, false, loader)",
                "Class.forName(Main.class.getModule(), name)",
                "java.lang.invoke.MethodHandles.lookup().findClass(name)"),
            "the class file of lib.Greeting was looked for",
            List.of(
                "loader.getResource(" + file + ")",
                "loader.getResourceAsStream(" + file + ")",
                "Main.class.getResource(\"/\" + " + file + ")",
                "Main.class.getResourceAsStream(\"/\" + " + file + ")"),
            "the class lib.Greeting was asked for",
            List.of("Class.forName(name)"));
    for (Map.Entry<String, List<String>> each : looks.entrySet()) {
      for (String look : each.getValue()) {
        assertReported(each.getKey(), look);
      }
    }
  }

  private void assertReported(String what, String look) throws Exception {
    Path lib = jar("lib", "lib/Greeting.java", LIBRARY);
    String program =
        """
        package app;
        public class Main {
          static boolean has(String name, ClassLoader loader) {
            try { return LOOK != null; } catch (Exception e) { return false; }
          }
          public static void main(String[] args) {
            System.exit(has(args[0], Main.class.getClassLoader()) ? 1 : 0);
          }
        }
        """;
    Path app = jar("app", "app/Main.java", program.replace("LOOK", look));
    build(app, lib, "marked.jar", "--tombstones");
    assertEquals(
        "whittle: pruned: "
            + what
            + " by app.Main.has(Main.java:4);"
            + " to keep it, a line for --keep: lib.Greeting",
        reports("marked.jar"),
        look);
  }

  private static final String METADATA =
      """
      {
        "reflection": [
          {
            "type": "lib.Greeting",
            "methods": [
              {
                "name": "<init>",
                "parameterTypes": []
              },
              {
                "name": "greet",
                "parameterTypes": [
                  "java.lang.String"
                ]
              },
              {
                "name": "part",
                "parameterTypes": [
                  "java.lang.String"
                ]
              }
            ]
          }
        ],
        "resources": []
      }
      """;

  @Test
  void whatCannotBeRunIsADiagnostic() {
    String metadata = temp.resolve("metadata").toString();
    assertEquals(1, run("trace", "-o", metadata, "--", "no-such-command"));
    assertTrue(err.toString().contains("no-such-command: cannot be started"), err.toString());
    assertEquals(1, run("trace", "-o", metadata, "--", "true"));
    assertTrue(err.toString().contains("started no Java program"), err.toString());
    assertFalse(Files.exists(temp.resolve("metadata/reachability-metadata.json")));
    assertEquals(2, run("trace"));
    assertEquals(2, run("build", temp.toString(), "-o", "x.jar", "--eager", "--tombstones"));
    assertEquals(1, run("verify", "no-such.jar", "--original", "no-such-either.jar"));
  }

  private void build(Path app, Path lib, String output, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("build", app.toString(), "-cp", lib.toString()));
    arguments.addAll(List.of("--main-class", "app.Main", "-q", "-o", path(output)));
    arguments.addAll(List.of(options));
    assertEquals(0, run(arguments.toArray(String[]::new)), err.toString());
  }

  private int verify(String output, Path app, Path lib, String method, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", path(output), "--original", app.toString()));
    arguments.addAll(List.of("-cp", lib.toString(), "--main-class", "app.Main"));
    arguments.addAll(List.of("--java-option=-XX:TieredStopAtLevel=1"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", "lib.Greeting", method, "Ada"));
    return run(arguments.toArray(String[]::new));
  }

  private void trace(Path app, Path lib, String method) {
    String classPath = app + java.io.File.pathSeparator + lib;
    List<String> command =
        List.of(JAVA, "-Duser.dir=" + temp, "-cp", classPath, "app.Main", "lib.Greeting", method);
    List<String> arguments = new ArrayList<>(List.of("trace", "-o", path("metadata"), "--"));
    arguments.addAll(command);
    arguments.add("Ada");
    assertEquals(0, run(arguments.toArray(String[]::new)), err.toString());
  }

  /** The lines that tombstones write. */
  private String reports(String output) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JAVA, "-jar", path(output), "lib.Greeting", "greet", "Ada")
            .directory(temp.toFile())
            .start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), errors);
    return String.join("\n", errors.lines().filter(line -> line.startsWith("whittle")).toList());
  }

  private String path(String name) {
    return temp.resolve(name).toString();
  }

  private Path jar(String name, String file, String source) {
    try {
      Path sources = Files.createDirectories(temp.resolve(name));
      Path java = sources.resolve(Path.of(file).getFileName());
      Files.writeString(java, source);
      Path classes = temp.resolve(name + "-classes");
      int exit =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-d", classes.toString(), java.toString());
      assertEquals(0, exit);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JarOutputStream zip = new JarOutputStream(bytes);
          Stream<Path> files = Files.walk(classes)) {
        for (Path entry : files.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
          Files.copy(entry, zip);
        }
      }
      return Files.write(temp.resolve(name + ".jar"), bytes.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
