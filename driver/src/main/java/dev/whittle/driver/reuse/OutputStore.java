package dev.whittle.driver.reuse;

import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.InputIdentity;
import dev.whittle.cache.Kind;
import dev.whittle.driver.BuildRequest.Output;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Outputs of earlier builds: a record under the key of the build, and each jar under its own
 * digest.
 */
public final class OutputStore {
  /** Records of outputs, by what these are made from. */
  public static final Kind OUTPUTS = new Kind(4, "outputs");

  private static final String NO_CHECKSUM = "-";

  private final ContentStore store;
  private final InputIdentity identity;

  public OutputStore(ContentStore store, InputIdentity identity) {
    this.store = store;
    this.identity = identity;
  }

  /** An output that is in its place, and what is known of the build that made it. */
  public static final class Found {
    private final RecordedBuild build;
    private final List<BuildReport.Jar> jars;

    private Found(RecordedBuild build, List<BuildReport.Jar> jars) {
      this.build = build;
      this.jars = List.copyOf(jars);
    }

    /** The jars, in class-path order. */
    public List<BuildReport.Jar> jars() {
      return jars;
    }

    /**
     * The report.
     *
     * @param whittle the version
     * @param inputs their paths, in order
     * @param stages what was done
     */
    public BuildReport report(String whittle, List<String> inputs, List<BuildReport.Stage> stages) {
      return build.report(whittle, inputs, stages, jars);
    }
  }

  /**
   * Puts the recorded output of {@code key} into its place, where it does not still lie. Empty,
   * with nothing changed, when there is none, or not all of it.
   *
   * @throws Diagnostic when it cannot be written
   */
  public Optional<Found> restore(Digest key, Output output) {
    Optional<Found> recorded =
        store.obtain(OUTPUTS, key).flatMap(store::content).flatMap(bytes -> parse(bytes, output));
    return recorded.isPresent() && place(recorded.get().jars()) ? recorded : Optional.empty();
  }

  /** The jars of the recorded output of {@code key}, which is left where it is. */
  public Optional<List<BuildReport.Jar>> recorded(Digest key, Output output) {
    return store
        .result(key)
        .flatMap(store::content)
        .flatMap(bytes -> parse(bytes, output))
        .map(Found::jars);
  }

  /** A record that does not read as we write it is none. */
  private static Optional<Found> parse(byte[] bytes, Output output) {
    try {
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      List<BuildReport.Jar> jars = new ArrayList<>();
      int jarCount = Integer.parseInt(lines.getFirst());
      for (String line : lines.subList(1, 1 + jarCount)) {
        String[] fields = line.split(" ", 4);
        Path path = path(output, fields[3]);
        jars.add(
            new BuildReport.Jar(
                path.toString(), Long.parseLong(fields[1]), fields[0], checksum(fields[2])));
      }
      RecordedBuild build = RecordedBuild.parse(lines.subList(1 + jarCount, lines.size()));
      return Optional.of(new Found(build, jars));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static OptionalLong checksum(String field) {
    return field.equals(NO_CHECKSUM)
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(field));
  }

  private static Path path(Output output, String name) {
    return switch (output) {
      case Output.SingleJar(Path jar) -> jar;
      case Output.JarPerCrate(Path directory) -> directory.resolve(name);
    };
  }

  private boolean place(List<BuildReport.Jar> jars) {
    Map<Path, Path> copies = new LinkedHashMap<>();
    try {
      for (BuildReport.Jar jar : jars) {
        Path target = Path.of(jar.path());
        if (!isThere(jar, target)) {
          Path temporary = temporary(target);
          copies.put(temporary, target);
          if (!store.obtainOutput(digest(jar)) || !store.copyOutput(digest(jar), temporary)) {
            return false;
          }
        }
      }
      for (Map.Entry<Path, Path> copy : copies.entrySet()) {
        Files.move(copy.getKey(), copy.getValue(), StandardCopyOption.ATOMIC_MOVE);
      }
      return true;
    } catch (IOException failure) {
      throw Diagnostic.of(Path.of(jars.getFirst().path()), failure);
    } finally {
      copies.keySet().forEach(OutputStore::discard);
    }
  }

  private boolean isThere(BuildReport.Jar jar, Path target) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == jar.bytes()
        && identity.sha256(target).equals(digest(jar));
  }

  private static Path temporary(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return folder.resolve("." + target.getFileName() + "." + random + ".tmp");
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException _) {
      // It was moved, or cannot be removed by us.
    }
  }

  private static Digest digest(BuildReport.Jar jar) {
    return Digest.ofRaw(HexFormat.of().parseHex(jar.sha256()));
  }

  /** Remembers what a build made; what cannot be kept is simply not there next time. */
  public void remember(Digest key, BuildReport report) {
    StringBuilder text = new StringBuilder().append(report.outputs().size()).append('\n');
    for (BuildReport.Jar jar : report.outputs()) {
      Path file = Path.of(jar.path());
      text.append(jar.sha256()).append(' ').append(jar.bytes()).append(' ');
      text.append(jar.checksum().isPresent() ? jar.checksum().getAsLong() : NO_CHECKSUM);
      text.append(' ');
      text.append(file.getFileName()).append('\n');
      if (store.file(digest(jar)).isEmpty() && !store.keepOutput(digest(jar), file)) {
        return;
      }
    }
    text.append(RecordedBuild.of(report).print());
    Digest record = store.put(text.toString().getBytes(StandardCharsets.UTF_8));
    store.record(key, record);
    report.outputs().forEach(jar -> store.shareOutput(digest(jar)));
    store.share(key, record);
  }
}
