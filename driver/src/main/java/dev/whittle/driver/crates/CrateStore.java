package dev.whittle.driver.crates;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the crates of a build, through the cache. */
public final class CrateStore {
  /** Changes whenever the same input may give another crate. */
  private static final int LOWERING_VERSION = 1;

  /** What a crate in the cache may be used for. */
  public enum Reuse {
    /** Read it instead of lowering the input. */
    CACHED,
    /** Lower again, and replace it: it has turned out to be damaged. */
    FRESH
  }

  private final ContentStore store;
  private final InputIdentity identity;
  private final CrateLowering lowering;

  public CrateStore(ContentStore store, InputIdentity identity, OrderedMap parallel) {
    this.store = store;
    this.identity = identity;
    this.lowering = new CrateLowering(parallel);
  }

  /**
   * The crates of {@code inputs}.
   *
   * @throws Diagnostic when an input cannot be read
   * @throws DamagedInput when one is no jar, or a class in it is broken
   */
  public CrateGraph open(Inputs inputs, Reuse reuse) {
    List<OpenCrate> crates = new ArrayList<>();
    for (Input input : inputs.all()) {
      try {
        crates.add(new OpenCrate(input, source(input, reuse), size(input.path())));
      } catch (IOException failure) {
        throw Diagnostic.of(input.path(), failure);
      }
    }
    return new CrateGraph(crates, inputs.roots().size());
  }

  private ClassSource source(Input input, Reuse reuse) throws IOException {
    if (input instanceof Input.MirCrate crate) {
      return CrateReader.open(crate.path());
    }
    Digest content = identity.recognize(input.path()).digest();
    Digest key = key(input, content);
    Optional<ClassSource> cached = reuse == Reuse.CACHED ? cached(key) : Optional.empty();
    return cached.isPresent() ? cached.get() : fresh(input, content, key);
  }

  /** A crate is named by what it is made from and by everything that decides how. */
  private static Digest key(Input input, Digest content) {
    MessageDigest sha256 = Digest.sha256();
    String header =
        "whittle crate %d.%d lowering %d\n"
            .formatted(CrateFormat.MAJOR, CrateFormat.MINOR, LOWERING_VERSION);
    sha256.update(header.getBytes(StandardCharsets.UTF_8));
    sha256.update(content.raw());
    sha256.update(input.name().getBytes(StandardCharsets.UTF_8));
    return Digest.ofRaw(sha256.digest());
  }

  private Optional<ClassSource> cached(Digest key) {
    return store.result(key).flatMap(store::file).flatMap(CrateStore::map);
  }

  /** Whatever is wrong with a file of the cache, it is a miss. */
  private static Optional<ClassSource> map(Path file) {
    try {
      return Optional.of(CrateReader.open(file));
    } catch (IOException | DamagedInput _) {
      return Optional.empty();
    }
  }

  private ClassSource fresh(Input input, Digest content, Digest key) throws IOException {
    Crate crate = lowering.lower(input);
    if (!identity.recognize(input.path()).digest().equals(content)) {
      throw new Diagnostic(input.path() + ": changed while it was being read; build again");
    }
    Optional<Digest> kept = store.keepFile(CrateWriter.write(crate));
    kept.ifPresent(name -> store.record(key, name));
    return kept.flatMap(store::file).flatMap(CrateStore::map).orElse(crate);
  }

  private static long size(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return Files.size(input);
    }
    try (Stream<Path> files = Files.walk(input)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
