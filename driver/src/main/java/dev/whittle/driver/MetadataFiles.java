package dev.whittle.driver;

import dev.whittle.dce.metadata.Metadata;
import dev.whittle.dce.metadata.MetadataParser;
import dev.whittle.driver.metadata.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reachability metadata that a request brings. */
public final class MetadataFiles {
  /** The names that the format gives its files, today's and those of its earlier edition. */
  private static final Pattern NAME =
      Pattern.compile(
          "(reachability-metadata|(reflect|jni|proxy|resource|serialization)-config)\\.json");

  private MetadataFiles() {}

  /**
   * The files that {@code places} are or have below them, sorted within each place.
   *
   * @throws Diagnostic for a directory without metadata
   */
  public static List<Path> in(List<Path> places) {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      files.addAll(Files.isDirectory(place) ? below(place) : List.of(place));
    }
    return files;
  }

  private static List<Path> below(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files =
          all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Diagnostic(directory + ": no file of reachability metadata in it");
      }
      return files;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  /** What they declare, apart from repositories. */
  static Metadata read(List<Path> places) {
    Metadata all = Metadata.NONE;
    for (Path file : in(places)) {
      if (Repositories.isRepository(file)) {
        continue;
      }
      try {
        all = all.and(MetadataParser.parse(file.toString(), Files.readAllBytes(file)));
      } catch (IOException failure) {
        throw Diagnostic.of(file, failure);
      } catch (IllegalArgumentException malformed) {
        throw new Diagnostic(malformed.getMessage(), malformed);
      }
    }
    return all;
  }
}
