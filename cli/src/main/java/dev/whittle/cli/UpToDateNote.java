package dev.whittle.cli;

import dev.whittle.cache.FileStamps;
import dev.whittle.cache.StampedNote;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.IncludedRules;
import dev.whittle.driver.OutputDirectory;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is written down for {@link UpToDate} when a build has found its output: everything that the
 * build looked at, as it was before it looked.
 */
final class UpToDateNote {
  private final Path cacheDirectory;
  private final byte[] name;
  private final FileStamps others;
  private final FileStamps directories;
  private final long startNs;

  private UpToDateNote(
      Path cacheDirectory, byte[] name, FileStamps others, FileStamps directories, long startNs) {
    this.cacheDirectory = cacheDirectory;
    this.name = name;
    this.others = others;
    this.directories = directories;
    this.startNs = startNs;
  }

  /**
   * Of a build that is about to begin; empty when something cannot be looked at.
   *
   * @param folders whose entries were listed for the class path
   */
  static Optional<UpToDateNote> of(
      String[] arguments, Terminal terminal, BuildRequest request, List<Path> folders) {
    long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    List<Path> files = new ArrayList<>(folders);
    request.inputs().missing().forEach(entry -> entry.place().ifPresent(files::add));
    files.addAll(IncludedRules.absent(request.keepRules()));
    for (Path home : request.platforms()) {
      files.add(home.resolve("release"));
      files.add(home.resolve("lib/modules"));
    }
    List<Path> trees = new ArrayList<>(request.keepRules());
    List<Path> directories = new ArrayList<>();
    for (Input input : request.inputs().all()) {
      (input instanceof Input.ClassDirectory ? directories : trees).add(input.path());
    }
    // What the cache has of the community's metadata changes with Whittle alone.
    request.metadata().stream()
        .filter(file -> !file.startsWith(request.cacheDirectory()))
        .forEach(trees::add);
    trees.addAll(Whittle.files());
    try {
      return Optional.of(
          new UpToDateNote(
              request.cacheDirectory(),
              UpToDate.name(arguments, terminal),
              FileStamps.of(files).and(FileStamps.ofTrees(trees)),
              FileStamps.ofTrees(directories),
              startNs));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what the build said, if it would say so again.
   *
   * @param said with {@link UpToDate#SECONDS} where the time is
   */
  void keep(BuildRequest.Output output, BuildReport built, String said) {
    List<Path> outputs = new ArrayList<>();
    built.outputs().forEach(jar -> outputs.add(Path.of(jar.path())));
    if (output instanceof BuildRequest.Output.JarPerCrate(Path directory)) {
      outputs.add(OutputDirectory.listing(directory));
    }
    try {
      FileStamps all = others.and(directories).and(FileStamps.of(outputs));
      if (all.wereSettled(startNs) && all.areCurrent()) {
        StampedNote.keep(cacheDirectory, name, all, said.getBytes(StandardCharsets.UTF_8));
      }
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
