package dev.whittle.testkit.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A program in one text: Java sources and resources, with what of it must survive.
 *
 * <pre>
 * # One sentence: the claim.
 * # keep: a keep rule                     any number of them
 * # move: a/A.class code-of/a/A.class     once compiled, a class file becomes a resource
 * --- Main.java
 * class Main { ... }
 * --- META-INF/services/Service
 * Provider
 * </pre>
 *
 * <p>The files under {@code lib/NAME/} are a library, which is compiled before the program and what
 * stands below it in the text, and is a crate of its own.
 *
 * <p>The main class is {@code Main}. Ground truth stands in the names, of classes by their simple
 * name, of functions and fields: one that starts with {@code kept} (in any case) is used, with
 * {@code stub} only its declaration stays, with {@code gone} it is absent, and so is all that is in
 * an absent class. Other names say nothing.
 */
public record JavaProgram(
    String name,
    String claim,
    List<String> keepRules,
    Map<String, String> moves,
    Map<String, String> files) {
  private static final String INDEX = "index";

  /** A program whose class files stay where the compiler puts them. */
  public JavaProgram(String name, String claim, List<String> keepRules, Map<String, String> files) {
    this(name, claim, keepRules, Map.of(), files);
  }

  /** The programs of this package, in order. */
  public static List<JavaProgram> all() {
    return read(INDEX).lines().map(JavaProgram::named).toList();
  }

  /** The program of a name. */
  public static JavaProgram named(String name) {
    return parse(name, read(name + ".program"));
  }

  @Override
  public String toString() {
    return name;
  }

  private static String read(String resource) {
    try (InputStream in = JavaProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JavaProgram parse(String name, String text) {
    StringBuilder claim = new StringBuilder();
    List<String> keep = new ArrayList<>();
    Map<String, String> moves = new LinkedHashMap<>();
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    StringBuilder file = null;
    for (String line : text.lines().toList()) {
      if (line.startsWith("--- ")) {
        file = new StringBuilder();
        files.put(line.substring(4).trim(), file);
      } else if (file != null) {
        file.append(line).append('\n');
      } else if (line.startsWith("# keep:")) {
        keep.add(line.substring("# keep:".length()).trim());
      } else if (line.startsWith("# move:")) {
        String[] fromAndTo = line.substring("# move:".length()).trim().split(" ");
        moves.put(fromAndTo[0], fromAndTo[1]);
      } else if (line.startsWith("#")) {
        claim.append(line.substring(1).trim()).append(' ');
      }
    }
    Map<String, String> contents = new LinkedHashMap<>();
    files.forEach((path, content) -> contents.put(path, content.toString()));
    return new JavaProgram(name, claim.toString().trim(), keep, moves, contents);
  }

  /**
   * Compiles the sources and copies the resources into a directory for each crate: for the program
   * itself, which is the first, and for its libraries. They lie below {@code directory}, but that
   * of a program without libraries, which is {@code directory} itself.
   *
   * <p>Errors: sources that do not compile are an {@link IllegalArgumentException} with what the
   * compiler says.
   */
  public List<Path> compile(Path directory) {
    Map<String, Map<String, String>> libraries = new LinkedHashMap<>();
    Map<String, String> own = new LinkedHashMap<>();
    files.forEach(
        (path, content) -> {
          String[] parts = path.split("/", 3);
          if (parts.length == 3 && parts[0].equals("lib")) {
            libraries.computeIfAbsent(parts[1], _ -> new LinkedHashMap<>()).put(parts[2], content);
          } else {
            own.put(path, content);
          }
        });
    List<Path> compiled = new ArrayList<>();
    libraries.forEach(
        (library, contents) -> {
          Path target = directory.resolve("lib").resolve(library);
          compile(contents, compiled, target);
          compiled.add(target);
        });
    Path target = libraries.isEmpty() ? directory : directory.resolve("own");
    compile(own, compiled, target);
    compiled.addFirst(target);
    moves.forEach((from, to) -> move(target.resolve(from), target.resolve(to)));
    return compiled;
  }

  private static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Map<String, String> contents, List<Path> classPath, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringBuilder messages = new StringBuilder();
    List<JavaFileObject> sources = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Files.createDirectories(directory);
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      for (Map.Entry<String, String> file : contents.entrySet()) {
        if (file.getKey().endsWith(".java")) {
          sources.add(new Source(file.getKey(), file.getValue()));
        } else {
          Path target = directory.resolve(file.getKey());
          Files.createDirectories(target.getParent());
          Files.writeString(target, file.getValue());
        }
      }
      boolean done =
          compiler
              .getTask(
                  null,
                  manager,
                  diagnostic -> messages.append(diagnostic).append('\n'),
                  List.of("-proc:none", "-nowarn", "-Xlint:none"),
                  null,
                  sources)
              .call();
      if (!done) {
        throw new IllegalArgumentException(name + " does not compile:\n" + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
