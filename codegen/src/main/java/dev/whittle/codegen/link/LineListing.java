package dev.whittle.codegen.link;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One name a line, {@code #} starts a comment: every name once, at its first place. Of lines that
 * give a key a value, as properties do, the first counts.
 */
final class LineListing implements ListingFormat {
  @Override
  public byte[] merge(List<byte[]> files) {
    SequencedMap<String, String> lines = new LinkedHashMap<>();
    for (byte[] file : files) {
      new String(file, StandardCharsets.UTF_8)
          .lines()
          .map(LineListing::withoutComment)
          .filter(line -> !line.isEmpty())
          .forEach(line -> lines.putIfAbsent(key(line), line));
    }
    StringBuilder merged = new StringBuilder();
    lines.values().forEach(line -> merged.append(line).append('\n'));
    return merged.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? line : line.substring(0, equals).strip();
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }
}
