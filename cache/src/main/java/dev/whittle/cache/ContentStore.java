package dev.whittle.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.whittle.digest.Checksum;
import dev.whittle.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Two shelves of one directory, with recently used bytes in memory in front.
 *
 * <ul>
 *   <li>Contents are named by their own digest, which every read from disk checks: outputs by their
 *       SHA-256, the others by BLAKE3.
 *   <li>Results lead from a key to the digest of a content.
 * </ul>
 *
 * <p>A damaged file is a miss: it is counted and removed. A file that cannot be written is counted
 * and otherwise ignored. Thread-safe; byte arrays passed in and out are shared and must not be
 * changed.
 */
public final class ContentStore {
  static final String CONTENTS = "cas";
  private static final String RESULTS = "ac";
  private static final int RESULT_LENGTH = Digest.LENGTH + Integer.BYTES;
  private static final int ENTRY_OVERHEAD = 64;

  private final CacheDirectory directory;
  private final Cache<Digest, byte[]> memory;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder damaged = new LongAdder();
  private final LongAdder notKept = new LongAdder();
  private final UsageCounters usage;

  /** Null when there is none. */
  private final RemoteCache remote;

  ContentStore(
      CacheDirectory directory, long memoryBytes, UsageCounters usage, RemoteCache remote) {
    this.directory = directory;
    this.usage = usage;
    this.remote = remote;
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(memoryBytes)
            .weigher((Digest _, byte[] content) -> content.length + ENTRY_OVERHEAD)
            .executor(Runnable::run)
            .build();
  }

  /**
   * The store in {@code directory}, which need not exist yet, with an eighth of the heap in front.
   */
  public static ContentStore at(Path directory) {
    return at(directory, Runtime.getRuntime().maxMemory() / 8);
  }

  /** As {@link #at(Path)}, with at most {@code memoryBytes} in front. */
  public static ContentStore at(Path directory, long memoryBytes) {
    return new ContentStore(new CacheDirectory(directory), memoryBytes, new UsageCounters(), null);
  }

  /** Whether a file is one that the cache in {@code cacheDirectory} keeps. */
  public static boolean isKept(Path file, Path cacheDirectory) {
    return new CacheDirectory(cacheDirectory).holds(file);
  }

  /** Keeps {@code content} and returns its name. */
  public Digest put(byte[] content) {
    Digest name = Digest.of(content);
    memory.put(name, content);
    if (!Files.exists(directory.locate(CONTENTS, name))) {
      publish(CONTENTS, name, content);
    }
    return name;
  }

  /**
   * Writes {@code content} to disk, in place of whatever has its name, for reading through {@link
   * #file}: nothing stays in memory. Empty when it could not be written.
   */
  public Optional<Digest> keepFile(byte[] content) {
    Digest name = Digest.of(content);
    return publish(CONTENTS, name, content) ? Optional.of(name) : Optional.empty();
  }

  /**
   * Copies an output, whose SHA-256 was taken when it was written, to disk. It is not taken again:
   * one that has changed since is found damaged by whoever asks for it. False when it could not be
   * copied.
   */
  public boolean keepOutput(Digest name, Path file) {
    try {
      directory.publishCopy(CONTENTS, name, file);
      return true;
    } catch (IOException _) {
      notKept.increment();
      return false;
    }
  }

  /** The content of that name. */
  public Optional<byte[]> content(Digest name) {
    byte[] inMemory = memory.getIfPresent(name);
    if (inMemory != null) {
      hits.increment();
      return Optional.of(inMemory);
    }
    Optional<byte[]> onDisk = directory.read(CONTENTS, name);
    if (onDisk.isPresent() && !Digest.of(onDisk.get()).equals(name)) {
      discard(CONTENTS, name);
      onDisk = Optional.empty();
    }
    onDisk.ifPresent(content -> memory.put(name, content));
    (onDisk.isPresent() ? hits : misses).increment();
    return onDisk;
  }

