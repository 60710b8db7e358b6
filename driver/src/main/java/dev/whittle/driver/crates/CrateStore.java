package dev.whittle.driver.crates;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.cache.Kind;
import dev.whittle.driver.BuildListener;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.Parallel;
import dev.whittle.driver.Work;
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
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens the crates of a build, through the cache. What the cache has no crate for is lowered: a
 * directory, and a root that is no large jar, at once; other jars class by class as they are asked,
 * and {@link #keep} writes what was lowered. Closing makes what was not asked of a jar unreadable.
 */
public final class CrateStore implements AutoCloseable {
  /** Changes whenever the same input may give another crate. */
  private static final int LOWERING_VERSION = 6;

  private static final String HEADER =
      "whittle crate "
          + CrateFormat.MAJOR
          + "."
          + CrateFormat.MINOR
          + " lowering "
          + LOWERING_VERSION
          + "\n";

  /**
   * Most of a program's own jar is reached, unless it is so large that it must have its libraries
   * in it: it is lowered whole. ▸ Lowering ecj (3 MB, of which 96 % is reached) class by class took
   * a tenth more CPU, Clojure 7 %, the Kotlin compiler 5 %: more is in memory in decoded form.
   */
  private static final long MOST_ROOT_BYTES = 6_000_000;

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
  private final Parallel parallel;
  private final List<Partial> partials = new ArrayList<>();
  private final Map<MappedCrate, Digest> files = new IdentityHashMap<>();
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
    this.parallel = parallel;
    this.lowering = new CrateLowering(parallel, listener);
  }

  /** An input that the cache has no crate for. */
  private record Missing(int index, Digest stamp, Digest content, Digest key) {}

  /** The crate of a jar, and where it belongs. */
  private record Partial(PartialCrate crate, Digest key) {}

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
    listener.expected(Work.CRATES, missing.size());
    long[] last = {System.nanoTime()};
    for (Iterator<Missing> jars = missing.iterator(); jars.hasNext(); ) {
      Missing place = jars.next();
      if (all.get(place.index()) instanceof Input.Jar jar
          && (place.index() >= inputs.roots().size() || size(jar.path()) > MOST_ROOT_BYTES)) {
        crates[place.index()] = outline(jar, place);
        listener.progress(Work.CRATES, 1);
        last[0] = timed(jar, last[0]);
        jars.remove();
      }
    }
    Iterator<Missing> next = missing.iterator();
    lowering.lower(
        missing.stream().map(m -> all.get(m.index())).toList(),
        (input, crate) -> {
          Missing place = next.next();
          crates[place.index()] = keep(input, place, crate);
          last[0] = timed(input, last[0]);
        });
    List<OpenCrate> opened = new ArrayList<>();
    for (int i = 0; i < crates.length; i++) {
      opened.add(new OpenCrate(all.get(i), crates[i], keys[i], size(all.get(i).path())));
    }
    return new CrateGraph(opened, inputs.roots().size());
  }

  private long timed(Input input, long start) {
    long now = System.nanoTime();
    listener.timings().add(Timings.Kind.CRATE, input.name(), start, now);
    return now;
  }

  private MappedCrate outline(Input.Jar jar, Missing place) {
    PartialCrate partial =
        PartialCrate.outline(
            jar,
            () -> hasChanged(jar, place),
            listener,
            (source, entries) ->
                parallel.map(
                    entries,
                    entry -> {
                      listener.progress(Work.CLASSES_LISTED, 1);
                      return source.outline(entry);
                    }));
    partials.add(new Partial(partial, place.key()));
    return partial.crate();
  }

  private boolean hasChanged(Input input, Missing place) throws IOException {
    return !identity.stamp(input.path()).equals(place.stamp())
        || !identity.recognize(input.path()).digest().equals(place.content());
  }

  /** Writes what was lowered since crates were opened. */
  public void keep() {
    for (Partial partial : partials) {
      Optional<byte[]> bytes = partial.crate().toKeep();
      if (bytes.isPresent()) {
        files.remove(partial.crate().crate());
        store
            .keepFile(bytes.get())
            .ifPresent(name -> enter(partial.key(), name, partial.crate().crate()));
      }
    }
  }

  private void enter(Digest key, Digest content, MappedCrate crate) {
    store.record(key, content);
    store.share(key, content);
    files.put(crate, content);
  }

  /**
   * The content of the cache that has all of a crate that was asked for when it was opened or,
   * since then, {@linkplain #keep kept}.
   */
  public Optional<Digest> file(OpenCrate crate) {
    return Optional.ofNullable(files.get(crate.source()));
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
      Missing place = new Missing(index, stamp, content, key);
      Optional<MappedCrate> cached =
          reuse == Reuse.CACHED ? cached(input, place) : Optional.empty();
      if (cached.isEmpty()) {
        missing.add(place);
      }
      return cached.orElse(null);
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }

  /** A crate is named by what it is made from and by everything that decides how. */
  public static Digest key(Input input, Digest content) {
    MessageDigest digest = Digest.fresh();
    digest.update(HEADER.getBytes(StandardCharsets.UTF_8));
    digest.update(content.raw());
    digest.update(input.name().getBytes(StandardCharsets.UTF_8));
    return Digest.ofRaw(digest.digest());
  }

  private Optional<MappedCrate> cached(Input input, Missing place) {
    long damaged = store.counts().damaged();
    Optional<Digest> content = store.obtain(CRATES, place.key());
    Optional<MappedCrate> cached = content.flatMap(name -> map(name, input, place));
    if (cached.isEmpty()) {
      boolean isDamaged = content.isPresent() || store.counts().damaged() > damaged;
      misses.crate(CRATES, input.name(), place.content(), place.key(), isDamaged);
    }
    return cached;
  }

  /** Whatever is wrong with a file of the cache, it is a miss. */
  private Optional<MappedCrate> map(Digest content, Input input, Missing place) {
    Optional<MappedCrate> crate = store.file(content).flatMap(file -> map(file, input, place));
    crate.ifPresent(mapped -> files.put(mapped, content));
    return crate;
  }

  private Optional<MappedCrate> map(Path file, Input input, Missing place) {
    try {
      if (input instanceof Input.Jar jar) {
        PartialCrate partial = PartialCrate.at(file, jar, () -> hasChanged(jar, place), listener);
        partials.add(new Partial(partial, place.key()));
        return Optional.of(partial.crate());
      }
      return Optional.of(CrateReader.open(file, input.path().toString()));
    } catch (IOException | DamagedInput _) {
      return Optional.empty();
    }
  }

  /** Where the cache cannot be written, the crate stays in memory. */
  private MappedCrate keep(Input input, Missing place, EncodedCrate crate) {
    try {
      if (hasChanged(input, place)) {
        throw new Diagnostic(input.path() + ": changed while it was being read; build again");
      }
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
    byte[] bytes = crate.toBytes();
    Optional<Digest> kept = store.keepFile(bytes);
    Optional<MappedCrate> mapped = kept.flatMap(name -> map(name, input, place));
    if (mapped.isPresent()) {
      enter(place.key(), kept.get(), mapped.get());
    }
    return mapped.orElseGet(() -> CrateReader.of(bytes, input.path().toString()));
  }

  @Override
  public void close() {
    for (Partial partial : partials) {
      try {
        partial.crate().close();
      } catch (IOException _) {
        // All that was needed was read.
      }
    }
  }

  private static long size(Path input) {
    try (Stream<Path> files = Files.walk(input, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException failure) {
      throw Diagnostic.of(input, failure);
    }
  }
}
