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
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
   * A crate of then. What it is made from says what it is; the file has all of it that anybody had
   * asked for, and by its own name, for under the key there may be another part of the crate now.
   *
   * @param identity its key, or the identity of a crate that was an input
   * @param file its content in the cache, if that was there; empty for a crate that was an input
   */
  record PastCrate(String identity, String file) {
    static PastCrate of(OpenCrate crate, CrateStore crates) {
      return new PastCrate(identity(crate), crates.file(crate).map(Digest::toString).orElse(""));
    }

    static String identity(OpenCrate crate) {
      return crate.key() == null ? crate.source().identity() : crate.key().toString();
    }

    Optional<MappedCrate> open(ContentStore store) throws IOException {
      Optional<Path> there = file.isEmpty() ? Optional.empty() : store.file(digest(file));
      return there.isEmpty()
          ? Optional.empty()
          : Optional.of(CrateReader.part(there.get(), there.get().toString(), null));
    }
  }

  /**
   * An outcome that is known.
   *
   * @param isSame whether it was found for the same crates, and not for such that look the same
   * @param crates that it was found for
   * @param established see {@link #remember}
   */
  public record Known(
      Outcome outcome, boolean isSame, List<PastCrate> crates, Optional<Digest> established) {
    public Known {
      crates = List.copyOf(crates);
    }
  }

  /** An outcome, and the crates it was found for; a name is empty for none. */
  private record Past(List<PastCrate> crates, String established, byte[] outcome) {}

  /**
   * What is reached in {@code program}, whose crates are those of {@code graph}, if that was found
   * out before.
   *
   * @param key see {@link OutputKey#analysis}
   */
  public Optional<Known> find(Digest key, CrateGraph graph, Program program) {
    try {
      Optional<Past> past = store.result(key).flatMap(store::content).flatMap(OutcomeStore::parse);
      if (past.isEmpty() || past.get().crates().size() != graph.crates().size()) {
        return Optional.empty();
      }
      Outcome outcome = OutcomeFormat.read(past.get().outcome(), program);
      boolean isSame = true;
      for (int i = 0; i < graph.crates().size(); i++) {
        PastCrate before = past.get().crates().get(i);
        OpenCrate now = graph.crates().get(i);
        if (!PastCrate.identity(now).equals(before.identity())) {
          Optional<MappedCrate> then = before.open(store);
          if (then.isEmpty() || !Seen.same(then.get(), now.source(), outcome)) {
            return Optional.empty();
          }
          isSame = false;
        }
      }
      Optional<Digest> established =
          Optional.of(past.get().established())
              .filter(name -> !name.isEmpty())
              .map(OutcomeStore::digest);
      return Optional.of(new Known(outcome, isSame, past.get().crates(), established));
    } catch (IOException | IllegalArgumentException | DamagedInput _) {
      return Optional.empty();
    }
  }

  /**
   * Remembers what is reached in the program of these crates, instead of what was before: also what
   * was recalled, for the next edit is compared with this one, and crates of then may be gone by
   * then.
   *
   * <p>Invariant: the file of a crate has all of it that the analysis asked for. A crate that was
   * not even looked at, as it is the one of then, keeps its file of then: what is under its key now
   * may be a part that some other program has grown.
   *
   * @param crates knows where what was asked of them is kept
   * @param established the content in the cache that has what the analysis established, if any
   * @param recalled what the outcome was recalled from; empty when the analysis was done
   */
  public void remember(
      Digest key,
      CrateGraph graph,
      CrateStore crates,
      Outcome outcome,
      Optional<Digest> established,
      Optional<Known> recalled) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(graph.crates().size());
      for (int i = 0; i < graph.crates().size(); i++) {
        PastCrate now = PastCrate.of(graph.crates().get(i), crates);
        PastCrate then = recalled.isEmpty() ? now : recalled.get().crates().get(i);
        PastCrate past = then.identity().equals(now.identity()) ? then : now;
        out.writeUTF(past.identity());
        out.writeUTF(past.file());
      }
      out.writeUTF(established.map(Digest::toString).orElse(""));
      out.write(OutcomeFormat.write(outcome));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.keepFile(bytes.toByteArray()).ifPresent(content -> store.record(key, content));
  }

  private static Digest digest(String name) {
    return Digest.ofRaw(HexFormat.of().parseHex(name));
  }

  /** What does not read as we write it is nothing. */
  private static Optional<Past> parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<PastCrate> crates = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        crates.add(new PastCrate(in.readUTF(), in.readUTF()));
      }
      return Optional.of(new Past(crates, in.readUTF(), in.readAllBytes()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
