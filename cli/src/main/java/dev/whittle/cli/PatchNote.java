package dev.whittle.cli;

import dev.whittle.cache.FileStamps;
import dev.whittle.cache.NoteReader;
import dev.whittle.cache.NoteWriter;
import dev.whittle.cache.StampedNote;
import dev.whittle.driver.patch.Patch;
import dev.whittle.driver.patch.PatchBasis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is written down for {@link UpToDate} when a build has written or found its output, so that a
 * small edit of a class directory or of a root jar is put into it.
 *
 * @param notices what the build had to say, and would again
 * @param output as the user wrote it; empty when nothing is to be said
 */
record PatchNote(String notices, String output, PatchBasis basis) {
  private static final byte[] KIND = "patch".getBytes(StandardCharsets.UTF_8);

  /**
   * Keeps it for the build of that name.
   *
   * @param others all that the build looked at, but what may be patched and the output
   */
  void keep(Path cacheDirectory, byte[] name, FileStamps others) {
    StampedNote.keep(cacheDirectory, key(name), others, toBytes());
  }

  /**
   * Brings the output up to date, if that can be done from a note.
   *
   * @return what there is to say, with {@link UpToDate#SECONDS} where the time is; null when it
   *     cannot be done
   * @throws IOException when the output cannot be looked at
   */
  static String patch(Path cacheDirectory, byte[] name) throws IOException {
    long startNs = UpToDate.nowNs();
    Optional<StampedNote.Found> found = StampedNote.find(cacheDirectory, key(name));
    if (found.isEmpty()) {
      return null;
    }
    PatchNote before = parse(found.get().note());
    FileStamps output = FileStamps.of(List.of(before.basis().output()));
    Optional<Patch.Done> done = Patch.run(cacheDirectory, before.basis(), startNs);
    if (done.isEmpty()) {
      return null;
    }
    PatchNote after = new PatchNote(before.notices(), before.output(), done.get().basis());
    FileStamps others = found.get().stamps();
    after.keep(cacheDirectory, name, others);
    String said = after.said(done.get());
    if (!done.get().isWritten()) {
      after.keepUnchanged(cacheDirectory, name, others, output, startNs, said);
    }
    return said;
  }

  /** There was nothing to do: the next time, stat records say so. */
  private void keepUnchanged(
      Path cacheDirectory,
      byte[] name,
      FileStamps others,
      FileStamps outputs,
      long startNs,
      String said) {
    FileStamps inputs = others;
    for (PatchBasis.Edited input : basis.inputs()) {
      inputs = inputs.and(input.files());
    }
    if (inputs.wereSettled(startNs)) {
      UpToDate.keep(
          cacheDirectory, name, inputs, outputs, basis.output(), basis.checksum(), startNs, said);
    }
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
      said.append(done.classes()).append(" of ").append(done.of()).append(" classes made anew");
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
    return new NoteWriter().bytes(KIND).bytes(name).toBytes();
  }

  private byte[] toBytes() {
    return new NoteWriter().text(notices).text(output).bytes(basis.toBytes()).toBytes();
  }

  private static PatchNote parse(byte[] bytes) {
    NoteReader in = new NoteReader(bytes);
    return new PatchNote(in.text(), in.text(), PatchBasis.parse(in.bytes()));
  }
}
