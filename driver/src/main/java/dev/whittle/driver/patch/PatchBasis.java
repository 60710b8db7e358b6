package dev.whittle.driver.patch;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is written down of a build, so that another can put some classes into its output.
 *
 * @param startNs when the build began, before which the stamps were taken; since 1970, UTC
 * @param output the jar that it wrote
 * @param sha256 of the jar that the last whole build wrote, which the cache knows more about
 * @param checksum of the output, see {@link dev.whittle.cache.Checksum}
 * @param directories the class directories among the inputs
 * @param undecided names of classes of which the report names lines
 * @param classes how many are in the output
 */
public record PatchBasis(
    long startNs,
    Path output,
    Digest sha256,
    long checksum,
    List<Directory> directories,
    Set<String> undecided,
    long classes) {
  public PatchBasis {
    directories = List.copyOf(directories);
    undecided = Set.copyOf(undecided);
  }

  /**
   * A class directory.
   *
   * @param crate the key of the crate that was made of it by the last whole build
   * @param files all that is in it
   * @param answers what was answered while its classes were cut down, by name; of those that are in
   *     the output
   */
  public record Directory(Path path, Digest crate, FileStamps files, Map<String, byte[]> answers) {
    public Directory {
      answers = Map.copyOf(answers);
    }

    Directory with(FileStamps now) {
      return new Directory(path, crate, now, answers);
    }
  }

  /** The same output with other stamps. */
  PatchBasis with(long start, long sum, List<Directory> others) {
    return new PatchBasis(start, output, sha256, sum, others, undecided, classes);
  }

  /** As it is kept. */
  public byte[] toBytes() {
    List<byte[]> names = new ArrayList<>();
    int length = 5 * Long.BYTES + Digest.LENGTH;
    names.add(utf8(output.toString()));
    undecided.forEach(name -> names.add(utf8(name)));
    for (Directory directory : directories) {
      length += 2 * Long.BYTES + Digest.LENGTH + directory.files().length();
      names.add(utf8(directory.path().toString()));
      directory.answers().keySet().forEach(name -> names.add(utf8(name)));
      names.addAll(directory.answers().values());
    }
    for (byte[] name : names) {
      length += Integer.BYTES + name.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putLong(startNs).putLong(classes).putLong(checksum).put(sha256.raw());
    put(out, output.toString());
    strings(out, undecided);
    out.putInt(directories.size());
    for (Directory directory : directories) {
      put(out, directory.path().toString());
      out.put(directory.crate().raw());
      directory.files().write(out);
      out.putInt(directory.answers().size());
      for (Map.Entry<String, byte[]> answers : directory.answers().entrySet()) {
        put(out, answers.getKey());
        put(out, answers.getValue());
      }
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  /** Reads what {@link #toBytes} gave, and nothing else. */
  public static PatchBasis parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long startNs = in.getLong();
    long classes = in.getLong();
    long checksum = in.getLong();
    Digest sha256 = digest(in);
    Path output = Path.of(text(in));
    Set<String> undecided = new HashSet<>();
    for (int left = in.getInt(); left > 0; left--) {
      undecided.add(text(in));
    }
    List<Directory> directories = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      Path path = Path.of(text(in));
      Digest crate = digest(in);
      FileStamps files = FileStamps.read(in);
      Map<String, byte[]> answers = new HashMap<>();
      for (int more = in.getInt(); more > 0; more--) {
        answers.put(text(in), bytes(in));
      }
      directories.add(new Directory(path, crate, files, answers));
    }
    return new PatchBasis(startNs, output, sha256, checksum, directories, undecided, classes);
  }

  private static void strings(ByteBuffer out, Collection<String> texts) {
    out.putInt(texts.size());
    for (String text : texts) {
      put(out, text);
    }
  }

  private static void put(ByteBuffer out, String text) {
    put(out, utf8(text));
  }

  private static void put(ByteBuffer out, byte[] bytes) {
    out.putInt(bytes.length).put(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static Digest digest(ByteBuffer in) {
    byte[] raw = new byte[Digest.LENGTH];
    in.get(raw);
    return Digest.ofRaw(raw);
  }
}
