package dev.whittle.driver;

import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.Undecided;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.patch.ProgramFacts;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.reuse.OutputKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Writes down what the next build can start from, of a build into a jar. */
final class PatchBases {
  /** A jar is read as a whole, to see what is in it. */
  private static final long MOST_BYTES = 1L << 28;

  private final Path cacheDirectory;
  private final Path output;

  /** By the number of the input. */
  private final Map<Integer, FileStamps> edited;

  private final List<Input> inputs;
  private final long startNs;

  private PatchBases(
      Path cacheDirectory,
      Path output,
      Map<Integer, FileStamps> edited,
      List<Input> inputs,
      long startNs) {
    this.cacheDirectory = cacheDirectory;
    this.output = output;
    this.edited = edited;
    this.inputs = inputs;
    this.startNs = startNs;
  }

  /** Of a build that has read nothing yet; empty when no other can start from it. */
  static Optional<PatchBases> before(BuildRequest request) {
    if (!(request.output() instanceof BuildRequest.Output.SingleJar(Path jar))
        || request.generation() != BuildRequest.Generation.REACHED
        || request.cleanUps() != CleanUps.NONE
        || request.cache().checkedPercent() > 0) {
      return Optional.empty();
    }
    long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Map<Integer, FileStamps> edited = new LinkedHashMap<>();
    List<Input> inputs = request.inputs().all();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        if (CrateGraph.isPatched(inputs.get(i), i < request.inputs().roots().size())) {
          edited.put(i, FileStamps.ofTrees(List.of(inputs.get(i).path())));
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return edited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PatchBases(
                request.cacheDirectory(), jar.toAbsolutePath(), edited, inputs, startNs));
  }

  /** When the output was generated; empty when it is already another. */
  Optional<PatchBasis> built(
      OutputKey key,
      CrateGraph graph,
      Selection selection,
      Optional<Digest> established,
      ClassImages images,
      BuildReport report) {
    if (!(selection instanceof Selection.Survivors survivors)
        || report.duplicates().stream().anyMatch(one -> one.name().endsWith(".class"))) {
      return Optional.empty();
    }
    List<ProgramFacts.Crate> crates = new ArrayList<>();
    for (int input : edited.keySet()) {
      OpenCrate crate = graph.crates().get(input);
      crates.add(ProgramFacts.Crate.of(crate.key(), images.answers().get(input)));
    }
    Set<String> undecided = new HashSet<>();
    for (Undecided call : survivors.outcome().undecided()) {
      undecided.add(call.function());
    }
    Digest sha256 = sha256(report);
    try {
      OptionalLong checksum = report.outputs().getFirst().checksum();
      if (checksum.isEmpty()) {
        return Optional.empty();
      }
      ProgramFacts facts =
          new ProgramFacts(
              sha256,
              checksum.getAsLong(),
              crates,
              undecided,
              established,
              report.total().classes().out());
      facts.keep(cacheDirectory, key.digest());
      return basis(key, facts);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** When the output was found; empty when what it takes was not. */
  Optional<PatchBasis> found(OutputKey key, BuildReport report) {
    return ProgramFacts.find(cacheDirectory, key.digest())
        .filter(facts -> facts.sha256().equals(sha256(report)))
        .flatMap(
            facts -> {
              try {
                return basis(key, facts);
              } catch (IOException _) {
                return Optional.empty();
              }
            });
  }

  private static Digest sha256(BuildReport report) {
    return Digest.ofRaw(HexFormat.of().parseHex(report.outputs().getFirst().sha256()));
  }

  private Optional<PatchBasis> basis(OutputKey key, ProgramFacts facts) throws IOException {
    InputIdentity identity = new InputIdentity(cacheDirectory, InputIdentity.Trust.STAT);
    List<PatchBasis.Edited> all = new ArrayList<>();
    for (Map.Entry<Integer, FileStamps> input : edited.entrySet()) {
      int number = input.getKey();
      Path path = inputs.get(number).path().toAbsolutePath();
      if (inputs.get(number) instanceof Input.ClassDirectory) {
        Optional<Map<String, Long>> checksums =
            identity.checksums(path, key.contents().get(number));
        all.add(new PatchBasis.Directory(path, input.getValue(), checksums.orElse(Map.of())));
        continue;
      }
      Optional<PatchBasis.Jar> jar = jar(path, input.getValue(), key.contents().get(number));
      if (jar.isEmpty()) {
        return Optional.empty();
      }
      all.add(jar.get());
    }
    return Optional.of(new PatchBasis(startNs, output, facts.checksum(), key.digest(), all));
  }

  /**
   * A jar, if it is still what was built: the one with these stamps, and where another could have
   * them, too, with that digest.
   */
  private Optional<PatchBasis.Jar> jar(Path path, FileStamps files, Digest content)
      throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(path);
    boolean isSame =
        files.areCurrent() && (files.wereSettled(startNs) || Digest.of(bytes).equals(content));
    return isSame ? PatchBasis.Jar.of(path, files, bytes) : Optional.empty();
  }
}
