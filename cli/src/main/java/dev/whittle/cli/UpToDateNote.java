package dev.whittle.cli;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.FileStamps;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.IncludedRules;
import dev.whittle.driver.OutputDirectory;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is written down for {@link UpToDate} when a build has found or written its output:
 * everything that the build looked at, as it was before it looked.
 */
final class UpToDateNote {
  private final Path cacheDirectory;
  private final byte[] name;
  private final FileStamps others;
  private final FileStamps edited;
  private final long startNs;

  private UpToDateNote(
      Path cacheDirectory, byte[] name, FileStamps others, FileStamps edited, long startNs) {
    this.cacheDirectory = cacheDirectory;
    this.name = name;
    this.others = others;
    this.edited = edited;
    this.startNs = startNs;
  }

  /**
   * Of a build that is about to begin; empty when something cannot be looked at, or has changed
   * since the class path was put together.
   *
   * @param startNs before anything was looked at; since 1970, UTC
   * @param folders whose entries were listed for the class path
   */
  static Optional<UpToDateNote> of(
      String[] arguments,
      Terminal terminal,
      BuildRequest request,
      long startNs,
      List<Path> folders) {
    List<Path> absent = new ArrayList<>(IncludedRules.absent(request.keepRules()));
    request.inputs().missing().forEach(entry -> entry.place().ifPresent(absent::add));
    if (absent.stream().anyMatch(Files::exists)) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>(folders);
    files.addAll(absent);
    for (Path home : request.platforms()) {
      files.add(home.resolve("release"));
      files.add(home.resolve("lib/modules"));
    }
    List<Path> trees = new ArrayList<>(request.keepRules());
    List<Path> edited = new ArrayList<>();
    for (Input input : request.inputs().all()) {
      boolean isRoot = request.inputs().roots().contains(input);
      (CrateGraph.isPatched(input, isRoot) ? edited : trees).add(input.path());
    }
    // What the cache has of the community's metadata changes with Whittle alone.
    request.metadata().stream()
        .filter(file -> !ContentStore.isKept(file, request.cacheDirectory()))
        .forEach(trees::add);
    trees.addAll(Whittle.files());
    try {
      return Optional.of(
          new UpToDateNote(
              request.cacheDirectory(),
              UpToDate.name(arguments, terminal),
              FileStamps.of(files).and(FileStamps.ofTrees(trees)),
              FileStamps.ofTrees(edited),
              startNs));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what the same build would say.
   *
   * @param said with {@link UpToDate#SECONDS} where the time is
   */
  void keep(BuildRequest.Output output, BuildReport built, String said) {
    List<Path> files = new ArrayList<>();
    built.outputs().forEach(jar -> files.add(Path.of(jar.path())));
    if (output instanceof BuildRequest.Output.JarPerCrate(Path directory)) {
      files.add(OutputDirectory.listing(directory));
    }
    try {
      FileStamps inputs = others.and(edited);
      FileStamps outputs = FileStamps.of(files);
      if (!inputs.wereSettled(startNs) || !inputs.areCurrent()) {
        return;
      }
      OptionalLong checksum =
          files.size() == 1 ? built.outputs().getFirst().checksum() : OptionalLong.empty();
      Path young = checksum.isPresent() ? files.getFirst() : null;
      UpToDate.keep(
          cacheDirectory, name, inputs, outputs, young, checksum.orElse(0), startNs, said);
    } catch (IOException _) {
      // The next build looks for itself.
    }
  }

  /** Keeps what the next build can start from. */
  void keep(PatchBasis basis, String notices, String output) {
    if (others.wereSettled(startNs) && others.areCurrent()) {
      new PatchNote(notices, output, basis).keep(cacheDirectory, name, others);
    }
  }
}
