package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a build was made of.
 *
 * @param time when it was done
 * @param version of Whittle, for people
 * @param output the key of its output
 * @param fields what that key was made of, in clear and in order
 * @param inputs in class-path order
 * @param jars that it wrote
 * @param functions with code, in all classes
 */
public record PastBuild(
    Instant time,
    String version,
    Digest output,
    List<Field> fields,
    List<Input> inputs,
    List<Jar> jars,
    long functions) {
  /** The tag of the field that stands for Whittle itself. */
  public static final String WHITTLE = "whittle";

  /** The fields that keys of class images and functions have in common with that of the output. */
  public static final List<String> GENERATION = List.of("generation", "clean-up");

  public PastBuild {
    fields = List.copyOf(fields);
    inputs = List.copyOf(inputs);
    jars = List.copyOf(jars);
  }

  /**
   * A field of a key.
   *
   * @param value text, or hexadecimal digits of a digest
   */
  public record Field(String tag, String value) {}

  /**
   * An input.
   *
   * @param content its digest
   * @param key of its crate; null when it is a crate itself
   * @param classes of it in the output
   */
  public record Input(
      boolean root, String name, String path, Digest content, Digest key, List<ClassRow> classes) {
    public Input {
      classes = List.copyOf(classes);
    }
  }

  /** A jar that was written. */
  public record Jar(String name, long bytes, Digest sha256) {}

  /** The value of the first field of that tag; empty text when there is none. */
  public String field(String tag) {
    return fields.stream()
        .filter(field -> field.tag().equals(tag))
        .map(Field::value)
        .findFirst()
        .orElse("");
  }

  /** The classes of all inputs, in order. */
  public List<ClassRow> classes() {
    return inputs.stream().flatMap(input -> input.classes().stream()).toList();
  }

  /** The input of that name. */
  Optional<Input> input(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /** The size of the output. */
  public long bytes() {
    return jars.stream().mapToLong(Jar::bytes).sum();
  }

  /** The same, done again later. */
  PastBuild at(Instant now) {
    return new PastBuild(now, version, output, fields, inputs, jars, functions);
  }
}
