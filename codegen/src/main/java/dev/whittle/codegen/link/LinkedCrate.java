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

    /** A file whose content is compressed already. */
    public static Entry of(String name, Deflated deflated) {
      return new Entry(
          name,
          new Content() {
            @Override
            public byte[] bytes() throws IOException {
              return deflated.content();
            }

            @Override
            public Deflated deflated() {
              return deflated;
            }
          });
    }
  }

  /**
   * Bytes that are produced when they are needed; asked at least once, perhaps by other threads.
   */
  @FunctionalInterface
  public interface Content {
    byte[] bytes() throws IOException;

    /** The same, compressed. */
    default Deflated deflated() throws IOException {
      return Deflated.of(bytes());
    }
  }
}
