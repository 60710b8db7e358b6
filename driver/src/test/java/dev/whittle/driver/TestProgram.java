package dev.whittle.driver;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Small programs, compiled, put into jars and run. */
final class TestProgram {
  private final Path folder;

  TestProgram(Path folder) {
    this.folder = folder;
  }

  /** Compiles sources, named by their paths, against the jars. */
  Path classes(String name, Map<String, String> sources, Path... classPath) throws IOException {
    List<String> arguments = new ArrayList<>();
    Path output = folder.resolve(name + "-classes");
    arguments.addAll(List.of("-d", output.toString(), "-nowarn", "-proc:none"));
    arguments.add(sources.containsKey("module-info.java") ? "-p" : "-cp");
    arguments.add(Stream.of(classPath).map(Path::toString).collect(Collectors.joining(":")));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(name + "-sources").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("the test program does not compile");
    }
    return output;
  }

  /** A jar of classes and of files, named by their paths. */
  Path jar(String name, Path classes, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new JarEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      try (Stream<Path> all = Files.walk(classes)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
          Files.copy(file, zip);
        }
      }
    }
    return jar;
  }

  /** What a run of the jar prints. */
  static String run(Path jar) throws IOException, InterruptedException {
    return run("-jar", jar.toString());
  }

  /** What {@code java} prints with these arguments. */
  static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  /** A request for a jar at {@code out}, with a cache of its own. */
  BuildRequest request(Path out, Path root, Path... libraries) {
    return new BuildRequest(
        new Inputs(List.of(Input.of(root)), Stream.of(libraries).map(Input::of).toList()),
        List.of(),
        BuildRequest.Output.parse(out.toString()),
        List.of(Path.of(System.getProperty("java.home"))),
        List.of(),
        BuildRequest.Generation.REACHED,
        2,
        folder.resolve("cache"));
  }

  static List<Path> filesBelow(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
