package dev.whittle.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The entries of one program in a remote: a result under the program's key leads to a {@linkplain
 * PackCatalog catalog} of packs. Two requests tell what there is, and one fetches each pack that
 * has something that is looked for; never is there a request for an entry.
 *
 * <p>A fetched pack is put among the packs of the directory, where other processes find it, and is
 * read as they are. What a build used and the catalog does not have is sent as one more pack; when
 * there are many packs, or most of what they hold is used no more, one new pack of all that the
 * build used stands in for them. When two builds do that at once, the catalog of the second counts:
 * what the first sent is sent again another time.
 *
 * <p>Whatever goes wrong is a miss or is not sent. Thread-safe.
 */
final class SharedPacks {
  /** So many packs at most stand between a program and its entries. */
  static final int MOST_PACKS = 8;

  /** A catalog may hold so many times what a build uses before it is made anew. */
  private static final int MOST_UNUSED = 3;

  private final RemoteCache remote;
  private final PackDirectory packs;
  private final Digest program;

  /**
   * What the remote has: of that, what was fetched and what still can be. A pack that turned out to
   * be gone is in neither.
   */
  private record State(List<PackCatalog.Listed> fetched, List<PackCatalog.Listed> pending) {
    boolean fetched(Digest key) {
      return fetched.stream().anyMatch(pack -> pack.mayHave(key));
    }

    boolean pending(Digest key) {
      return pending.stream().anyMatch(pack -> pack.mayHave(key));
    }

    PackCatalog catalog() {
      return new PackCatalog(Stream.concat(fetched.stream(), pending.stream()).toList());
    }
  }

  /** Null before anybody asked; replaced under the lock of this. */
  private volatile State state;

  /** Where fetched packs are. */
  private final Set<Path> places = ConcurrentHashMap.newKeySet();

  SharedPacks(RemoteCache remote, PackDirectory packs, Digest program) {
    this.remote = remote;
    this.packs = packs;
    this.program = program;
  }

  /** Whether {@code pack} came from the remote to this process. */
  boolean hasFetched(Pack pack) {
    return places.contains(pack.path());
  }

  /** Fetches what may have the entry of that key; whether there is any such pack here now. */
  boolean fetch(Digest key) {
    State known = state;
    if (known == null || known.pending(key)) {
      known = fetchAll(key);
    }
    return known.fetched(key);
  }

  private synchronized State fetchAll(Digest key) {
    List<PackCatalog.Listed> fetched = new ArrayList<>(state().fetched());
    List<PackCatalog.Listed> pending = new ArrayList<>();
    for (PackCatalog.Listed pack : state().pending()) {
      if (!pack.mayHave(key)) {
        pending.add(pack);
      } else if (fetch(pack)) {
        fetched.add(pack);
      }
    }
    state = new State(List.copyOf(fetched), List.copyOf(pending));
    return state;
  }

  private synchronized State state() {
    if (state == null) {
      PackCatalog catalog =
          remote.result(program).flatMap(remote::catalog).orElse(PackCatalog.EMPTY);
      state = new State(List.of(), catalog.packs());
    }
    return state;
  }

  private boolean fetch(PackCatalog.Listed listed) {
    try {
      Path temporary = packs.temporary();
      if (remote.content(listed.content(), temporary)) {
        places.add(packs.adopt(listed.content(), temporary).path());
        return true;
      }
    } catch (Pack.Damaged damaged) {
      remote.blame("cas/" + listed.content() + ": no pack");
    } catch (IOException _) {
      // It cannot be kept here, and what is not kept cannot be mapped.
    }
    return false;
  }

  /** Reads an entry that this process has used. */
  @FunctionalInterface
  interface Reader {
    Optional<byte[]> read(EntryStore.Address address);
  }

  /**
   * Sends what the remote lacks of what a build used, if it takes it.
   *
   * @param today in days since 1970-01-01 UTC
   */
  synchronized void share(Collection<EntryStore.Address> used, Reader reader, int today) {
    if (!remote.takes() || used.isEmpty()) {
      return;
    }
    PackCatalog known = state().catalog();
    List<EntryStore.Address> lacking =
        used.stream().filter(address -> !known.mayHave(address.key())).toList();
    if (lacking.isEmpty()) {
      return;
    }
    boolean anew =
        known.packs().size() >= MOST_PACKS || known.entries() > (long) MOST_UNUSED * used.size();
    try {
      if (anew) {
        send(PackCatalog.EMPTY, used, reader, today);
      } else {
        send(known, lacking, reader, today);
      }
    } catch (IOException _) {
      // Without a place for the pack there is none to send.
    }
  }

  private void send(
      PackCatalog before, Collection<EntryStore.Address> entries, Reader reader, int today)
      throws IOException {
    List<EntryStore.Address> ordered = new ArrayList<>(entries);
    // The same entries are the same pack, whoever sends it.
    ordered.sort(
        Comparator.<EntryStore.Address>comparingInt(address -> address.kind().number())
            .thenComparing(EntryStore.Address::key));
    try (PackWriter writer = packs.begin()) {
      List<Digest> keys = new ArrayList<>();
      for (EntryStore.Address address : ordered) {
        Optional<byte[]> bytes = reader.read(address);
        if (bytes.isPresent()) {
          writer.add(address.kind().number(), address.key(), bytes.get(), today);
          keys.add(address.key());
        }
      }
      if (!keys.isEmpty()) {
        writer.finish();
        Digest content = Digest.sha256OfFile(writer.file());
        long size = remote.put(content, writer.file());
        if (size >= 0) {
          PackCatalog.Listed sent = PackCatalog.Listed.of(content, size, keys);
          remote.put(program, before.plus(sent));
          state = new State(List.of(), before.plus(sent).packs());
        }
      }
    }
  }
}
