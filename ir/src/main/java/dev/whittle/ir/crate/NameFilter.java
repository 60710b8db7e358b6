package dev.whittle.ir.crate;

/**
 * A Bloom filter over hashes of names: each has two bits of one word, with eight names to a word,
 * so that a question is one access to memory and one in twenty is answered in vain.
 */
final class NameFilter {
  private static final int NAMES_IN_A_WORD = 8;

  private final long[] words;

  /** A power of two of words. */
  private final int shift;

  NameFilter(int names) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(names - 1, 0) / NAMES_IN_A_WORD);
    this.words = new long[1 << bits];
    this.shift = Long.SIZE - bits;
  }

  void add(int hash) {
    long mixed = mix(hash);
    words[word(mixed)] |= bits(mixed);
  }

  /** Whether this hash was not added; never wrong when true. */
  boolean lacks(int hash) {
    long mixed = mix(hash);
    long bits = bits(mixed);
    return (words[word(mixed)] & bits) != bits;
  }

  /** Fibonacci hashing: the high bits depend on all of the hash. */
  private static long mix(int hash) {
    return hash * 0x9e3779b97f4a7c15L;
  }

  private int word(long mixed) {
    return words.length == 1 ? 0 : (int) (mixed >>> shift);
  }

  /** From bits that {@link #word} does not use: it takes 29 at most. */
  private static long bits(long mixed) {
    return 1L << (mixed >>> 29) | 1L << (mixed >>> 23);
  }
}
