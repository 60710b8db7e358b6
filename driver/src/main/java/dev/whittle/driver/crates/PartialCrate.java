package dev.whittle.driver.crates;

import dev.whittle.driver.BuildListener;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.Work;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.crate.CrateEncoder;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.EncodedCrate;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.RefusedClass;
import dev.whittle.ir.crate.Supply;
import dev.whittle.lower.ClassFileSource;
import dev.whittle.lower.JarSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The crate of a jar, of which only those classes are lowered that somebody asks for. It starts
 * with the names of everything, and classes that are broken in a way that can be seen without
 * reading what they declare; that is written when the build is done, with what was lowered
 * meanwhile.
 *
 * <p>What it is made from stays the jar that it was: its table of contents is read when it is
 * opened, the jar's stat record must be the one that was recognized before and after that, and each
 * entry has the checksum that stands there.
 */
final class PartialCrate implements Supply, AutoCloseable {
  private final Input.Jar input;
  private final Recognized place;
  private final BuildListener listener;

  /** What must still be so when the jar is opened. */
  interface Recognized {
    /** Whether the input has changed since it was recognized. */
    boolean hasChanged() throws IOException;
  }

  private JarSource jar;
  private MappedCrate crate;

  /** The file of a crate that nothing is added to, when the cache does not have it. */
  private byte[] unwritten;

  private PartialCrate(Input.Jar input, Recognized place, BuildListener listener) {
    this.input = input;
    this.place = place;
    this.listener = listener;
  }

  /**
   * A crate in the cache, a complete one or a part.
   *
   * @throws IOException when there is no such file
   * @throws dev.whittle.ir.DamagedInput when it is no crate
   */
  static PartialCrate at(Path file, Input.Jar input, Recognized place, BuildListener listener)
      throws IOException {
    PartialCrate partial = new PartialCrate(input, place, listener);
    partial.crate = CrateReader.part(file, input.path().toString(), partial);
    return partial;
  }

  /** What looks at many entries of a jar, and gives their outlines in order. */
  interface Outlining
      extends BiFunction<JarSource, List<ClassFileSource.Entry>, List<JarSource.Outline>> {}

  /**
   * A crate that has only names.
   *
   * @throws dev.whittle.ir.DamagedInput when the jar is none
   */
  static PartialCrate outline(
      Input.Jar input, Recognized place, BuildListener listener, Outlining outlining) {
    PartialCrate partial = new PartialCrate(input, place, listener);
    partial.unwritten = partial.names(outlining).toBytes();
    partial.crate = CrateReader.part(partial.unwritten, input.path().toString(), partial);
    return partial;
  }

  private EncodedCrate names(Outlining outlining) {
    JarSource source = jar();
    CrateEncoder encoder = new CrateEncoder(input.name());
    List<ClassFileSource.Entry> entries = source.entries();
    List<JarSource.Outline> outlines = outlining.apply(source, entries);
    for (int i = 0; i < outlines.size(); i++) {
      ClassFileSource.Entry entry = entries.get(i);
      switch (outlines.get(i)) {
        case JarSource.Outline.Sound(int functions) -> {
          if (entry.release() != 0) {
            encoder.markMultiRelease();
          }
          encoder.addPending(entry.name(), entry.release(), functions);
        }
        case JarSource.Outline.Refused(String reason) ->
            encoder.addRefused(new RefusedClass(entry.name(), entry.release(), reason));
        case JarSource.Outline.Misplaced(String path) -> encoder.addPendingResource(path);
      }
    }
    source.resourceNames().forEach(encoder::addPendingResource);
    return encoder.finish();
  }

  MappedCrate crate() {
    return crate;
  }

  /** The bytes of its file, when the cache should have other ones. */
  Optional<byte[]> toKeep() {
    return crate.grown().map(EncodedCrate::toBytes).or(() -> Optional.ofNullable(unwritten));
  }

  @Override
  public ClassDef lower(String className, int release) {
    listener.progress(Work.CLASSES_LOWERED, 1);
    return listener
        .timings()
        .time(
            Timings.Kind.LOWER,
            input.name(),
            () -> jar().lower(new ClassFileSource.Entry(className, release)));
  }

  @Override
  public byte[] resource(String name) {
    return jar().file(name).orElseThrow(this::changed);
  }

  private synchronized JarSource jar() {
    if (jar == null) {
      requireUnchanged();
      jar = JarSource.open(input.path(), this::requireUnchanged);
      requireUnchanged();
    }
    return jar;
  }

  private void requireUnchanged() {
    try {
      if (place.hasChanged()) {
        throw changed();
      }
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }

  private Diagnostic changed() {
    return new Diagnostic(input.path() + ": changed while it was being read; build again");
  }

  @Override
  public synchronized void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }
}
