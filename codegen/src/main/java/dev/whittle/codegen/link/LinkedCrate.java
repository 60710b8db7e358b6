package dev.whittle.codegen.link;

import java.io.IOException;
import java.util.List;

/**
 * What is left of a crate.
 *
 * @param name without {@code .jar}
 * @param entries in the order of the crate; a name ends in {@code /} when it is a directory
 */
public record LinkedCrate(String name, List<Entry> entries) {
  public LinkedCrate {
    entries = List.copyOf(entries);
  }

  /** One file or directory of the output. */
  public record Entry(String name, Content content) {
    /** A file whose bytes are at hand. */
    public static Entry of(String name, byte[] bytes) {
      return new Entry(name, () -> bytes);
    }

    boolean directory() {
      return name.endsWith("/");
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
