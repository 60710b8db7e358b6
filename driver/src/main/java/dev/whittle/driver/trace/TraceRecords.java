package dev.whittle.driver.trace;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the agent wrote down, of all JVMs that it ran in.
 *
 * @param jvms how many these were
 * @param lines as {@code dev.whittle.trace.record.Recorder} describes them, split at the tabs
 */
public record TraceRecords(int jvms, List<List<String>> lines) {
  public TraceRecords {
    lines = List.copyOf(lines);
  }

  /** The records below the directory that {@link AgentJars#write} was given. */
  public static TraceRecords read(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().startsWith("records-")).toList();
      SortedSet<String> lines = new TreeSet<>();
      for (Path file : files) {
        lines.addAll(whole(Files.readString(file)));
      }
      return new TraceRecords(
          files.size(), lines.stream().map(line -> List.of(line.split("\t", -1))).toList());
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  /** A JVM that was killed may have left a part of a line. */
  private static List<String> whole(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Classes that could not be instrumented, each with the reason. */
  public List<String> problems() {
    return lines.stream()
        .filter(line -> line.getFirst().equals("problem"))
        .map(List::getLast)
        .toList();
  }
}
