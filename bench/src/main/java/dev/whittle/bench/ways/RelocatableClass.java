package dev.whittle.bench.ways;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class file in units that can be put together again in a class with another constant pool: its
 * methods, each a {@code method_info} (JVMS 4.6), and a shell, which is all else.
 *
 * <p>A unit has the symbols that it names, each after what it refers to; the places where a number
 * of one belongs; and its bytes, with zeros in those places:
 *
 * <pre>
 * unit    count (u2) symbol*  count (u4) place*  bytes (u4)  split (u4)  byte*
 * symbol  tag of JVMS 4.4 (u1), then as there, but for references, which are numbers of symbols
 *         (u2), and for texts, which have a hash (u4) before their length (u2)
 *         tag 0 is a bootstrap method: count (u2), handle and arguments (u2 each)
 * place   distance from the one before (u2), symbol (u2) with the highest bit set for {@code ldc}
 * </pre>
 *
 * <p>A shell starts with the version of the class file; {@code split} is where in it the methods
 * come. The attribute {@code BootstrapMethods} is not in it: it follows from the symbols.
 */
final class RelocatableClass {
  /** Marks a place of one byte. */
  static final int NARROW = 0x8000;

  private static final int VERSION = 4;

  static final int BOOTSTRAP = 0;
  static final int TEXT = 1;

  private final byte[] file;
  private final ByteBuffer in;

  /** Where each constant starts, at its tag. */
  private final int[] constants;

  /** Where each bootstrap method starts. */
  private int[] bootstraps = {};

  private RelocatableClass(byte[] file) {
    this.file = file;
    this.in = ByteBuffer.wrap(file).position(8);
    this.constants = constants();
  }

  /** The units of a class file, the shell first, then the methods in their order. */
  static List<byte[]> split(byte[] file) {
    return new RelocatableClass(file).split();
  }

  private int u2() {
    return Short.toUnsignedInt(in.getShort());
  }

  private int u2(int offset) {
    return Short.toUnsignedInt(in.getShort(offset));
  }

  private int[] constants() {
    int[] starts = new int[u2()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = in.position();
      int tag = in.get();
      int length =
          switch (tag) {
            case TEXT -> u2();
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IllegalArgumentException("a constant of tag " + tag);
          };
      i += tag == 5 || tag == 6 ? 1 : 0;
      in.position(in.position() + length);
    }
    return starts;
  }

  private List<byte[]> split() {
    int start = in.position();
    int interfaces = u2(start + 6);
    Unit shell = new Unit();
    ReferenceWalk walk = new ReferenceWalk(file, constants, shell::place);
    walk.references(start + 2, 2);
    int at = walk.references(start + 8, interfaces);
    int fields = u2(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = walk.member(at);
    }
    int methods = u2(at);
    int split = at;
    int[] ends = new int[methods + 1];
    ends[0] = at + 2;
    ReferenceWalk unrecorded = new ReferenceWalk(file, constants, (_, _) -> {});
    for (int i = 0; i < methods; i++) {
      ends[i + 1] = unrecorded.member(ends[i]);
    }
    findBootstraps(unrecorded, ends[methods]);
    shell.raw(u2(VERSION));
    shell.raw(u2(VERSION + 2));
    shell.take(start, split);
    attributes(shell, ends[methods]);
    List<byte[]> units = new ArrayList<>();
    units.add(shell.toBytes(4 + split - start));
    for (int i = 0; i < methods; i++) {
      Unit method = new Unit();
      new ReferenceWalk(file, constants, method::place).member(ends[i]);
      method.take(ends[i], ends[i + 1]);
      units.add(method.toBytes(0));
    }
    return units;
  }

  private void findBootstraps(ReferenceWalk names, int offset) {
    int at = offset + 2;
    for (int i = u2(offset); i > 0; i--) {
      if (names.attributeName(at).equals("BootstrapMethods")) {
        bootstraps = new int[u2(at + 6)];
        int next = at + 8;
        for (int b = 0; b < bootstraps.length; b++) {
          bootstraps[b] = next;
          next += 4 + 2 * u2(next + 2);
        }
      }
      at += 6 + in.getInt(at + 2);
    }
  }

  /** All but the bootstrap methods, one by one, behind their number. */
  private void attributes(Unit shell, int offset) {
    int count = u2(offset);
    shell.raw(count - (bootstraps.length > 0 ? 1 : 0));
    ReferenceWalk walk = new ReferenceWalk(file, constants, shell::place);
    int at = offset + 2;
    for (int i = 0; i < count; i++) {
      int end = at + 6 + in.getInt(at + 2);
      if (!walk.attributeName(at).equals("BootstrapMethods")) {
        walk.attribute(at);
        shell.take(at, end);
      }
      at = end;
    }
  }

