package dev.whittle.driver.generate;

import dev.whittle.codegen.link.Deflated;
import dev.whittle.driver.ledger.KeyInputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A class file, compressed as it lies in a jar, and how many bytes of it belong to what.
 *
 * @param file the class file
 * @param sizes of its functions
 */
public record ClassImage(Deflated file, ClassFileSizes sizes) {
  /** The image of a class file that we wrote. */
  public static ClassImage of(byte[] classFile) {
    return new ClassImage(Deflated.of(classFile), ClassFileSizes.of(classFile));
  }

  byte[] toBytes() {
    return toBytes(new byte[0]);
  }

  /**
   * As it is kept.
   *
   * @param inputs what its key was made of ({@link KeyInputs}), behind the image: whoever wants the
   *     image alone does not look at it
   */
  byte[] toBytes(byte[] inputs) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(file.data().length + 256 + inputs.length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(inputs.length);
      out.writeByte(file.method());
      out.writeInt(file.crc());
      out.writeInt(file.size());
      out.writeInt(file.data().length);
      out.write(file.data());
      out.writeLong(sizes.rest());
      out.writeInt(sizes.functions().size());
      for (Map.Entry<String, Long> function : new TreeMap<>(sizes.functions()).entrySet()) {
        out.writeUTF(function.getKey());
        out.writeLong(function.getValue());
      }
      out.write(inputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What the key of the image in {@code bytes} was made of; empty when they are none. */
  public static Optional<KeyInputs> inputs(byte[] bytes) {
    if (bytes.length < Integer.BYTES) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(bytes).getInt();
    return length < 0 || length > bytes.length - Integer.BYTES
        ? Optional.empty()
        : KeyInputs.parse(bytes, bytes.length - length);
  }

  /** The image in {@code bytes}; empty when they are none. */
  static Optional<ClassImage> parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int inputs = in.readInt();
      int method = in.readUnsignedByte();
      int crc = in.readInt();
      int size = in.readInt();
      byte[] data = in.readNBytes(in.readInt());
      long rest = in.readLong();
      Map<String, Long> functions = new HashMap<>();
      for (int count = in.readInt(); count > 0; count--) {
        functions.put(in.readUTF(), in.readLong());
      }
      return in.available() == inputs
          ? Optional.of(
              new ClassImage(
                  new Deflated(method, crc, size, data), new ClassFileSizes(functions, rest)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
