package dev.whittle.driver.patch;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.Inventory;
import dev.whittle.cache.UsageLog;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.codegen.link.Deflated;
import dev.whittle.codegen.link.JarPatch;
import dev.whittle.dce.ClassEdit;
import dev.whittle.dce.Established;
import dev.whittle.dce.Level;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Survival;
import dev.whittle.digest.Checksum;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** One attempt at putting the classes that were edited into the output of the build before. */
public final class Patch {
  /** With more than these, a whole build, which works on all cores, is as fast. */
  private static final int MOST_FILES = 64;

  private static final String CLASS = ".class";

  /** Under which the usage of the cache has patches, and of each how many classes were made. */
  public static final String COUNTED = "patches";

  public static final String COUNTED_CLASSES = "classes";

  private final Path cacheDirectory;
  private final Inventory cache;
  private final PatchBasis before;
  private final long startNs;
  private final Map<String, Deflated> images = new HashMap<>();

  /** Null while nothing has changed, as are the crates that nothing has changed of. */
  private ProgramFacts facts;

  private MappedCrate[] crates;

  /** Null before it is asked for. */
  private Optional<Established> established;

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
   * @param of how many are in the output; 0 when none was made anew
   * @param isWritten whether the output is another one now
   */
  public record Done(PatchBasis basis, int classes, long of, boolean isWritten) {}

  /**
   * Brings the output of {@code before} up to date, if that can be done without looking at the
   * whole program; otherwise changes nothing. All but the inputs of {@code before} is the same as
   * then.
   *
   * @param startNs now, since 1970, UTC
   */
  public static Optional<Done> run(Path cacheDirectory, PatchBasis before, long startNs) {
    try {
      return new Patch(cacheDirectory, before, startNs).run();
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | DamagedInput
        | CodegenLimit
        | ReplayedSurvival.Unasked _) {
      // A whole build says what is wrong, if anything is.
      return Optional.empty();
    }
  }

  private Optional<Done> run() throws IOException {
    List<PatchBasis.Edited> inputs = new ArrayList<>();
    for (int i = 0; i < before.inputs().size(); i++) {
      Optional<PatchBasis.Edited> now = again(i, before.inputs().get(i));
      if (now.isEmpty()) {
        return Optional.empty();
      }
      inputs.add(now.get());
    }
    byte[] old = Files.readAllBytes(before.output());
    if (Checksum.of(old) != before.checksum()) {
      return Optional.empty();
    }
    Optional<byte[]> jar = images.isEmpty() ? Optional.of(old) : JarPatch.replace(old, images);
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    boolean isWritten = !Arrays.equals(jar.get(), old);
    long checksum = before.checksum();
    if (isWritten) {
      publish(jar.get());
      checksum = Checksum.of(jar.get());
      remember(old.length, jar.get().length, checksum);
    }
    PatchBasis after = before.with(startNs, checksum, inputs);
    long of = images.isEmpty() ? 0 : facts.classes();
    return Optional.of(new Done(after, images.size(), of, isWritten));
  }

  /**
   * An input as it is now, with an image of each class that is another; empty when it differs in
   * what matters to anything else.
   */
  private Optional<PatchBasis.Edited> again(int input, PatchBasis.Edited then) throws IOException {
    FileStamps now = then.files().again();
    Optional<List<Path>> changed = then.files().changed(now, before.startNs());
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    if (changed.get().isEmpty()) {
      return Optional.of(then);
    }
    Optional<PatchBasis.Edited> again =
        switch (then) {
          case PatchBasis.Directory directory -> again(input, directory, now, changed.get());
          case PatchBasis.Jar jar -> again(input, jar, now);
        };
    return again.filter(_ -> now.only(changed.get()).areCurrent());
  }

  private Optional<PatchBasis.Edited> again(
      int input, PatchBasis.Directory then, FileStamps now, List<Path> files) throws IOException {
    Map<String, byte[]> others = new LinkedHashMap<>();
    Map<String, Long> checksums = new LinkedHashMap<>(then.checksums());
    for (Path file : files) {
      String path = then.path().relativize(file).toString().replace('\\', '/');
      byte[] content = Files.readAllBytes(file);
      Long checksum = Checksum.of(content);
      if (!checksum.equals(checksums.put(path, checksum))) {
        others.put(path, content);
        if (others.size() > MOST_FILES) {
          return Optional.empty();
        }
      }
    }
    for (Map.Entry<String, byte[]> file : others.entrySet()) {
      if (!generate(input, file.getKey(), file.getValue())) {
        return Optional.empty();
      }
    }
    return Optional.of(new PatchBasis.Directory(then.path(), now, checksums));
  }

  private Optional<PatchBasis.Edited> again(int input, PatchBasis.Jar then, FileStamps now)
      throws IOException {
    Optional<JarTable> jar = JarTable.of(Files.readAllBytes(then.path()));
    Optional<JarTable.Changes> changes = jar.flatMap(table -> table.since(then.listing()));
    if (changes.isEmpty() || changes.get().files().size() > MOST_FILES) {
      return Optional.empty();
    }
    for (int file : changes.get().files()) {
      if (!generate(input, jar.get().name(file), jar.get().content(file))) {
        return Optional.empty();
      }
    }
    return Optional.of(new PatchBasis.Jar(then.path(), now, changes.get().listing()));
  }

