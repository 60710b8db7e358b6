package dev.whittle.ir.crate;

import dev.whittle.digest.Blake3;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.Numbering;
import dev.whittle.ir.code.Body;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * BLAKE3 of what a body says, equal exactly for equal bodies: the part of a cache key that stands
 * for a function's MIR.
 *
 * <p>It is taken over the symbols of the body, tagged and with their lengths, in order of first
 * use, and then the body in the encoding of crates with symbols numbered in that order. Both are
 * functions of the body alone: no number of a crate, no address and no map order gets into them,
 * and neither do {@link dev.whittle.ir.code.Locations}, so a line added above a function changes no
 * hash. That different bodies have different encodings is what every round-trip test of crates
 * shows.
 *
 * <p>▸ Writing each symbol out where it is used, instead of once, took half as long again.
 */
public record BodyHash(long first, long second, long third, long fourth) {
  /** Changes whenever the encoding of bodies does; a test pins the hash of a known body. */
  private static final String SCHEMA = "whittle body 2";

  /**
   * The hash of a body.
   *
   * @throws IllegalArgumentException for a body that a crate could not hold either
   */
  public static BodyHash of(Body body) {
    return new Hasher().hash(body);
  }

  /** Hashes bodies one after the other; for many it takes less time. Not thread-safe. */
  public static final class Hasher {
    private final MessageDigest digest;
    private final SymbolText symbols = new SymbolText();
    private final ByteOutput head = new ByteOutput();
    private final ByteOutput encoded = new ByteOutput();

    public Hasher() {
      digest = new Blake3();
    }

    /** The same as {@link BodyHash#of}. */
    public BodyHash hash(Body body) {
      symbols.clear();
      encoded.clear();
      BodyEncoder.write(body, symbols, encoded);
      head.clear();
      head.inlineString(SCHEMA);
      head.varint(symbols.numbers.size());
      head.addTo(digest);
      symbols.text.addTo(digest);
      encoded.addTo(digest);
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new BodyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
  }

  /** The 32 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(32)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }

  /** Numbers symbols in order of first use and writes each when it gets its number. */
  private static final class SymbolText implements SymbolNumbers {
    private final Numbering numbers = new Numbering();
    private final ByteOutput text = new ByteOutput();

    void clear() {
      numbers.clear();
      text.clear();
    }

    @Override
    public int string(String string) {
      int known = numbers.find(string);
      if (known >= 0) {
        return known;
      }
      text.u8('s');
      text.inlineString(string);
      return numbers.add(string);
    }

    @Override
    public int field(FieldRef field) {
      int known = numbers.find(field);
      return known >= 0
          ? known
          : reference('f', field, field.owner(), field.name(), field.descriptor());
    }

    @Override
    public int method(MethodRef method) {
      int known = numbers.find(method);
      char tag =
          switch (method.ownerKind()) {
            case CLASS -> 'c';
            case INTERFACE -> 'i';
          };
      return known >= 0
          ? known
          : reference(tag, method, method.owner(), method.name(), method.descriptor());
    }

    private int reference(char tag, Object reference, String owner, String name, String type) {
      int ownerNumber = string(owner);
      int nameNumber = string(name);
      int typeNumber = string(type);
      text.u8(tag);
      text.varint(ownerNumber);
      text.varint(nameNumber);
      text.varint(typeNumber);
      numbers.find(reference);
      return numbers.add(reference);
    }
  }
}
