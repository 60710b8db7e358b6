package dev.whittle.driver.crates;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.cache.Kind;
import dev.whittle.driver.BuildListener;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.Parallel;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.EncodedCrate;
import dev.whittle.ir.crate.MappedCrate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the crates of a build, through the cache. */
public final class CrateStore {
  /** Changes whenever the same input may give another crate. */
  private static final int LOWERING_VERSION = 4;

  /** Crates, by what they are made from. */
  public static final Kind CRATES = new Kind(3, "crates");

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
  private final Misses misses;
  private final BuildListener listener;

  /**
   * @param misses is told what is not there
   */
  public CrateStore(
      ContentStore store,
      InputIdentity identity,
      Parallel parallel,
      Misses misses,
      BuildListener listener) {
    this.store = store;
    this.identity = identity;
    this.misses = misses;
    this.listener = listener;
    this.lowering = new CrateLowering(parallel, listener);
  }

  /** An input that the cache has no crate for. */
  private record Missing(int index, Digest stamp, Digest content, Digest key) {}

  /**
   * The crates of {@code inputs}.
   *
   * @throws Diagnostic when an input cannot be read
   * @throws DamagedInput when one is no jar or no crate
   */
  public CrateGraph open(Inputs inputs, Reuse reuse) {
    List<Input> all = inputs.all();
    MappedCrate[] crates = new MappedCrate[all.size()];
    Digest[] keys = new Digest[crates.length];
    List<Missing> missing = new ArrayList<>();
    for (int i = 0; i < crates.length; i++) {
      crates[i] = known(i, all.get(i), reuse, keys, missing);
    }
    Iterator<Missing> next = missing.iterator();
    long[] last = {System.nanoTime()};
    lowering.lower(
        missing.stream().map(m -> all.get(m.index())).toList(),
        (input, crate) -> {
          Missing place = next.next();
          crates[place.index()] = keep(input, place, crate);
          long now = System.nanoTime();
          listener.timings().add(Timings.Kind.CRATE, input.name(), last[0], now);
          last[0] = now;
        });
    List<OpenCrate> opened = new ArrayList<>();
    for (int i = 0; i < crates.length; i++) {
      opened.add(new OpenCrate(all.get(i), crates[i], keys[i], size(all.get(i).path())));
    }
    return new CrateGraph(opened, inputs.roots().size());
  }

  /** The crate of an input without lowering it; null, and noted, when that cannot be. */
  private MappedCrate known(
      int index, Input input, Reuse reuse, Digest[] keys, List<Missing> missing) {
    try {
      if (input instanceof Input.MirCrate crate) {
        return CrateReader.open(crate.path());
      }
      Digest stamp = identity.stamp(input.path());
      Digest content = identity.recognize(input.path()).digest();
      Digest key = key(input, content);
      keys[index] = key;
      Optional<MappedCrate> cached =
          reuse == Reuse.CACHED ? cached(input, content, key) : Optional.empty();
      if (cached.isEmpty()) {
        missing.add(new Missing(index, stamp, content, key));
      }
      return cached.orElse(null);
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }

  /** A crate is named by what it is made from and by everything that decides how. */
  public static Digest key(Input input, Digest content) {
    MessageDigest sha256 = Digest.sha256();
    String header =
        "whittle crate %d.%d lowering %d\n"
            .formatted(CrateFormat.MAJOR, CrateFormat.MINOR, LOWERING_VERSION);
    sha256.update(header.getBytes(StandardCharsets.UTF_8));
    sha256.update(content.raw());
    sha256.update(input.name().getBytes(StandardCharsets.UTF_8));
    return Digest.ofRaw(sha256.digest());
  }

  private Optional<MappedCrate> cached(Input input, Digest content, Digest key) {
    long damaged = store.counts().damaged();
    Optional<Path> file = store.obtain(CRATES, key).flatMap(store::file);
    Optional<MappedCrate> cached = file.flatMap(f -> map(f, input));
    if (cached.isEmpty()) {
      boolean isDamaged = file.isPresent() || store.counts().damaged() > damaged;
      misses.crate(CRATES, input.name(), content, key, isDamaged);
    }
    return cached;
  }

  /** Whatever is wrong with a file of the cache, it is a miss. */
  private static Optional<MappedCrate> map(Path file, Input input) {
    try {
      return Optional.of(CrateReader.open(file, input.path().toString()));
    } catch (IOException | DamagedInput _) {
      return Optional.empty();
    }
  }

  /** Where the cache cannot be written, the crate stays in memory. */
  private MappedCrate keep(Input input, Missing place, EncodedCrate crate) {
    try {
      if (!identity.stamp(input.path()).equals(place.stamp())
          || !identity.recognize(input.path()).digest().equals(place.content())) {
        throw new Diagnostic(input.path() + ": changed while it was being read; build again");
      }
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
    byte[] bytes = crate.toBytes();
    Optional<Digest> kept = store.keepFile(bytes);
    kept.ifPresent(
        name -> {
          store.record(place.key(), name);
          store.share(place.key(), name);
        });
    return kept.flatMap(store::file)
        .flatMap(file -> map(file, input))
        .orElseGet(() -> CrateReader.of(bytes, input.path().toString()));
  }

  /** The crate that {@code store} has under a key. */
  public static Optional<MappedCrate> crate(ContentStore store, Digest key) throws IOException {
    Optional<Path> file = store.result(key).flatMap(store::file);
    return file.isPresent() ? Optional.of(CrateReader.open(file.get())) : Optional.empty();
  }

  private static long size(Path input) {
    try (Stream<Path> files = Files.walk(input)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException failure) {
      throw Diagnostic.of(input, failure);
    }
  }
}
