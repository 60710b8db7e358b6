package dev.whittle.lower;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Attribute;

/**
 * The attributes outside of the JVM specification that hold no constant-pool indices and so may be
 * carried over as bytes. They are listed, with their specification, in {@code
 * opaque-attributes.txt}.
 */
final class UnknownAttributes {
  private static final Set<String> FREE_OF_INDICES = load();

  private UnknownAttributes() {}

  static boolean isFreeOfIndices(String name) {
    return FREE_OF_INDICES.contains(name);
  }

  /** What ASM needs to know to hand these over as bytes. */
  static Attribute[] prototypes() {
    return FREE_OF_INDICES.stream()
        .sorted()
        .map(AttributeCollector.Opaque::new)
        .toArray(Attribute[]::new);
  }

  private static Set<String> load() {
    try (InputStream in = UnknownAttributes.class.getResourceAsStream("opaque-attributes.txt")) {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(String::strip)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
