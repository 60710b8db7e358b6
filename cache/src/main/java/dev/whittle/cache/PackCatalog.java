package dev.whittle.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which packs a remote has for a program, and what each of them may hold: so that whoever looks for
 * an entry fetches the packs that have what it needs, and no others.
 *
 * <pre>
 * magic, version, number of packs                            u32 each
 * each pack: its SHA-256, length (u64), number of entries (u32),
 *            the first 8 bytes of their keys, ascending as unsigned numbers
 * </pre>
 *
 * <p>Big-endian. Eight bytes of a key say whether a pack is worth fetching; the pack itself says
 * whether it has the entry.
 */
record PackCatalog(List<Listed> packs) {
  static final PackCatalog EMPTY = new PackCatalog(List.of());

  private static final int MAGIC = 0x57_43_41_54; // WCAT
  private static final int VERSION = 1;
  private static final int HEADER = 3 * Integer.BYTES;
  private static final int PACK = Digest.LENGTH + Long.BYTES + Integer.BYTES;

  /** A pack in the remote. */
  record Listed(Digest content, long bytes, long[] prefixes) {
    /**
     * @param keys of what it holds
     */
    static Listed of(Digest content, long bytes, List<Digest> keys) {
      long[] prefixes = keys.stream().mapToLong(key -> key.first() ^ Long.MIN_VALUE).toArray();
      // Flipped and flipped back, signed order is unsigned order.
      Arrays.sort(prefixes);
      return new Listed(content, bytes, prefixes);
    }

    boolean mayHave(Digest key) {
      return Arrays.binarySearch(prefixes, key.first() ^ Long.MIN_VALUE) >= 0;
    }
  }

  PackCatalog {
    packs = List.copyOf(packs);
  }

  boolean mayHave(Digest key) {
    return packs.stream().anyMatch(pack -> pack.mayHave(key));
  }

  /** Over all packs. */
  long entries() {
    return packs.stream().mapToLong(pack -> pack.prefixes().length).sum();
  }

  /** The same with one more. */
  PackCatalog plus(Listed pack) {
    List<Listed> more = new ArrayList<>(packs);
    more.add(pack);
    return new PackCatalog(more);
  }

  byte[] toBytes() {
    long size = HEADER + (long) packs.size() * PACK + entries() * Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
    bytes.putInt(MAGIC).putInt(VERSION).putInt(packs.size());
    for (Listed pack : packs) {
      bytes.put(pack.content().raw()).putLong(pack.bytes()).putInt(pack.prefixes().length);
      for (long prefix : pack.prefixes()) {
        bytes.putLong(prefix ^ Long.MIN_VALUE);
      }
    }
    return bytes.array();
  }

  /** The catalog in {@code bytes}; empty when they are none of this version. */
  static Optional<PackCatalog> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || in.getInt() != MAGIC || in.getInt() != VERSION) {
      return Optional.empty();
    }
    List<Listed> packs = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      if (in.remaining() < PACK) {
        return Optional.empty();
      }
      byte[] raw = new byte[Digest.LENGTH];
      in.get(raw);
      long length = in.getLong();
      int count = in.getInt();
      if (count < 0 || count > in.remaining() / Long.BYTES) {
        return Optional.empty();
      }
      long[] prefixes = new long[count];
      for (int i = 0; i < count; i++) {
        prefixes[i] = in.getLong() ^ Long.MIN_VALUE;
      }
      packs.add(new Listed(Digest.ofRaw(raw), length, prefixes));
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(new PackCatalog(packs));
  }
}
