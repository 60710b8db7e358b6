package dev.whittle.driver.input;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What can answer which {@code Class-Path} the manifest of a jar has. */
@FunctionalInterface
public interface ManifestClassPath {
  /** Reads each jar that is asked for. */
  ManifestClassPath READ = ManifestClassPath::read;

  /**
   * The attribute's value; empty without one.
   *
   * @throws Diagnostic when the file is no jar
   */
  String of(Path jar);

  private static String read(Path jar) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      String value =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return value == null ? "" : value;
    } catch (IOException failure) {
      throw new Diagnostic(jar + ": not a readable jar: " + failure.getMessage(), failure);
    }
  }
}
