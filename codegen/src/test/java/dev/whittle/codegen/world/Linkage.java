package dev.whittle.codegen.world;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * The JVM's own verifier: a JVM of the library's JDK links every class twice, as it came in and as
 * it came out, with {@code -Xverify:all}. Modules of a JDK are patched, so the second JVM starts
 * from the classes that came out.
 */
final class Linkage {
  private static final String TOOL = "LinkWorld";
  private static final String MISSING = "java.lang.NoClassDefFoundError: ";

  private final Path jdk;
  private final Path work;
  private final Path tool;

  /**
   * @param jdk home of the JDK that links classes of jars
   */
  Linkage(Path jdk, Path work) throws IOException {
    this.jdk = jdk;
    this.work = work;
    this.tool = Files.createDirectories(work.resolve("tool"));
    Path source = work.resolve(TOOL + ".java");
    try (var in = Linkage.class.getResourceAsStream("/world/" + TOOL + ".java")) {
      Files.write(source, in.readAllBytes());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", tool.toString(), source.toString());
    if (result != 0) {
      throw new IllegalStateException(TOOL + " does not compile");
    }
  }

  /** Tells {@code tally} of each emitted class that links differently. */
  void compare(Library library, Map<String, byte[]> emitted, Tally tally)
      throws IOException, InterruptedException {
    List<String> names =
        emitted.keySet().stream()
            .filter(library::isLoadable)
            .map(library::linkedName)
            .sorted()
            .toList();
    Files.write(names(), names);
    Map<String, String> before = link(library, Map.of());
    Map<String, String> after = link(library, emitted);
    if (before.size() != names.size() || after.size() != names.size()) {
      String sizes = "%d classes: %d, %d".formatted(names.size(), before.size(), after.size());
      tally.failed(library.name(), "linkage", sizes);
    }
    before.forEach(
        (name, outcome) -> {
          if (!isSame(outcome, after.get(name), library)) {
            tally.failed(name, "linkage", "was " + outcome + ", is " + after.get(name));
          }
        });
  }

  /**
   * Of several classes that are not there HotSpot names any: it verifies methods in the order of
   * addresses.
   */
  private static boolean isSame(String before, String after, Library library) {
    return before.equals(after)
        || (after != null && isMissing(before, library) && isMissing(after, library));
  }

  private static boolean isMissing(String outcome, Library library) {
    return outcome.startsWith(MISSING)
        && !library.classes().containsKey(outcome.substring(MISSING.length()));
  }

  private Path names() {
    return work.resolve("names.txt");
  }

  /**
   * Outcome by class of linking classes of the library with {@code emitted} in the place of its
   * own.
   */
  private Map<String, String> link(Library library, Map<String, byte[]> emitted)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("-Xverify:all", "-cp", tool.toString()));
    boolean isImage = library.kind() == Library.Kind.IMAGE;
    List<String> arguments = new ArrayList<>(List.of(TOOL, names().toString()));
    if (isImage) {
      options.addAll(List.of("--add-modules", "ALL-SYSTEM"));
      options.addAll(patches(emitted));
    } else {
      // All in one jar without signatures, which would not let packages mix.
      Map<String, byte[]> classes = new TreeMap<>(library.classes());
      classes.putAll(emitted);
      Path output = work.resolve("output.jar");
      write(output, classes);
      arguments.add(
          Stream.concat(Stream.of(output), library.classPath().stream().skip(1))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator)));
    }
    Path log = work.resolve("links.txt");
    List<String> command = new ArrayList<>();
    command.add((isImage ? library.classPath().getFirst() : jdk).resolve("bin/java").toString());
    Path file = work.resolve("options.txt");
    Files.write(file, options);
    command.add("@" + file);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(log.toFile())
            .redirectError(work.resolve("link-errors.txt").toFile())
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          "%s: linking: exit %d: %s"
              .formatted(library.name(), exit, Files.readString(work.resolve("link-errors.txt"))));
    }
    Map<String, String> outcomes = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      int space = line.indexOf(' ');
      outcomes.put(line.substring(0, space), line.substring(space + 1));
    }
    return outcomes;
  }

  /** An option for each module that has emitted classes. */
  private List<String> patches(Map<String, byte[]> emitted) throws IOException {
    Map<String, Map<String, byte[]>> modules = new HashMap<>();
    emitted.forEach(
        (path, bytes) -> {
          int slash = path.indexOf('/');
          modules
              .computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
              .put(path.substring(slash + 1), bytes);
        });
    List<String> options = new ArrayList<>();
    for (String module : modules.keySet().stream().sorted().toList()) {
      Path jar = work.resolve(module + ".jar");
      write(jar, modules.get(module));
      options.addAll(List.of("--patch-module", module + "=" + jar));
    }
    return options;
  }

  private static void write(Path jar, Map<String, byte[]> classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        if (!entry.getKey().endsWith("module-info")) {
          zip.putNextEntry(new ZipEntry(entry.getKey() + ".class"));
          zip.write(entry.getValue());
          zip.closeEntry();
        }
      }
    }
  }
}
