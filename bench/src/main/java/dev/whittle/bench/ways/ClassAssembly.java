package dev.whittle.bench.ways;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a class file together from the units of a {@link RelocatableClass}: gathers their symbols
 * into one constant pool and writes the numbers into the places.
 *
 * <p>What {@code ldc} loads gets the low numbers. Where that is more than 255 constants, an
 * instruction would have to become {@code ldc_w} and code would have to move: then there is no
 * class file. It cannot happen with the units of one class file.
 */
final class ClassAssembly {
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final byte[] BOOTSTRAP_METHODS = {
    'B', 'o', 'o', 't', 's', 't', 'r', 'a', 'p', 'M', 'e', 't', 'h', 'o', 'd', 's'
  };

  // Columns of the entries of the pool, in order of first use.
  private int count;
  private byte[] tags = new byte[256];
  private int[] hashes = new int[256];

  /** Of a text: where its length stands; of others: the first reference or the high half. */
  private int[] first = new int[256];

  /** The second reference or the low half. */
  private int[] second = new int[256];

  /** The unit that a text stands in. */
  private byte[][] texts = new byte[256][];

  private boolean[] narrow = new boolean[256];

  /** Entries plus 1 by hash. */
  private int[] table = new int[1024];

  private final List<int[]> bootstraps = new ArrayList<>();

  /** A unit whose symbols are in the pool. */
  private record Joined(byte[] unit, int[] entries, int places) {}

  private final List<Joined> joined = new ArrayList<>();
  private int size;

  /** The class file of these units, the shell first. */
  static byte[] assemble(List<byte[]> units) {
    return new ClassAssembly().run(units);
  }

  private byte[] run(List<byte[]> units) {
    for (byte[] unit : units) {
      join(unit);
    }
    int attribute = bootstraps.isEmpty() ? 0 : text(nameOfBootstraps(), 0, 0);
    int[] numbers = numbers();
    ByteBuffer out = ByteBuffer.allocate(size + 64 + 16 * count + bootstrapSize());
    Joined shell = joined.getFirst();
    ByteBuffer in = ByteBuffer.wrap(shell.unit, shell.places, shell.unit.length - shell.places);
    int places = in.getInt();
    int start = in.position() + 4 * places + 8;
    int split = in.getInt(start - 4);
    byte[] patched = patched(shell, start, numbers);
    out.putInt(0xcafebabe).put(patched, 0, 4);
    pool(out, numbers);
    out.put(patched, 4, split - 4).putShort((short) (joined.size() - 1));
    for (int i = 1; i < joined.size(); i++) {
      Joined method = joined.get(i);
      int from = method.places + 4 + 4 * ByteBuffer.wrap(method.unit).getInt(method.places) + 8;
      out.put(patched(method, from, numbers));
    }
    int attributes = out.position();
    out.put(patched, split, patched.length - split);
    if (!bootstraps.isEmpty()) {
      out.putShort(attributes, (short) (out.getShort(attributes) + 1));
      bootstraps(out, numbers, attribute);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] nameOfBootstraps() {
    byte[] text = new byte[2 + BOOTSTRAP_METHODS.length];
    text[1] = (byte) BOOTSTRAP_METHODS.length;
    System.arraycopy(BOOTSTRAP_METHODS, 0, text, 2, BOOTSTRAP_METHODS.length);
    return text;
  }

  /** Puts a unit's symbols into the pool. */
  private void join(byte[] unit) {
    ByteBuffer in = ByteBuffer.wrap(unit);
    int[] entries = new int[Short.toUnsignedInt(in.getShort())];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = symbol(unit, in, entries);
    }
    int places = in.position();
    for (int left = in.getInt(); left > 0; left--) {
      int place = in.getInt();
      if ((place & RelocatableClass.NARROW) != 0) {
        narrow[entries[place & 0x7fff]] = true;
      }
    }
    size += unit.length - in.position();
    joined.add(new Joined(unit, entries, places));
  }

  private int symbol(byte[] unit, ByteBuffer in, int[] entries) {
    int tag = in.get();
    switch (tag) {
      case RelocatableClass.TEXT -> {
        int hash = in.getInt();
        int at = in.position();
        in.position(at + 2 + Short.toUnsignedInt(in.getShort(at)));
        return text(unit, at, hash);
      }
      case RelocatableClass.BOOTSTRAP -> {
        int[] references = new int[Short.toUnsignedInt(in.getShort())];
        for (int i = 0; i < references.length; i++) {
          references[i] = entries[Short.toUnsignedInt(in.getShort())];
        }
        return bootstrap(references);
      }
      case 3, 4 -> {
        return entry(tag, in.getInt(), 0);
      }
      case LONG, DOUBLE -> {
        return entry(tag, in.getInt(), in.getInt());
      }
      case 15 -> {
        int kind = in.get();
        return entry(tag, kind, entries[Short.toUnsignedInt(in.getShort())]);
      }
      case 7, 8, 16, 19, 20 -> {
        return entry(tag, entries[Short.toUnsignedInt(in.getShort())], 0);
      }
      case 17, 18 -> {
        int bootstrap = Short.toUnsignedInt(in.getShort());
        return entry(tag, entries[bootstrap], entries[Short.toUnsignedInt(in.getShort())]);
      }
      default -> {
        int reference = Short.toUnsignedInt(in.getShort());
        return entry(tag, entries[reference], entries[Short.toUnsignedInt(in.getShort())]);
      }
    }
  }

