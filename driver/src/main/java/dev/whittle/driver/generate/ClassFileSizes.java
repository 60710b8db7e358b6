package dev.whittle.driver.generate;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of a class file belong to each of its methods (the {@code method_info} of JVMS
 * 4.6, with its code), and how many to none. Together they are the file.
 *
 * @param functions by name and descriptor in one
 * @param rest constants, fields, attributes of the class
 */
public record ClassFileSizes(Map<String, Long> functions, long rest) {
  public static final ClassFileSizes NONE = new ClassFileSizes(Map.of(), 0);

  private static final int MAGIC_AND_VERSION = 8;

  /** Both together: the variants of a class are one class here. */
  public ClassFileSizes plus(ClassFileSizes other) {
    Map<String, Long> sum = new HashMap<>(functions);
    for (Map.Entry<String, Long> function : other.functions.entrySet()) {
      long known = sum.getOrDefault(function.getKey(), 0L);
      sum.put(function.getKey(), known + function.getValue());
    }
    return new ClassFileSizes(sum, rest + other.rest);
  }

  /** Of a class file that we wrote. */
  public static ClassFileSizes of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).position(MAGIC_AND_VERSION);
    int[] constants = constants(in);
    // Flags, this class, superclass.
    skip(in, 3 * Short.BYTES);
    skip(in, unsigned(in) * Short.BYTES);
    for (int fields = unsigned(in); fields > 0; fields--) {
      skip(in, 3 * Short.BYTES);
      attributes(in);
    }
    Map<String, Long> functions = new HashMap<>();
    long rest = file.length;
    for (int methods = unsigned(in); methods > 0; methods--) {
      int start = in.position();
      skip(in, Short.BYTES);
      String name = text(file, constants[unsigned(in)]);
      String descriptor = text(file, constants[unsigned(in)]);
      attributes(in);
      long size = in.position() - start;
      functions.put(name + descriptor, size);
      rest -= size;
    }
    return new ClassFileSizes(functions, rest);
  }

  /** Where each constant starts, after its tag (JVMS 4.4). */
  private static int[] constants(ByteBuffer in) {
    int[] starts = new int[unsigned(in)];
    for (int i = 1; i < starts.length; i++) {
      int tag = in.get();
      starts[i] = in.position();
      switch (tag) {
        case 1 -> skip(in, unsigned(in));
        case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(in, 4);
        case 5, 6 -> {
          skip(in, 8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> skip(in, 2);
        case 15 -> skip(in, 3);
        default -> throw new IllegalArgumentException("a constant of tag " + tag);
      }
    }
    return starts;
  }

  private static void attributes(ByteBuffer in) {
    for (int attributes = unsigned(in); attributes > 0; attributes--) {
      skip(in, Short.BYTES);
      skip(in, in.getInt());
    }
  }

  private static int unsigned(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  private static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }

  private static String text(byte[] file, int start) {
    try {
      return new DataInputStream(new ByteArrayInputStream(file, start, file.length - start))
          .readUTF();
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
