package dev.whittle.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Small results by key: in memory, weighed by bytes, and on disk in packs. What a process puts goes
 * into one new pack, which others see when it is {@linkplain #publish published}, whole or not at
 * all.
 *
 * <p>An entry that is used again after {@link #REFRESH_DAYS} is copied into the pack of that
 * process: so each entry says on which day it was last used, no file is written when it is used the
 * same day, and what nobody uses can be told from what somebody does.
 *
 * <p>Whatever is wrong with a pack is a miss, and whatever cannot be written is not kept. Both are
 * counted. Thread-safe; byte arrays passed in and out are shared and must not be changed.
 */
public final class EntryStore implements AutoCloseable {
  static final int REFRESH_DAYS = 1;
  private static final int ENTRY_OVERHEAD = 96;

  /** Where an entry is looked for. */
  record Address(Kind kind, Digest key) {}

  private final PackDirectory packs;
  private final Cache<Address, byte[]> memory;
  private final UsageCounters usage;
  private final int today;

  /** Null when nobody else shares these entries. */
  private volatile SharedPacks shared;

  /** What was found or put while {@link #shared} takes entries. */
  private final Set<Address> used = ConcurrentHashMap.newKeySet();

  /** Guarded by this. What was put and not published yet; null before the first. */
  private PackWriter writer;

  /** Guarded by this. What {@link #writer} has. */
  private final Set<Address> written = new HashSet<>();

  /** What was there and could not be read. */
  private final Set<Address> damaged = ConcurrentHashMap.newKeySet();

  /** Guarded by this. Set when the directory turned out not to take anything. */
  private boolean failed;

  EntryStore(PackDirectory packs, long memoryBytes, UsageCounters usage, LongSupplier clockMs) {
    this.packs = packs;
    this.usage = usage;
    this.today = (int) TimeUnit.MILLISECONDS.toDays(clockMs.getAsLong());
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(memoryBytes)
            .weigher((Address _, byte[] bytes) -> bytes.length + ENTRY_OVERHEAD)
            .executor(Runnable::run)
            .build();
  }

  /** What is not here is looked for in the remote from now on, and sent there when published. */
  void shareWith(SharedPacks others) {
    shared = others;
  }

  /** The entry of that kind and key, which may be anything that was ever put under it. */
  public Optional<byte[]> find(Kind kind, Digest key) {
    Address address = new Address(kind, key);
    byte[] known = memory.getIfPresent(address);
    if (known != null) {
      usage.count(kind, UsageCounters.Event.MEMORY_HIT);
      return use(address, Optional.of(known));
    }
    Optional<byte[]> found = inPacks(address);
    SharedPacks others = shared;
    if (found.isEmpty() && others != null && others.fetch(key)) {
      found = inPacks(address);
    }
    if (found.isEmpty()) {
      usage.count(kind, UsageCounters.Event.MISS);
    }
    return use(address, found);
  }

  private Optional<byte[]> use(Address address, Optional<byte[]> found) {
    if (shared != null && found.isPresent()) {
      used.add(address);
    }
    return found;
  }

  private Optional<byte[]> inPacks(Address address) {
    for (Pack pack : packs.open()) {
      try {
        Optional<Pack.Row> row = pack.find(address.kind(), address.key());
        if (row.isPresent()) {
          byte[] bytes = pack.read(row.get());
          SharedPacks others = shared;
          usage.count(
              address.kind(),
              others != null && others.hasFetched(pack)
                  ? UsageCounters.Event.REMOTE_HIT
                  : UsageCounters.Event.DISK_HIT);
          memory.put(address, bytes);
          if (row.get().day() + REFRESH_DAYS < today) {
            write(address, bytes);
          }
          return Optional.of(bytes);
        }
      } catch (Pack.Damaged _) {
        // An older pack may have it whole; if none has, it is put again, into a newer one.
        damaged.add(address);
        usage.count(address.kind(), UsageCounters.Event.DAMAGED);
      }
    }
    return Optional.empty();
  }

  /** Without counting: what was used is read once more. */
  private Optional<byte[]> again(Address address) {
    byte[] known = memory.getIfPresent(address);
    return known != null ? Optional.of(known) : peek(address.kind(), address.key());
  }

  /** Whether this process found that entry damaged in some pack. */
  public boolean isDamaged(Kind kind, Digest key) {
    return damaged.contains(new Address(kind, key));
  }

  /** An entry for looking at it: no use of it, and not counted. */
  public Optional<byte[]> peek(Kind kind, Digest key) {
    for (Pack pack : packs.open()) {
      try {
        Optional<Pack.Row> row = pack.find(kind, key);
        if (row.isPresent()) {
          return Optional.of(pack.read(row.get()));
        }
      } catch (Pack.Damaged _) {
        // Perhaps another pack has it.
      }
    }
    return Optional.empty();
  }

  /** Keeps an entry. */
  public void put(Kind kind, Digest key, byte[] bytes) {
    Address address = new Address(kind, key);
    memory.put(address, bytes);
    write(address, bytes);
    use(address, Optional.of(bytes));
  }

  private synchronized void write(Address address, byte[] bytes) {
    if (!failed && written.add(address)) {
      try {
        if (writer == null) {
          writer = packs.begin();
        }
        writer.add(address.kind().number(), address.key(), bytes, today);
        usage.count(address.kind(), UsageCounters.Event.STORED);
      } catch (IOException _) {
        fail();
      }
    }
    if (failed) {
      usage.count(address.kind(), UsageCounters.Event.NOT_KEPT);
    }
  }

  /** Nothing of what was put since the last publication is kept: the disk is full or read-only. */
  private void fail() {
    failed = true;
    discardWriter();
  }

  private void discardWriter() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException _) {
        // What is left of it goes when the cache is trimmed.
      }
      writer = null;
    }
    written.clear();
  }

  /**
   * Makes what was put visible to other processes, and sends what was used to whom it is shared
   * with.
   *
   * @return the new pack, unless nothing was put or it could not be written
   */
  public synchronized Optional<Path> publish() {
    Optional<Path> pack = publishHere();
    if (shared != null) {
      shared.share(used, this::again, today);
      used.clear();
    }
    packs.settle();
    return pack;
  }

  private Optional<Path> publishHere() {
    if (writer == null) {
      return Optional.empty();
    }
    try {
      Path pack = packs.publish(writer);
      writer = null;
      written.clear();
      return Optional.of(pack);
    } catch (IOException _) {
      fail();
      return Optional.empty();
    }
  }

  /** Discards what was put and not published. */
  @Override
  public synchronized void close() {
    discardWriter();
  }
}
