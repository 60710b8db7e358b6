package dev.whittle.codegen.link;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prose, such as licences: every distinct text once, an empty line between two. */
final class TextCollection implements ListingFormat {
  @Override
  public byte[] merge(List<byte[]> files) {
    Set<String> texts = new LinkedHashSet<>();
    for (byte[] file : files) {
      // Bytes, not characters, are what has to survive: Latin-1 maps them one to one.
      texts.add(new String(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").strip());
    }
    return (String.join("\n\n", texts) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
