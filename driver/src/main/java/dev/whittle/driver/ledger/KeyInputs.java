package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import dev.whittle.codegen.link.Deflation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What the keys of a class image and of its functions were made of, besides Whittle and its
 * options.
 *
 * @param content the hash of the class, as its crate has it
 * @param facts what was asked about the program, in order
 * @param functions those with code, in order
 */
public record KeyInputs(Digest content, List<Fact> facts, List<Function> functions) {
  public KeyInputs {
    facts = List.copyOf(facts);
    functions = List.copyOf(functions);
  }

  /**
   * A function with code. Of its hashes the first eight bytes are kept: enough to see that they
   * differ, and to find the key.
   *
   * @param body of the hash of what code was generated from
   * @param key of the key of that code
   */
  public record Function(String name, String descriptor, long body, long key) {
    /** The name and descriptor, as in class files. */
    public String signature() {
      return name + descriptor;
    }
  }

  /** The function of that name and descriptor. */
  public Optional<Function> function(String name, String descriptor) {
    return functions.stream()
        .filter(f -> f.name().equals(name) && f.descriptor().equals(descriptor))
        .findFirst();
  }

  /**
   * As they are kept: hashes as they are, all else compressed.
   *
   * @param answers the facts, as they stand in the key
   */
  public static byte[] toBytes(byte[] content, byte[] answers, List<Function> functions) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(64 + answers.length / 3 + 24 * functions.size());
    ByteArrayOutputStream texts = new ByteArrayOutputStream(Integer.BYTES + answers.length);
    try (DataOutputStream out = new DataOutputStream(bytes);
        DataOutputStream text = new DataOutputStream(texts)) {
      out.write(content);
      out.writeInt(functions.size());
      for (Function function : functions) {
        out.writeLong(function.body());
        out.writeLong(function.key());
      }
      text.writeInt(answers.length);
      text.write(answers);
      for (Function function : functions) {
        text.writeUTF(function.name());
        text.writeUTF(function.descriptor());
      }
      out.write(Deflation.FAST.of(texts.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What is in {@code bytes} from {@code from} on; empty when that does not read as such. */
  public static Optional<KeyInputs> parse(byte[] bytes, int from) {
    try (Inflater inflater = new Inflater(true);
        DataInputStream in =
            new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      Digest content = Digest.ofRaw(in.readNBytes(Digest.LENGTH));
      int count = in.readInt();
      if (count < 0 || count > bytes.length / (2 * Long.BYTES)) {
        return Optional.empty();
      }
      long[] hashes = new long[2 * count];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.readLong();
      }
      DataInputStream text = new DataInputStream(new InflaterInputStream(in, inflater, 1024));
      List<Fact> facts = Fact.parse(text.readNBytes(text.readInt()));
      List<Function> functions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = text.readUTF();
        functions.add(new Function(name, text.readUTF(), hashes[2 * i], hashes[2 * i + 1]));
      }
      return Optional.of(new KeyInputs(content, facts, functions));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
