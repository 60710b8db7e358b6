package dev.whittle.driver.verify;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command lines of a program and its pruned form, which differ in the class path alone. What
 * the original's manifest opens is opened for both.
 *
 * @param java home of the JDK
 * @param mainClass empty for the one that the original's manifest names
 */
public record Launch(
    Path java,
    Inputs original,
    Input pruned,
    String mainClass,
    List<String> javaOptions,
    List<String> arguments) {
  /** The command that runs the original. */
  public List<String> originalCommand() {
    return command(paths(original.all().stream().map(Input::path)));
  }

  /** The command that runs what was built from it. */
  public List<String> prunedCommand() {
    return command(paths(prunedPath()));
  }

  private Stream<Path> prunedPath() {
    Path root = pruned.path().resolve(originalRoot().getFileName());
    if (!Files.isDirectory(pruned.path())) {
      return Stream.of(pruned.path());
    }
    // The root's own jar names the others in its manifest, in order.
    return Stream.of(Files.isRegularFile(root) ? root : pruned.path().resolve("*"));
  }

  private Path originalRoot() {
    return original.roots().getFirst().path().toAbsolutePath().normalize();
  }

  private static String paths(Stream<Path> entries) {
    return entries
        .map(entry -> entry.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> command(String classPath) {
    Attributes manifest = manifest();
    String main = mainClass.isEmpty() ? value(manifest, "Main-Class") : mainClass;
    if (main.isEmpty()) {
      throw new Diagnostic(
          original.roots().getFirst().path()
              + ": its manifest names no Main-Class; name one with --main-class");
    }
    List<String> command = new ArrayList<>();
    command.add(java.toAbsolutePath().resolve("bin").resolve("java").toString());
    command.addAll(javaOptions);
    opened(manifest, "Add-Exports", "--add-exports", command);
    opened(manifest, "Add-Opens", "--add-opens", command);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  private static void opened(
      Attributes manifest, String attribute, String option, List<String> command) {
    for (String name : value(manifest, attribute).split("\\s+")) {
      if (!name.isEmpty()) {
        command.addAll(List.of(option, name + "=ALL-UNNAMED"));
      }
    }
  }

  private static String value(Attributes manifest, String name) {
    String value = manifest.getValue(name);
    return value == null ? "" : value.strip();
  }

  private Attributes manifest() {
    Path root = originalRoot();
    try {
      if (Files.isDirectory(root)) {
        Path file = root.resolve(JarFile.MANIFEST_NAME);
        return Files.isRegularFile(file) ? parse(file) : new Attributes();
      }
      try (JarFile jar = new JarFile(root.toFile())) {
        Manifest manifest = jar.getManifest();
        return manifest == null ? new Attributes() : manifest.getMainAttributes();
      }
    } catch (IOException failure) {
      throw Diagnostic.of(root, failure);
    }
  }

  private static Attributes parse(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new Manifest(in).getMainAttributes();
    }
  }
}
