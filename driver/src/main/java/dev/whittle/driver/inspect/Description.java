package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to say about something in the cache: named values in the order in which they are
 * said. Values are text, numbers, {@link Digest}s, {@link Size}s, {@link Instant}s, and lists of
 * text or of maps with the same keys each, which are tables.
 *
 * @param what it is, in a word
 * @param name what it is called
 */
public record Description(String what, String name, Map<String, Object> values) {
  public Description {
    values = new LinkedHashMap<>(values);
  }

  /** Puts one together. */
  static final class Builder {
    private final String what;
    private final String name;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Builder(String what, String name) {
      this.what = what;
      this.name = name;
    }

    Builder with(String key, Object value) {
      values.put(key, value);
      return this;
    }

    Description build() {
      return new Description(what, name, values);
    }
  }

  /** For JSON. */
  public Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("what", what);
    object.put("name", name);
    values.forEach((key, value) -> object.put(camelCase(key), plain(value)));
    return object;
  }

  /** Keys are words for people; scripts want one. */
  private static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(" ")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Digest digest -> digest.toString();
      case Size(long bytes) -> bytes;
      case Instant time -> time.toString();
      case List<?> list -> {
        List<Object> plain = new ArrayList<>();
        list.forEach(element -> plain.add(plain(element)));
        yield plain;
      }
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, element) -> plain.put(camelCase((String) key), plain(element)));
        yield plain;
      }
      case null -> null;
      default -> value;
    };
  }
}
