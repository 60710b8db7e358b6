package dev.whittle.codegen.link;

import java.io.IOException;
import java.util.List;

/**
 * What is left of a crate.
 *
 * @param name without {@code .jar}
 * @param entries its files, without folders
 */
public record LinkedCrate(String name, List<Entry> entries) {
  public LinkedCrate {
    entries = List.copyOf(entries);
  }

  /** One file of the output. */
  public record Entry(String name, Content content) {
    /** A file whose bytes are at hand. */
    public static Entry of(String name, byte[] bytes) {
      return new Entry(name, () -> bytes);
    }
  }

  /**
   * Bytes that are produced when they are needed; asked at least once, perhaps by other threads.
   */
  @FunctionalInterface
  public interface Content {
    byte[] bytes() throws IOException;
  }
}
