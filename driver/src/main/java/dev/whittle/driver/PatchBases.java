package dev.whittle.driver;

import dev.whittle.cache.Checksum;
import dev.whittle.cache.Digest;
import dev.whittle.cache.FileStamps;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.Undecided;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
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

/** Writes down what the next build can start from, of a build of class directories into a jar. */
final class PatchBases {
  private final Path output;
  private final Map<Path, FileStamps> directories;
  private final long startNs;

  private PatchBases(Path output, Map<Path, FileStamps> directories, long startNs) {
    this.output = output;
    this.directories = directories;
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
    Map<Path, FileStamps> directories = new LinkedHashMap<>();
    try {
      for (Input input : request.inputs().all()) {
        if (input instanceof Input.ClassDirectory(Path path)) {
          directories.put(path, FileStamps.ofTrees(List.of(path)));
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return directories.isEmpty()
        ? Optional.empty()
        : Optional.of(new PatchBases(jar.toAbsolutePath(), directories, startNs));
  }

  /** When the build is done; empty when its output is already another. */
  Optional<PatchBasis> of(
      CrateGraph graph, Selection selection, ClassImages images, BuildReport report) {
    if (!(selection instanceof Selection.Survivors survivors)
        || report.duplicates().stream().anyMatch(one -> one.name().endsWith(".class"))) {
      return Optional.empty();
    }
    List<PatchBasis.Directory> edited = new ArrayList<>();
    for (int i = 0; i < graph.crates().size(); i++) {
      OpenCrate crate = graph.crates().get(i);
      FileStamps files = directories.get(crate.input().path());
      if (files != null) {
        Path path = crate.input().path().toAbsolutePath();
        edited.add(new PatchBasis.Directory(path, crate.key(), files, images.answers().get(i)));
      }
    }
    Set<String> undecided = new HashSet<>();
    for (Undecided call : survivors.outcome().undecided()) {
      undecided.add(call.function().substring(0, call.function().indexOf('.')));
    }
    Digest sha256 = Digest.ofRaw(HexFormat.of().parseHex(report.outputs().getFirst().sha256()));
    try {
      OptionalLong checksum = Checksum.ofWritten(output, sha256);
      return checksum.isPresent()
          ? Optional.of(
              new PatchBasis(
                  startNs,
                  output,
                  sha256,
                  checksum.getAsLong(),
                  edited,
                  undecided,
                  report.total().classes().out()))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
