package dev.whittle.dce;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What an analysis has found out, as far as {@linkplain Neutral edits} ask for it: of names of
 * classes, methods and fields a few bits each. It is kept for the next build, which asks for a
 * handful of them and has nothing else of the program.
 *
 * <p>Names are not kept but 112 bits of a hash each, in an open-addressed table that is asked as it
 * lies. ▸ gjf: 9,000 names, 210 KB; their texts would be five times that. Two different names among
 * a million that share their bits would take a chance of one in 10^21, as long as nobody chooses
 * names to that end; who chooses the names of a program also runs it.
 */
public final class Established {
  // Of a class.
  /** It is known; the other bits say what of it. */
  static final int KNOWN = 1 << 7;

  /** It is loaded. */
  static final int LOADED = 1;

  /** Executing {@code new} of it makes nothing more true. */
  static final int MADE = 1 << 1;

  /** Casting to it, or testing for it, makes nothing more true. */
  static final int EXPECTED = 1 << 2;

  /** It belongs to the platform, with all above it. */
  static final int OPAQUE = 1 << 3;

  /** It is opaque, and nothing ever follows from it or anything above it being loaded. */
  static final int IDLE = 1 << 4;

  static final int INTERFACE = 1 << 5;

  /** Its crate is the user's {@linkplain OwnCrates own}. */
  static final int OWN = 1 << 6;

  static final int INITIALIZED = 1 << 8;

  /** It is a class of one definition, and nobody has {@linkplain Functions looked} at all of it. */
  static final int UNLISTED = 1 << 9;

  // Of a method reference, beside a bit for each kind of call that was made, by its ordinal.
  /** It matters what calls of it pass. */
  static final int HEARD = 1 << 6;

  // Of a field reference, beside HEARD, of what is stored to it.
  static final int ACCESSED = 1;
  static final int ACCESSED_STATIC = 1 << 1;

  // Of the program.
  /** A member, a resource or a service has a name with a blank in it. */
  static final int BLANK_NAMES = 1;

  /** Somebody may run source that string constants are pieces of. */
  static final int RUNS_SOURCE = 1 << 1;

  /** It matters which words texts of the user's own crates have. */
  static final int SPELLS = 1 << 2;

  /** What is reached may depend on the order in which functions do what they do. */
  static final int ORDERED = 1 << 3;

  private static final int VERSION = 3;
  private static final int HEADER = 4 * Integer.BYTES;
  private static final int ENTRY = 2 * Long.BYTES;
  private static final long BITS = 0xffff;

  private final int flags;
  private final int capacity;
  private final int sought;
  private final ByteBuffer table;

  private Established(int flags, int capacity, int sought, ByteBuffer table) {
    this.flags = flags;
    this.capacity = capacity;
    this.sought = sought;
    this.table = table;
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException when it is something else, or damaged
   */
  public static Established parse(byte[] bytes) {
    int end = bytes.length - Long.BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (end < HEADER || in.getLong(end) != checksum(bytes, end) || in.getInt() != VERSION) {
      throw new IllegalArgumentException("not what an analysis has found out");
    }
    int flags = in.getInt();
    int capacity = in.getInt();
    int sought = in.getInt();
    return new Established(flags, capacity, sought, in);
  }

  private static long checksum(byte[] bytes, int end) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }

  /** As it is kept. */
  public byte[] toBytes() {
    return table.array().clone();
  }

