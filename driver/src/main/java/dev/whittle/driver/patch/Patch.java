package dev.whittle.driver.patch;

import dev.whittle.cache.Checksum;
import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.Inventory;
import dev.whittle.cache.StampedNote;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.codegen.link.Deflated;
import dev.whittle.codegen.link.JarPatch;
import dev.whittle.dce.Level;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Seen;
import dev.whittle.dce.Survival;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt at putting the classes that were edited into the output of the build before. */
public final class Patch {
  /** With more than these, a whole build, which works on all cores, is as fast. */
  private static final int MOST_CLASSES = 64;

  private static final String CLASS = ".class";

  private final Path cacheDirectory;
  private final Inventory cache;
  private final PatchBasis before;
  private final long startNs;
  private final Map<String, Deflated> images = new HashMap<>();

  private Patch(Path cacheDirectory, PatchBasis before, long startNs) {
    this.cacheDirectory = cacheDirectory;
    this.cache = new Inventory(cacheDirectory);
    this.before = before;
    this.startNs = startNs;
  }

  /**
   * What was done.
   *
   * @param basis for the next time
   * @param classes how many were made anew
   * @param isWritten whether the output is another one now
   */
  public record Done(PatchBasis basis, int classes, boolean isWritten) {}

  /**
   * Brings the output of {@code before} up to date, if that can be done without looking at the
   * whole program; otherwise changes nothing. All that is no class directory is the same as then.
   *
   * @param startNs now, since 1970, UTC
   */
  public static Optional<Done> run(Path cacheDirectory, PatchBasis before, long startNs) {
    try {
      return new Patch(cacheDirectory, before, startNs).run();
    } catch (IOException | DamagedInput | CodegenLimit | ReplayedSurvival.Unasked _) {
      // A whole build says what is wrong, if anything is.
      return Optional.empty();
    }
  }

  private Optional<Done> run() throws IOException {
    List<PatchBasis.Directory> directories = new ArrayList<>();
    for (PatchBasis.Directory directory : before.directories()) {
      FileStamps now = directory.files().again();
      Optional<List<Path>> changed = directory.files().changed(now, before.startNs());
      if (changed.isEmpty()
          || changed.get().size() > MOST_CLASSES
          || !generate(directory, changed.get())
          || !now.only(changed.get()).areCurrent()) {
        return Optional.empty();
      }
      directories.add(directory.with(now));
    }
    byte[] old = Files.readAllBytes(before.output());
    if (Checksum.of(old) != before.checksum()) {
      return Optional.empty();
    }
    Optional<byte[]> jar = JarPatch.replace(old, images);
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    boolean isWritten = !Arrays.equals(jar.get(), old);
    if (isWritten) {
      publish(jar.get());
      byte[] origin = before.sha256().raw();
      StampedNote.keep(cacheDirectory, originName(jar.get()), FileStamps.of(List.of()), origin);
    }
    PatchBasis after = before.with(startNs, Checksum.of(jar.get()), directories);
    return Optional.of(new Done(after, images.size(), isWritten));
  }

  /** The images of classes, if what changed of them matters to nothing else. */
  private boolean generate(PatchBasis.Directory directory, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return true;
    }
    Optional<MappedCrate> crate = crate(directory.crate());
    if (crate.isEmpty() || !crate.get().refused().isEmpty()) {
      return false;
    }
    for (Path file : files) {
      String path = directory.path().relativize(file).toString().replace('\\', '/');
      if (!path.endsWith(CLASS) || !generate(directory, crate.get(), path, file)) {
        return false;
      }
    }
    return true;
  }

  private boolean generate(
      PatchBasis.Directory directory, MappedCrate crate, String path, Path file)
      throws IOException {
    String name = path.substring(0, path.length() - CLASS.length());
    Optional<ClassDef> then = crate.find(name);
    ClassDef now = ClassLowering.lower(Files.readAllBytes(file));
    byte[] answers = directory.answers().get(name);
    Survival program = answers == null ? null : new ReplayedSurvival(answers);
    if (then.isEmpty()
        || !now.name().equals(name)
        || before.undecided().contains(name)
        || !Seen.same(
            then.get(),
            now,
            (function, descriptor) ->
                program != null && program.function(name, function, descriptor) == Level.USED)) {
      return false;
    }
    // What is not in the output was not reached: its declarations alone matter.
    if (program != null) {
      ClassDef survivor = Pruning.prune(now, program);
      images.put(path, Deflated.of(ClassEmitter.emit(survivor)));
    }
    return true;
  }

  private Optional<MappedCrate> crate(Digest key) throws IOException {
    Optional<Digest> content = cache.result(key);
    Optional<Inventory.File> file =
        content.isEmpty() ? Optional.empty() : cache.content(content.get());
    return file.isEmpty() ? Optional.empty() : Optional.of(CrateReader.open(file.get().path()));
  }

  /** Of which jar, that a whole build wrote, {@code jar} was made; empty when it was not. */
  public static Optional<Digest> originOf(Path cacheDirectory, byte[] jar) {
    return StampedNote.find(cacheDirectory, originName(jar))
        .map(found -> Digest.ofRaw(found.note()));
  }

  private static byte[] originName(byte[] jar) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(jar.length)
        .putLong(Checksum.of(jar))
        .array();
  }

  private void publish(byte[] jar) throws IOException {
    Path target = before.output();
    String name = "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp";
    Path temporary = target.resolveSibling(name);
    try {
      temporary.toFile().deleteOnExit();
      Files.write(temporary, jar);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
