package dev.whittle.codegen.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A properties file in the format of {@link Properties#load(java.io.InputStream)}. */
enum PropertyListing implements ListingFormat {
  /** A key's value is the first file's that has it. */
  FIRST_WINS {
    @Override
    String value(List<String> values) {
      return values.getFirst();
    }
  },
  /** Values are comma-separated lists: a key's is all of them, each element once. */
  JOINED {
    @Override
    String value(List<String> values) {
      return values.stream()
          .flatMap(value -> Arrays.stream(value.split(",")))
          .map(String::strip)
          .filter(element -> !element.isEmpty())
          .collect(Collectors.toCollection(LinkedHashSet::new))
          .stream()
          .collect(Collectors.joining(","));
    }
  };

  abstract String value(List<String> values);

  @Override
  public byte[] merge(List<byte[]> files) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (byte[] file : files) {
      InOrder properties = new InOrder();
      try {
        properties.load(new ByteArrayInputStream(file));
      } catch (IllegalArgumentException malformed) {
        throw new IOException("not a properties file: " + malformed.getMessage(), malformed);
      }
      properties.inOrder.forEach(
          (key, value) -> values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value));
    }
    StringBuilder merged = new StringBuilder();
    values.forEach(
        (key, all) -> {
          escape(key, ": =", merged);
          merged.append('=');
          escape(value(all), "", merged);
          merged.append('\n');
        });
    return merged.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@link Properties#store} would add the date; this writes what {@code load} reads back. */
  private static void escape(String text, String alsoEscaped, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\\' -> out.append("\\\\");
        case ' ' -> out.append(i == 0 || alsoEscaped.indexOf(' ') >= 0 ? "\\ " : " ");
        case '#', '!' -> out.append(i == 0 ? "\\" : "").append(c);
        default -> {
          if (alsoEscaped.indexOf(c) >= 0) {
            out.append('\\').append(c);
          } else if (c < 0x20 || c > 0x7e) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  /** Hands its entries out in file order, which {@link Properties} forgets. */
  private static final class InOrder extends Properties {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> inOrder = new LinkedHashMap<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      inOrder.put((String) key, (String) value);
      return super.put(key, value);
    }
  }
}
