package dev.whittle.codegen.link;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * A manifest that can be changed and written the same way every time: main attributes in their
 * order, sections by name. Attributes that belong to a signature are gone as soon as it is read, as
 * no signature survives a changed jar.
 */
final class JarManifest {
  static final String PATH = "META-INF/MANIFEST.MF";

  private static final int LINE_BYTES = 72;
  private static final String VERSION = "Manifest-Version";

  private final Map<String, String> main = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> sections = new TreeMap<>();

  static JarManifest read(byte[] bytes) throws IOException {
    Manifest parsed = new Manifest(new ByteArrayInputStream(bytes));
    JarManifest manifest = new JarManifest();
    copy(parsed.getMainAttributes(), manifest.main);
    parsed
        .getEntries()
        .forEach(
            (name, attributes) -> {
              Map<String, String> section = new LinkedHashMap<>();
              copy(attributes, section);
              if (!section.isEmpty()) {
                manifest.sections.put(name, section);
              }
            });
    return manifest;
  }

  private static void copy(Attributes from, Map<String, String> to) {
    from.forEach(
        (name, value) -> {
          if (!ofSignature(name.toString())) {
            to.put(name.toString(), value.toString());
          }
        });
  }

  private static boolean ofSignature(String attribute) {
    String lower = attribute.toLowerCase(Locale.ROOT);
    return lower.endsWith("-digest") || lower.contains("-digest-") || lower.equals("magic");
  }

  /** The main attribute of that name, compared as jars do, without case; or an empty string. */
  String main(String name) {
    return main.entrySet().stream()
        .filter(attribute -> attribute.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** Whether versioned files of its jar count. */
  boolean multiRelease() {
    return main("Multi-Release").strip().equalsIgnoreCase("true");
  }

  Map<String, String> mainAttributes() {
    return main;
  }

  Map<String, Map<String, String>> sections() {
    return sections;
  }

  void putMain(String name, String value) {
    removeMain(name);
    main.put(name, value);
  }

  void removeMain(String name) {
    main.keySet().removeIf(name::equalsIgnoreCase);
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String version = main(VERSION);
    line(out, VERSION, version.isEmpty() ? "1.0" : version);
    main.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase(VERSION)) {
            line(out, name, value);
          }
        });
    newLine(out);
    sections.forEach(
        (name, attributes) -> {
          line(out, "Name", name);
          attributes.forEach((key, value) -> line(out, key, value));
          newLine(out);
        });
    return out.toByteArray();
  }

  /** A line has at most 72 bytes; what is longer goes on behind a space in the next one. */
  private static void line(ByteArrayOutputStream out, String name, String value) {
    byte[] bytes = (name + ": " + value).getBytes(StandardCharsets.UTF_8);
    int room = LINE_BYTES;
    for (int from = 0; from < bytes.length; room = LINE_BYTES - 1) {
      int to = characterBoundary(bytes, Math.min(bytes.length, from + room));
      if (from > 0) {
        out.write(' ');
      }
      out.write(bytes, from, to - from);
      newLine(out);
      from = to;
    }
  }

  private static int characterBoundary(byte[] utf8, int end) {
    int boundary = end;
    while (boundary < utf8.length && (utf8[boundary] & 0xC0) == 0x80) {
      boundary--;
    }
    return boundary;
  }

  private static void newLine(ByteArrayOutputStream out) {
    out.write('\r');
    out.write('\n');
  }
}