  private int text(byte[] unit, int at, int hash) {
    int length = 2 + ((unit[at] & 0xff) << 8 | unit[at + 1] & 0xff);
    for (int slot = slot(hash); ; slot = slot + 1 & table.length - 1) {
      int known = table[slot] - 1;
      if (known < 0) {
        int added = add(slot, RelocatableClass.TEXT, hash, at, length);
        texts[added] = unit;
        size += 3 + length;
        return added;
      }
      if (hashes[known] == hash
          && tags[known] == RelocatableClass.TEXT
          && Arrays.equals(
              unit, at, at + length, texts[known], first[known], first[known] + second[known])) {
        return known;
      }
    }
  }

  private int entry(int tag, int one, int two) {
    int hash = (tag * 31 + one) * 0x9e3779b1 + two * 0x85ebca6b;
    for (int slot = slot(hash); ; slot = slot + 1 & table.length - 1) {
      int known = table[slot] - 1;
      if (known < 0) {
        return add(slot, tag, hash, one, two);
      }
      if (hashes[known] == hash
          && tags[known] == tag
          && first[known] == one
          && second[known] == two) {
        return known;
      }
    }
  }

  /** Bootstrap methods stand in a list of their own: their entry is not a constant. */
  private int bootstrap(int[] references) {
    for (int i = 0; i < bootstraps.size(); i++) {
      if (Arrays.equals(bootstraps.get(i), references)) {
        return i;
      }
    }
    bootstraps.add(references);
    return bootstraps.size() - 1;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & table.length - 1;
  }

  private int add(int slot, int tag, int hash, int one, int two) {
    if (count == tags.length) {
      int more = 2 * count;
      tags = Arrays.copyOf(tags, more);
      hashes = Arrays.copyOf(hashes, more);
      first = Arrays.copyOf(first, more);
      second = Arrays.copyOf(second, more);
      texts = Arrays.copyOf(texts, more);
      narrow = Arrays.copyOf(narrow, more);
    }
    tags[count] = (byte) tag;
    hashes[count] = hash;
    first[count] = one;
    second[count] = two;
    table[slot] = ++count;
    if (2 * count > table.length) {
      table = new int[2 * table.length];
      for (int i = 0; i < count; i++) {
        int free = slot(hashes[i]);
        while (table[free] != 0) {
          free = free + 1 & table.length - 1;
        }
        table[free] = i + 1;
      }
    }
    return count - 1;
  }

  /** The number of each entry in the pool; those that {@code ldc} loads come first. */
  private int[] numbers() {
    int[] numbers = new int[count];
    int next = 1;
    for (int i = 0; i < count; i++) {
      if (narrow[i]) {
        numbers[i] = next++;
      }
    }
    if (next > 0x100) {
      throw new IllegalArgumentException("more constants than ldc can name");
    }
    for (int i = 0; i < count; i++) {
      if (!narrow[i]) {
        numbers[i] = next;
        next += tags[i] == LONG || tags[i] == DOUBLE ? 2 : 1;
      }
    }
    if (next > 0xffff) {
      throw new IllegalArgumentException("more constants than a class can have");
    }
    return numbers;
  }

  private void pool(ByteBuffer out, int[] numbers) {
    int countAt = out.position();
    out.putShort((short) 0);
    int wide = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < count; i++) {
        if (narrow[i] == (pass == 0)) {
          constant(i, out, numbers);
          wide += tags[i] == LONG || tags[i] == DOUBLE ? 1 : 0;
        }
      }
    }
    out.putShort(countAt, (short) (1 + count + wide));
  }

  private void constant(int entry, ByteBuffer out, int[] numbers) {
    int tag = tags[entry];
    out.put((byte) tag);
    switch (tag) {
      case RelocatableClass.TEXT -> out.put(texts[entry], first[entry], second[entry]);
      case 3, 4 -> out.putInt(first[entry]);
      case LONG, DOUBLE -> out.putInt(first[entry]).putInt(second[entry]);
      case 15 -> out.put((byte) first[entry]).putShort((short) numbers[second[entry]]);
      case 7, 8, 16, 19, 20 -> out.putShort((short) numbers[first[entry]]);
      case 17, 18 -> out.putShort((short) first[entry]).putShort((short) numbers[second[entry]]);
      default ->
          out.putShort((short) numbers[first[entry]]).putShort((short) numbers[second[entry]]);
    }
  }

  private static byte[] patched(Joined unit, int from, int[] numbers) {
    byte[] bytes = Arrays.copyOfRange(unit.unit, from, unit.unit.length);
    ByteBuffer in = ByteBuffer.wrap(unit.unit).position(unit.places);
    int at = 0;
    for (int left = in.getInt(); left > 0; left--) {
      int place = in.getInt();
      at += place >>> 16;
      int symbol = place & 0x7fff;
      if ((place & RelocatableClass.NARROW) != 0) {
        bytes[at] = (byte) numbers[unit.entries[symbol]];
      } else if (symbol != RelocatableClass.NARROW - 1) {
        int number = numbers[unit.entries[symbol]];
        bytes[at] = (byte) (number >>> 8);
        bytes[at + 1] = (byte) number;
      }
    }
    return bytes;
  }

  private int bootstrapSize() {
    return 8 + bootstraps.stream().mapToInt(references -> 2 + 2 * references.length).sum();
  }

  private void bootstraps(ByteBuffer out, int[] numbers, int attribute) {
    out.putShort((short) numbers[attribute]).putInt(bootstrapSize() - 6);
    out.putShort((short) bootstraps.size());
    for (int[] references : bootstraps) {
      out.putShort((short) numbers[references[0]]).putShort((short) (references.length - 1));
      for (int i = 1; i < references.length; i++) {
        out.putShort((short) numbers[references[i]]);
      }
    }
  }
}
