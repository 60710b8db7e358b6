package dev.whittle.cli;

import dev.whittle.cache.FileStamps;
import dev.whittle.cache.StampedNote;
import dev.whittle.driver.patch.Patch;
import dev.whittle.driver.patch.PatchBasis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is written down for {@link UpToDate} when a build has written its output, so that a small
 * edit of a class directory is put into it.
 *
 * @param notices what the build had to say, and would again
 * @param output as the user wrote it; empty when nothing is to be said
 */
record PatchNote(String notices, String output, PatchBasis basis) {
  private static final byte[] KIND = "patch".getBytes(StandardCharsets.UTF_8);

  /**
   * Keeps it for the build of that name.
   *
   * @param others all that the build looked at, but class directories and the output
   */
  void keep(Path cacheDirectory, byte[] name, FileStamps others) {
    StampedNote.keep(cacheDirectory, key(name), others, toBytes());
  }

  /**
   * Brings the output up to date, if that can be done from a note.
   *
   * @return what there is to say, with {@link UpToDate#SECONDS} where the time is; null when it
   *     cannot be done
   */
  static String patch(Path cacheDirectory, byte[] name) {
    long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Optional<StampedNote.Found> found = StampedNote.find(cacheDirectory, key(name));
    if (found.isEmpty()) {
      return null;
    }
    PatchNote before = parse(found.get().note());
    Optional<Patch.Done> done = Patch.run(cacheDirectory, before.basis(), startNs);
    if (done.isEmpty()) {
      return null;
    }
    PatchNote after = new PatchNote(before.notices(), before.output(), done.get().basis());
    after.keep(cacheDirectory, name, found.get().stamps());
    return after.said(done.get());
  }

  private String said(Patch.Done done) {
    if (output.isEmpty()) {
      return "";
    }
    StringBuilder said =
        new StringBuilder(notices)
            .append(done.isWritten() ? "Wrote " : "Built before: ")
            .append(output)
            .append(": ");
    if (done.isWritten()) {
      said.append(done.classes())
          .append(" of ")
          .append(basis.classes())
          .append(" classes made anew");
    } else {
      said.append("nothing of it has changed");
    }
    return said.append(", in ")
        .append(UpToDate.SECONDS)
        .append(" s.")
        .append(System.lineSeparator())
        .toString();
  }

  private static byte[] key(byte[] name) {
    byte[] key = Arrays.copyOf(KIND, KIND.length + name.length);
    System.arraycopy(name, 0, key, KIND.length, name.length);
    return key;
  }

  private byte[] toBytes() {
    byte[] first = notices.getBytes(StandardCharsets.UTF_8);
    byte[] second = output.getBytes(StandardCharsets.UTF_8);
    byte[] third = basis.toBytes();
    return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length + third.length)
        .putInt(first.length)
        .put(first)
        .putInt(second.length)
        .put(second)
        .put(third)
        .array();
  }

  private static PatchNote parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String notices = text(in);
    String output = text(in);
    byte[] basis = new byte[in.remaining()];
    in.get(basis);
    return new PatchNote(notices, output, PatchBasis.parse(basis));
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
