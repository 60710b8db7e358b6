package dev.whittle.driver.reuse;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.dce.Outcome;
import dev.whittle.dce.OutcomeFormat;
import dev.whittle.dce.Program;
import dev.whittle.dce.Seen;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.MappedCrate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What was reached in the last build of a program, and of which crates. It is that of this build,
 * too, where the analysis {@linkplain Seen sees} no difference between the crates of then and now:
 * most edits change what a function does and not what it needs.
 */
public final class OutcomeStore {
  private final ContentStore store;

  public OutcomeStore(ContentStore store) {
    this.store = store;
  }

  /**
   * A crate of then.
   *
   * @param key under which the cache may still have it; empty for a crate that was an input
   */
  private record PastCrate(String identity, String key) {
    static PastCrate of(OpenCrate crate) {
      String key = crate.key() == null ? "" : crate.key().toString();
      return new PastCrate(crate.source().identity(), key);
    }

    Optional<MappedCrate> open(ContentStore store) throws IOException {
      return key.isEmpty()
          ? Optional.empty()
          : CrateStore.crate(store, Digest.ofRaw(HexFormat.of().parseHex(key)))
              .filter(crate -> crate.identity().equals(identity));
    }
  }

  /** An outcome, and the crates it was found for. */
  private record Past(List<PastCrate> crates, byte[] outcome) {}

  /**
   * What is reached in {@code program}, whose crates are those of {@code graph}, if that was found
   * out before.
   *
   * @param key see {@link OutputKey#analysis}
   */
  public Optional<Outcome> find(Digest key, CrateGraph graph, Program program) {
    try {
      Optional<Past> past = store.result(key).flatMap(store::content).flatMap(OutcomeStore::parse);
      if (past.isEmpty() || past.get().crates().size() != graph.crates().size()) {
        return Optional.empty();
      }
      Outcome outcome = OutcomeFormat.read(past.get().outcome(), program);
      boolean changed = false;
      for (int i = 0; i < graph.crates().size(); i++) {
        PastCrate before = past.get().crates().get(i);
        MappedCrate now = graph.crates().get(i).source();
        if (!now.identity().equals(before.identity())) {
          Optional<MappedCrate> then = before.open(store);
          if (then.isEmpty() || !Seen.same(then.get(), now, outcome)) {
            return Optional.empty();
          }
          changed = true;
        }
      }
      if (changed) {
        // The next edit is compared with this one: crates of then may be gone by then.
        remember(key, graph, outcome);
      }
      return Optional.of(outcome);
    } catch (IOException | IllegalArgumentException | DamagedInput _) {
      return Optional.empty();
    }
  }

  /** Remembers what is reached in the program of these crates, instead of what was before. */
  public void remember(Digest key, CrateGraph graph, Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(graph.crates().size());
      for (OpenCrate crate : graph.crates()) {
        out.writeUTF(PastCrate.of(crate).identity());
        out.writeUTF(PastCrate.of(crate).key());
      }
      out.write(OutcomeFormat.write(outcome));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.keepFile(bytes.toByteArray()).ifPresent(content -> store.record(key, content));
  }

  /** What does not read as we write it is nothing. */
  private static Optional<Past> parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<PastCrate> crates = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        crates.add(new PastCrate(in.readUTF(), in.readUTF()));
      }
      return Optional.of(new Past(crates, in.readAllBytes()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