  /** Collects one unit. Places are reported with offsets in the file before their bytes come. */
  private final class Unit {
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> bootstrapNumbers = new HashMap<>();
    private final ByteArrayOutputStream symbols = new ByteArrayOutputStream();
    private final DataOutputStream symbolOut = new DataOutputStream(symbols);
    private final ByteArrayOutputStream places = new ByteArrayOutputStream();
    private final DataOutputStream placeOut = new DataOutputStream(places);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<int[]> pending = new ArrayList<>();
    private int symbolCount;
    private int placeCount;
    private int lastPlace;

    void place(int offset, int width) {
      pending.add(new int[] {offset, width});
    }

    void raw(int number) {
      bytes.write(number >>> 8);
      bytes.write(number);
    }

    void take(int from, int to) {
      byte[] part = Arrays.copyOfRange(file, from, to);
      int base = bytes.size() - from;
      pending.sort((a, b) -> Integer.compare(a[0], b[0]));
      try {
        for (int[] place : pending) {
          int constant = place[1] == 1 ? file[place[0]] & 0xff : u2(place[0]);
          part[place[0] - from] = 0;
          part[place[0] - from + place[1] - 1] = 0;
          int at = base + place[0];
          int distance = at - lastPlace;
          // Code between two references may be long: a place of symbol 0x7fff only moves on.
          for (; distance > 0xffff; distance -= 0xffff) {
            placeOut.writeShort(0xffff);
            placeOut.writeShort(NARROW - 1);
            placeCount++;
          }
          placeOut.writeShort(distance);
          placeOut.writeShort(symbol(constant) | (place[1] == 1 ? NARROW : 0));
          placeCount++;
          lastPlace = at;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      pending.clear();
      bytes.writeBytes(part);
    }

    private int symbol(int constant) throws IOException {
      Integer known = numbers.get(constant);
      if (known != null) {
        return known;
      }
      int at = constants[constant];
      int tag = file[at];
      switch (tag) {
        case TEXT -> {
          int length = u2(at + 1);
          symbolOut.writeByte(tag);
          symbolOut.writeInt(hash(at + 3, length));
          symbolOut.write(file, at + 1, 2 + length);
        }
        case 3, 4 -> symbolOut.write(file, at, 5);
        case 5, 6 -> symbolOut.write(file, at, 9);
        case 15 -> {
          int reference = symbol(u2(at + 2));
          symbolOut.write(file, at, 2);
          symbolOut.writeShort(reference);
        }
        case 7, 8, 16, 19, 20 -> write(tag, symbol(u2(at + 1)));
        case 17, 18 -> write(tag, bootstrap(u2(at + 1)), symbol(u2(at + 3)));
        default -> write(tag, symbol(u2(at + 1)), symbol(u2(at + 3)));
      }
      numbers.put(constant, symbolCount);
      return next();
    }

    private int bootstrap(int index) throws IOException {
      Integer known = bootstrapNumbers.get(index);
      if (known != null) {
        return known;
      }
      int at = bootstraps[index];
      int arguments = u2(at + 2);
      int[] references = new int[2 + arguments];
      references[0] = 1 + arguments;
      references[1] = symbol(u2(at));
      for (int i = 0; i < arguments; i++) {
        references[2 + i] = symbol(u2(at + 4 + 2 * i));
      }
      write(BOOTSTRAP, references);
      bootstrapNumbers.put(index, symbolCount);
      return next();
    }

    private int next() {
      if (symbolCount >= NARROW - 1) {
        throw new IllegalArgumentException("a method with too many symbols");
      }
      return symbolCount++;
    }

    private void write(int tag, int... references) throws IOException {
      symbolOut.writeByte(tag);
      for (int reference : references) {
        symbolOut.writeShort(reference);
      }
    }

    private int hash(int from, int length) {
      int hash = 0;
      for (int i = from; i < from + length; i++) {
        hash = 31 * hash + file[i];
      }
      return hash;
    }

    byte[] toBytes(int split) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(all)) {
        out.writeShort(symbolCount);
        symbols.writeTo(out);
        out.writeInt(placeCount);
        places.writeTo(out);
        out.writeInt(bytes.size());
        out.writeInt(split);
        bytes.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return all.toByteArray();
    }
  }
}
