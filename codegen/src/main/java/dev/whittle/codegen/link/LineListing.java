package dev.whittle.codegen.link;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One name a line, {@code #} starts a comment: every name once, at its first place. */
final class LineListing implements ListingFormat {
  @Override
  public byte[] merge(List<byte[]> files) {
    Set<String> names = new LinkedHashSet<>();
    for (byte[] file : files) {
      new String(file, StandardCharsets.UTF_8)
          .lines()
          .map(LineListing::withoutComment)
          .filter(line -> !line.isEmpty())
          .forEach(names::add);
    }
    StringBuilder merged = new StringBuilder();
    names.forEach(name -> merged.append(name).append('\n'));
    return merged.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }
}