  /** The image of what lies at {@code path}, if what changed of it matters to nothing else. */
  private boolean generate(int input, String path, byte[] content) throws IOException {
    Optional<MappedCrate> known = crate(input);
    if (known.isEmpty() || !known.get().refused().isEmpty()) {
      return false;
    }
    MappedCrate crate = known.get();
    String name = path.endsWith(CLASS) ? path.substring(0, path.length() - CLASS.length()) : "";
    return crate.releases(name).contains(0)
        ? generateClass(input, crate, name, path, content)
        : isSameResource(crate, path, content);
  }

  private boolean generateClass(
      int input, MappedCrate crate, String name, String path, byte[] content) {
    ClassDef now = ClassLowering.lower(content);
    // What a part lacks the analysis has not asked for, if the part is still the one of then.
    if (!now.name().equals(name) || crate.isUnasked(name, 0)) {
      return false;
    }
    byte[] answers = facts.crates().get(input).answers(name);
    ClassDef then = crate.find(name).orElseThrow();
    ReplayedSurvival program =
        answers == null ? null : ReplayedSurvival.of(then, answers, this::established);
    Optional<ClassEdit.Difference> difference =
        ClassEdit.between(then, now, new OfClass(name, program));
    if (difference.isEmpty()) {
      return false;
    }
    Set<String> used = difference.get().used();
    // What other versions of a class for other releases do is not looked at here. A place that
    // could not be decided may be on the same line in two of them, and counts once.
    if ((!used.isEmpty() || hasUndecided(name)) && crate.releases(name).size() > 1) {
      return false;
    }
    // What is not in the output was not reached: its declarations alone matter.
    if (program != null) {
      program.edit(name, used, difference.get().added());
      ClassDef survivor = Pruning.prune(now, program);
      images.put(path, Deflated.of(ClassEmitter.emit(survivor)));
    }
    return true;
  }

  private boolean hasUndecided(String name) {
    for (String function : facts.undecided()) {
      if (function.startsWith(name + ".")) {
        return true;
      }
    }
    return false;
  }

  /** What is known of a class. */
  private final class OfClass implements ClassEdit.Known {
    private final String name;

    /** Null when the class is not in the output. */
    private final Survival program;

    OfClass(String name, Survival program) {
      this.name = name;
      this.program = program;
    }

    @Override
    public boolean uses(String function, String descriptor) {
      return program != null && program.function(name, function, descriptor) == Level.USED;
    }

    @Override
    public boolean isUndecided(String function, String descriptor) {
      return !facts.undecided().isEmpty()
          && facts.undecided().contains(name + "." + function + descriptor);
    }

    @Override
    public Optional<Established> established() {
      return Patch.this.established();
    }
  }

  /** A packer may have compressed it in another way. */
  private static boolean isSameResource(MappedCrate crate, String path, byte[] content) {
    return !crate.isUnaskedResource(path)
        && crate.resource(path).filter(then -> Arrays.equals(then, content)).isPresent();
  }

  /** The crate of an input, as the last whole build had it, or another part of it. */
  private Optional<MappedCrate> crate(int input) throws IOException {
    if (crates == null) {
      Optional<ProgramFacts> known = ProgramFacts.find(cacheDirectory, before.key());
      if (known.isEmpty() || known.get().crates().size() != before.inputs().size()) {
        return Optional.empty();
      }
      facts = known.get();
      crates = new MappedCrate[before.inputs().size()];
    }
    if (crates[input] == null) {
      Optional<Digest> content = cache.result(facts.crates().get(input).key());
      Optional<Inventory.File> file = content.flatMap(cache::content);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      Path path = file.get().path();
      crates[input] = CrateReader.part(path, path.toString(), null);
    }
    return Optional.of(crates[input]);
  }

  /** What the analysis of the last whole build established; read when it is first asked for. */
  private Optional<Established> established() {
    if (established == null) {
      established = facts.established().flatMap(cache::content).map(Patch::established);
    }
    return established;
  }

  private static Established established(Inventory.File file) {
    try {
      return Established.parse(Files.readAllBytes(file.path()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What {@code whittle why} and {@code whittle cache} know of a patch; no build records it. */
  private void remember(int old, int length, long checksum) {
    SortedSet<String> classes = new TreeSet<>(images.keySet());
    Digest origin = facts.sha256();
    Optional<Patched> earlier = Patched.find(cacheDirectory, old, before.checksum());
    if (earlier.isPresent() && earlier.get().origin().equals(origin)) {
      classes.addAll(earlier.get().classes());
    }
    new Patched(origin, classes).keep(cacheDirectory, length, checksum);
    UsageLog.add(cacheDirectory, COUNTED, COUNTED_CLASSES, images.size(), startNs / 1_000_000_000);
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
