package dev.whittle.driver.trace;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The jars of the agent, made of our own class path: the agent's own package, the recorder for the
 * boot class path, and the rewriter with the class-file library for a class loader of their own.
 */
public final class AgentJars {
  private static final String AGENT = "dev.whittle.trace.agent.TraceAgent";
  private static final String ASM = "org.objectweb.asm.ClassReader";

  private AgentJars() {}

  /**
   * Writes the jars into a directory, where the agent then writes its records.
   *
   * @return the JVM options that start the agent
   */
  public static List<String> write(Path directory) {
    try {
      Manifest manifest = new Manifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      attributes.putValue("Premain-Class", AGENT);
      attributes.putValue("Can-Retransform-Classes", "true");
      jar(directory.resolve("agent.jar"), manifest, "agent");
      jar(directory.resolve("record.jar"), new Manifest(), "record");
      jar(directory.resolve("rewrite.jar"), new Manifest(), "rewrite");
      Files.copy(place(ASM), directory.resolve("asm.jar"));
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    return List.of(
        "-Xbootclasspath/a:" + directory.resolve("record.jar"),
        "-javaagent:" + directory.resolve("agent.jar") + "=" + directory);
  }

  private static void jar(Path jar, Manifest manifest, String part) throws IOException {
    Path place = place(AGENT);
    if (Files.isDirectory(place)) {
      jar(jar, manifest, place, part);
      return;
    }
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      jar(jar, manifest, zip.getPath("/"), part);
    }
  }

  private static void jar(Path jar, Manifest manifest, Path classes, String part)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest);
        Stream<Path> walk = Files.walk(classes.resolve("dev/whittle/trace/" + part))) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  /** The jar or the directory that a class of ours comes from. */
  private static Path place(String name) {
    try {
      Class<?> type = Class.forName(name, false, AgentJars.class.getClassLoader());
      URL location = type.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI());
    } catch (ClassNotFoundException | URISyntaxException failure) {
      throw new IllegalStateException(name, failure);
    }
  }
}