  /**
   * The file that holds the content of that name, for mapping. Its bytes have not been checked, and
   * another process may remove it at any time.
   */
  public Optional<Path> file(Digest name) {
    Path file = directory.locate(CONTENTS, name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    directory.touch(CONTENTS, name);
    return Optional.of(file);
  }

  /**
   * Writes the output of that name to a file, which it replaces; nothing stays in memory. False
   * when it is not there or damaged; the file's content means nothing then.
   *
   * @throws IOException when the file cannot be written
   */
  public boolean copyOutput(Digest name, Path target) throws IOException {
    MessageDigest sha256 = Sha256.fresh();
    try (OutputStream file = Files.newOutputStream(target);
        OutputStream out = new DigestOutputStream(file, sha256);
        InputStream in = open(name)) {
      if (in == null) {
        misses.increment();
        return false;
      }
      in.transferTo(out);
    }
    if (Digest.ofRaw(sha256.digest()).equals(name)) {
      hits.increment();
      return true;
    }
    discard(CONTENTS, name);
    misses.increment();
    return false;
  }

  private InputStream open(Digest name) {
    try {
      return Files.newInputStream(directory.locate(CONTENTS, name));
    } catch (IOException _) {
      return null;
    }
  }

  /**
   * The content that is the result of {@code key}, here or, when that is not here, in the remote,
   * from where it is fetched. Its file is there; what was here before has not been checked.
   */
  public Optional<Digest> obtain(Kind kind, Digest key) {
    Optional<Digest> local = result(key).filter(name -> file(name).isPresent());
    if (local.isPresent()) {
      usage.count(kind, UsageCounters.Event.DISK_HIT);
      directory.touch(RESULTS, key);
      return local;
    }
    if (remote != null) {
      Optional<Digest> fetched = remote.result(key).flatMap(this::fetch);
      if (fetched.isPresent()) {
        usage.count(kind, UsageCounters.Event.REMOTE_HIT);
        record(key, fetched.get());
        return fetched;
      }
    }
    usage.count(kind, UsageCounters.Event.MISS);
    return Optional.empty();
  }

  /** Sees to it that an output is here, if it is here or in the remote. */
  public boolean obtainOutput(Digest name) {
    return file(name).isPresent() || remote != null && fetch(name, _ -> name).isPresent();
  }

  /** Where the remote's content of that SHA-256 is here now, under the name that it has here. */
  private Optional<Digest> fetch(Digest sha256) {
    return fetch(sha256, Digest::ofFile);
  }

  /** What a content is called here. */
  @FunctionalInterface
  private interface Naming {
    Digest name(Path file) throws IOException;
  }

  private Optional<Digest> fetch(Digest sha256, Naming naming) {
    if (remote.isGivenUp()) {
      return Optional.empty();
    }
    try {
      Path temporary = directory.temporary();
      if (remote.content(sha256, temporary)) {
        Digest name = naming.name(temporary);
        directory.publishFile(CONTENTS, name, temporary);
        return Optional.of(name);
      }
    } catch (IOException _) {
      notKept.increment();
    }
    return Optional.empty();
  }

  /** Sends a result and its content to the remote, if there is one that takes them. */
  public void share(Digest key, Digest content) {
    if (remote != null && remote.takes()) {
      Path file = directory.locate(CONTENTS, content);
      try {
        remote.put(key, Digest.sha256OfFile(file), file);
      } catch (IOException _) {
        // The file has gone from our own cache: no business of the remote.
      }
    }
  }

  /** Sends an output to the remote, if there is one that takes it. */
  public void shareOutput(Digest name) {
    if (remote != null && remote.takes()) {
      remote.put(name, directory.locate(CONTENTS, name));
    }
  }

  /** Remembers that the result of {@code key} is the content named {@code content}. */
  public void record(Digest key, Digest content) {
    byte[] entry = Arrays.copyOf(content.raw(), RESULT_LENGTH);
    ByteBuffer.wrap(entry).putInt(Digest.LENGTH, Checksum.crc32c(entry, 0, Digest.LENGTH));
    publish(RESULTS, key, entry);
  }

  /**
   * The name of the result of {@code key}. Whether its content is still there is another question.
   */
  public Optional<Digest> result(Digest key) {
    Optional<byte[]> entry = directory.read(RESULTS, key);
    if (entry.isPresent() && !intact(entry.get())) {
      discard(RESULTS, key);
      entry = Optional.empty();
    }
    if (entry.isEmpty()) {
      misses.increment();
    }
    return entry.map(bytes -> Digest.ofRaw(Arrays.copyOf(bytes, Digest.LENGTH)));
  }

  static boolean intact(byte[] entry) {
    return entry.length == RESULT_LENGTH
        && ByteBuffer.wrap(entry).getInt(Digest.LENGTH) == Checksum.crc32c(entry, 0, Digest.LENGTH);
  }

  private boolean publish(String shelf, Digest name, byte[] content) {
    try {
      directory.publish(shelf, name, content);
      return true;
    } catch (IOException _) {
      notKept.increment();
      return false;
    }
  }

  private void discard(String shelf, Digest name) {
    damaged.increment();
    directory.discard(shelf, name);
  }

  /**
   * What this process met.
   *
   * @param notKept what could not be written
   */
  public record Counts(long hits, long misses, long damaged, long notKept) {}

  /** What this process met so far. */
  public Counts counts() {
    return new Counts(hits.sum(), misses.sum(), damaged.sum(), notKept.sum());
  }

  /** What the directory holds: files of each shelf, bytes of all. */
  public record Statistics(long contents, long results, long bytes) {}

  /** Counts what the directory holds. */
  public Statistics statistics() throws IOException {
    CacheDirectory.Extent contents = directory.measure(CONTENTS);
    CacheDirectory.Extent results = directory.measure(RESULTS);
    CacheDirectory.Extent inputs = directory.measure(InputIdentity.SHELF);
    return new Statistics(
        contents.files(), results.files(), contents.bytes() + results.bytes() + inputs.bytes());
  }

  /** Removes everything that Whittle put into the directory. */
  public void clear() throws IOException {
    memory.invalidateAll();
    directory.clear();
  }
}