  /**
   * Whether a class exists where the program will run, as far as is known: one of which nothing is
   * known may.
   */
  public boolean isPresent(String className) {
    return (ofClass(className) & (OPAQUE | LOADED)) != 0;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** What is known of a class, 0 when nothing is. */
  int ofClass(String name) {
    return bits(Symbol.ofClass(name));
  }

  /** What is known of a method reference, 0 when no reached code has it. */
  int ofMethod(String owner, String name, String descriptor) {
    return bits(Symbol.ofMethod(owner, name, descriptor));
  }

  /** What is known of a field reference, 0 when no reached code has it. */
  int ofField(String owner, String name, String descriptor) {
    return bits(Symbol.ofField(owner, name, descriptor));
  }

  /** Whether it matters what some function of that name and descriptor returns. */
  boolean hearsResults(String name, String descriptor) {
    return bits(Symbol.ofResults(name, descriptor)) != 0;
  }

  /**
   * Whether anybody may have looked for a function of that name and descriptor in a class of the
   * program that does not declare it.
   */
  boolean wasSought(String name, String descriptor) {
    return Sought.mayHave(table, HEADER + capacity * ENTRY, sought, name, descriptor);
  }

  private int bits(Symbol symbol) {
    int slot = symbol.slot(capacity);
    while (true) {
      long second = table.getLong(HEADER + slot * ENTRY + Long.BYTES);
      if (second == 0) {
        return 0;
      }
      if (table.getLong(HEADER + slot * ENTRY) == symbol.first()
          && (second & ~BITS) == symbol.second()) {
        return (int) (second & BITS);
      }
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
  }

  /** Puts a table together. Of what is added twice, the bits are united. */
  static final class Builder {
    private final int capacity;
    private final long[] entries;

    /**
     * @param most how many names there will be at most
     */
    Builder(int most) {
      capacity = most + most / 2 + 1;
      entries = new long[2 * capacity];
    }

    /**
     * @param bits not 0, and at most 16 of them
     */
    void add(Symbol symbol, int bits) {
      int slot = symbol.slot(capacity);
      while (entries[2 * slot + 1] != 0
          && (entries[2 * slot] != symbol.first()
              || (entries[2 * slot + 1] & ~BITS) != symbol.second())) {
        slot = slot + 1 == capacity ? 0 : slot + 1;
      }
      entries[2 * slot] = symbol.first();
      entries[2 * slot + 1] |= symbol.second() | bits;
    }

    Established build(int flags, Sought sought) {
      long[] words = sought.toWords();
      int end = HEADER + capacity * ENTRY + words.length * Long.BYTES;
      byte[] bytes = new byte[end + Long.BYTES];
      ByteBuffer out = ByteBuffer.wrap(bytes);
      out.putInt(VERSION).putInt(flags).putInt(capacity).putInt(words.length);
      out.asLongBuffer().put(entries).put(words);
      out.putLong(end, checksum(bytes, end));
      return new Established(flags, capacity, words.length, out);
    }
  }

  /**
   * A name, as 112 bits: two independent hashes of its texts, with the length before each.
   *
   * @param second its lowest 16 bits are 0
   */
  record Symbol(long first, long second) {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long OTHER_FACTOR = 0xC2B2AE3D27D4EB4FL;

    static Symbol ofClass(String name) {
      return of('C', name, "", "");
    }

    static Symbol ofMethod(String owner, String name, String descriptor) {
      return of('M', owner, name, descriptor);
    }

    static Symbol ofField(String owner, String name, String descriptor) {
      return of('F', owner, name, descriptor);
    }

    static Symbol ofResults(String name, String descriptor) {
      return of('R', name, descriptor, "");
    }

    private static Symbol of(char kind, String... texts) {
      long first = kind;
      long second = kind;
      for (String text : texts) {
        int length = text.length();
        first = (first ^ length) * FACTOR;
        second = (second + length) * OTHER_FACTOR;
        for (int i = 0; i < length; i++) {
          char c = text.charAt(i);
          first = (Long.rotateLeft(first, 27) ^ c) * FACTOR;
          second = (Long.rotateLeft(second, 41) + c) * OTHER_FACTOR;
        }
      }
      return new Symbol(mixed(first), mixed(second) & ~BITS);
    }

    private static long mixed(long hash) {
      long once = (hash ^ hash >>> 32) * FACTOR;
      long twice = (once ^ once >>> 29) * OTHER_FACTOR;
      return twice ^ twice >>> 32;
    }

    private int slot(int capacity) {
      return (int) ((first >>> 1) % capacity);
    }
  }
}
