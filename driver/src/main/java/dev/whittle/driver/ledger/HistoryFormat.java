package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The form of a program's history: a magic number, then, deflated, the classes that any of its
 * builds has, each with its key once, and the builds, which name classes by their numbers. A class
 * that did not change from one build to the next is there once, and a row of numbers that follow
 * each other is a row of zeros.
 */
final class HistoryFormat {
  private static final int MAGIC = 0x57_4c_47_31; // WLG1

  /** The part of a row that is the same in every build that has the class from the same bytes. */
  private record Shared(String name, int release, Digest key, long content) {
    static Shared of(ClassRow row) {
      return new Shared(row.name(), row.release(), row.key(), row.content());
    }
  }

  private HistoryFormat() {}

  static byte[] write(ProgramHistory history) {
    Map<Shared, Integer> numbers = new HashMap<>();
    List<Shared> shared = new ArrayList<>();
    for (PastBuild build : history.builds()) {
      for (PastBuild.Input input : build.inputs()) {
        for (ClassRow row : input.classes()) {
          Shared one = Shared.of(row);
          if (numbers.putIfAbsent(one, shared.size()) == null) {
            shared.add(one);
          }
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      new DataOutputStream(bytes).writeInt(MAGIC);
      try (DataOutputStream out =
          new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 14))) {
        out.writeUTF(history.output());
        out.writeInt(shared.size());
        for (Shared row : shared) {
          out.writeUTF(row.name());
          out.writeByte(row.release());
          out.write(row.key().raw());
          out.writeLong(row.content());
        }
        out.writeInt(history.builds().size());
        for (PastBuild build : history.builds()) {
          write(build, numbers, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(PastBuild build, Map<Shared, Integer> numbers, DataOutputStream out)
      throws IOException {
    out.writeLong(build.time().toEpochMilli());
    out.writeUTF(build.version());
    out.write(build.output().raw());
    out.writeLong(build.functions());
    out.writeInt(build.fields().size());
    for (PastBuild.Field field : build.fields()) {
      out.writeUTF(field.tag());
      out.writeUTF(field.value());
    }
    out.writeInt(build.jars().size());
    for (PastBuild.Jar jar : build.jars()) {
      out.writeUTF(jar.name());
      out.writeLong(jar.bytes());
      out.write(jar.sha256().raw());
    }
    out.writeInt(build.inputs().size());
    int expected = 0;
    for (PastBuild.Input input : build.inputs()) {
      out.writeBoolean(input.root());
      out.writeUTF(input.name());
      out.writeUTF(input.path());
      out.write(input.content().raw());
      out.writeBoolean(input.key() != null);
      if (input.key() != null) {
        out.write(input.key().raw());
      }
      out.writeInt(input.classes().size());
      for (ClassRow row : input.classes()) {
        int number = numbers.get(Shared.of(row));
        out.writeInt(number - expected);
        expected = number + 1;
        out.writeByte(row.missed() == null ? 0 : row.missed().ordinal() + 1);
        out.writeInt(row.functionsMissed());
      }
    }
  }

  static Optional<ProgramHistory> read(byte[] bytes) {
    try (Inflater inflater = new Inflater(true);
        ByteArrayInputStream whole = new ByteArrayInputStream(bytes)) {
      if (new DataInputStream(whole).readInt() != MAGIC) {
        return Optional.empty();
      }
      DataInputStream in =
          new DataInputStream(
              new java.io.BufferedInputStream(
                  new InflaterInputStream(whole, inflater, 1 << 14), 1 << 14));
      String output = in.readUTF();
      List<Shared> shared = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        shared.add(new Shared(in.readUTF(), in.readByte(), digest(in), in.readLong()));
      }
      List<PastBuild> builds = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        builds.add(build(in, shared));
      }
      if (in.read() >= 0) { // nothing follows, and the end of what is deflated is there
        return Optional.empty();
      }
      return Optional.of(new ProgramHistory(output, builds));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static PastBuild build(DataInputStream in, List<Shared> shared) throws IOException {
    Instant time = Instant.ofEpochMilli(in.readLong());
    String version = in.readUTF();
    Digest output = digest(in);
    long functions = in.readLong();
    List<PastBuild.Field> fields = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      String tag = in.readUTF();
      fields.add(new PastBuild.Field(tag, in.readUTF()));
    }
    List<PastBuild.Jar> jars = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      long size = in.readLong();
      jars.add(new PastBuild.Jar(name, size, digest(in)));
    }
    List<PastBuild.Input> inputs = new ArrayList<>();
    int expected = 0;
    for (int count = in.readInt(); count > 0; count--) {
      boolean root = in.readBoolean();
      String name = in.readUTF();
      String path = in.readUTF();
      Digest content = digest(in);
      Digest key = in.readBoolean() ? digest(in) : null;
      List<ClassRow> classes = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        int number = expected + in.readInt();
        expected = number + 1;
        int missed = in.readByte();
        Shared row = shared.get(number);
        classes.add(
            new ClassRow(
                row.name(),
                row.release(),
                row.key(),
                row.content(),
                missed == 0 ? null : MissReason.values()[missed - 1],
                in.readInt()));
      }
      inputs.add(new PastBuild.Input(root, name, path, content, key, classes));
    }
    return new PastBuild(time, version, output, fields, inputs, jars, functions);
  }

  private static Digest digest(DataInputStream in) throws IOException {
    return Digest.ofRaw(in.readNBytes(Digest.LENGTH));
  }
}
