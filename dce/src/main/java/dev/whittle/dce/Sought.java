package dev.whittle.dce;

import java.nio.ByteBuffer;

/**
 * Functions that somebody has looked for where they were not, by name and descriptor or by name
 * alone. One bit for each, by its hash: what is not in it, nobody has looked for; what is, somebody
 * may have.
 */
final class Sought {
  /** A power of two. ▸ gjf looks for 500, ecj for 4,000. */
  private static final int MOST_BITS = 1 << 18;

  private static final int BITS_EACH = 64;
  private static final int SPREAD = 0x9E3779B9;

  /** No descriptor. */
  private static final String ANY = "";

  private final long[] words = new long[MOST_BITS / Long.SIZE];

  void add(Selector selector) {
    add(selector.name(), selector.descriptor());
  }

  /** Any function of that name has been looked for. */
  void add(String name) {
    add(name, ANY);
  }

  private void add(String name, String descriptor) {
    int bit = bit(name, descriptor, MOST_BITS);
    words[bit >>> 6] |= 1L << bit;
  }

  /** Of a set with fewer bits, a power of two of them, it is the last ones. */
  private static int bit(String name, String descriptor, int bits) {
    int hash = (31 * name.hashCode() + descriptor.hashCode()) * SPREAD;
    return (hash ^ hash >>> 15) & bits - 1;
  }

  /**
   * As {@link #mayHave} reads it: with so many bits that one in thirty that nobody looked for seems
   * to be in it.
   */
  long[] toWords() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    int size = Integer.highestOneBit(count * BITS_EACH / Long.SIZE + 1) << 1;
    long[] folded = new long[Math.min(size, words.length)];
    for (int i = 0; i < words.length; i++) {
      folded[i & folded.length - 1] |= words[i];
    }
    return folded;
  }

  /**
   * Whether a function may have been looked for, as itself or as one of its name.
   *
   * @param at where the words are
   * @param count how many there are, a power of two
   */
  static boolean mayHave(ByteBuffer words, int at, int count, String name, String descriptor) {
    return has(words, at, bit(name, descriptor, count * Long.SIZE))
        || has(words, at, bit(name, ANY, count * Long.SIZE));
  }

  private static boolean has(ByteBuffer words, int at, int bit) {
    return (words.getLong(at + (bit >>> 6) * Long.BYTES) >>> bit & 1) != 0;
  }
}
