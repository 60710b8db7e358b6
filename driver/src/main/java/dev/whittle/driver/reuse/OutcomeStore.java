package dev.whittle.driver.reuse;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.dce.Outcome;
import dev.whittle.dce.OutcomeFormat;
import dev.whittle.dce.Program;
import dev.whittle.dce.Seen;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.CrateStore;
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

  /** An outcome, and the crates it was found for. */
  private record Past(List<String> identities, byte[] outcome) {}

  /**
   * What is reached in {@code program}, whose crates are those of {@code graph}, if that was found
   * out before.
   *
   * @param key see {@link OutputKey#analysis}
   */
  public Optional<Outcome> find(Digest key, CrateGraph graph, Program program) {
    try {
      Optional<Past> past = store.result(key).flatMap(store::content).flatMap(OutcomeStore::parse);
      if (past.isEmpty() || past.get().identities().size() != graph.crates().size()) {
        return Optional.empty();
      }
      Outcome outcome = OutcomeFormat.read(past.get().outcome(), program);
      if (identities(graph).equals(past.get().identities())) {
        return Optional.of(outcome);
      }
      if (!isOf(past.get(), graph, outcome)) {
        return Optional.empty();
      }
      // The next edit is compared with this one: crates of then may be gone by then.
      remember(key, graph, outcome);
      return Optional.of(outcome);
    } catch (IOException | DamagedInput _) {
      return Optional.empty();
    }
  }

  private boolean isOf(Past past, CrateGraph graph, Outcome outcome) throws IOException {
    for (int i = 0; i < graph.crates().size(); i++) {
      MappedCrate now = graph.crates().get(i).source();
      String before = past.identities().get(i);
      if (!now.identity().equals(before)) {
        Optional<Path> file = CrateStore.file(store, before);
        if (file.isEmpty() || !Seen.same(CrateReader.open(file.get()), now, outcome)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Remembers what is reached in the program of these crates, instead of what was before. */
  public void remember(Digest key, CrateGraph graph, Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(graph.crates().size());
      for (String identity : identities(graph)) {
        out.writeUTF(identity);
      }
      out.write(OutcomeFormat.write(outcome));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.keepFile(bytes.toByteArray()).ifPresent(content -> store.record(key, content));
  }

  private static List<String> identities(CrateGraph graph) {
    return graph.crates().stream().map(crate -> crate.source().identity()).toList();
  }

  /** What does not read as we write it is nothing. */
  private static Optional<Past> parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<String> identities = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        identities.add(in.readUTF());
      }
      return Optional.of(new Past(identities, in.readAllBytes()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
