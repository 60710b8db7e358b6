package dev.whittle.driver.trace;

import dev.whittle.dce.metadata.JsonReader;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The file of reachability metadata in a directory, which runs are merged into. */
public record MetadataFile(Path path) {
  /** The name that the format gives it. */
  public static final String NAME = "reachability-metadata.json";

  /** How many entries there are, and how many of them were not there before. */
  public record Merged(int all, int added) {}

  /**
   * The file in {@code directory}, which is created when it is missing.
   *
   * @throws Diagnostic when it cannot be written, or what is there is no metadata
   */
  public static MetadataFile in(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    MetadataFile file = new MetadataFile(directory.resolve(NAME));
    file.read();
    return file;
  }

  /** Adds what was recorded to what is there. */
  public Merged merge(TraceRecords records) {
    TracedMetadata metadata = read();
    int before = metadata.entries();
    metadata.add(records);
    Path temporary = path.resolveSibling("." + NAME + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(temporary, Json.print(metadata.tree()));
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw Diagnostic.of(path, failure);
    }
    return new Merged(metadata.entries(), metadata.entries() - before);
  }

  private TracedMetadata read() {
    TracedMetadata metadata = new TracedMetadata();
    if (!Files.exists(path)) {
      return metadata;
    }
    try {
      if (!(JsonReader.read(Files.readString(path)) instanceof Map<?, ?> root)) {
        throw new Diagnostic(path + ": no reachability metadata: not an object");
      }
      metadata.add(root);
      return metadata;
    } catch (IOException failure) {
      throw Diagnostic.of(path, failure);
    } catch (IllegalArgumentException malformed) {
      throw new Diagnostic(path + ": no reachability metadata: " + malformed.getMessage());
    }
  }
}
