package dev.whittle.driver;

import dev.whittle.cache.InputIdentity;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.driver.input.Inputs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What to build: every option resolved, every default applied.
 *
 * @param mainClasses the classes whose {@code main} is a root, by binary name; empty when the root
 *     jars' manifests decide
 * @param output a jar, or a directory that gets a jar per crate
 * @param platforms homes of the JDKs the program will run on; at least one
 * @param keepRules files of further roots
 * @param metadata files of reachability metadata, directories of such files, and zips laid out as
 *     the community repository of it
 * @param reflection what becomes of reflective calls that cannot be decided
 * @param cleanUps how far generated code is cleaned up
 * @param threads at most this many at once; at least 1
 * @param cacheDirectory shared with other builds, created when missing
 * @param trust whether an input with an unchanged stat record is read again
 * @param cache how the cache is used
 */
public record BuildRequest(
    Inputs inputs,
    List<String> mainClasses,
    Output output,
    List<Path> platforms,
    List<Path> keepRules,
    List<Path> metadata,
    ReflectionPolicy reflection,
    Generation generation,
    CleanUps cleanUps,
    int threads,
    Path cacheDirectory,
    InputIdentity.Trust trust,
    CacheUse cache) {
  public BuildRequest {
    mainClasses = List.copyOf(mainClasses);
    platforms = List.copyOf(platforms);
    keepRules = List.copyOf(keepRules);
    metadata = List.copyOf(metadata);
  }

  /**
   * A request without metadata of its own, that recognizes inputs by their stat records, keeps what
   * undecided calls may find, and leaves code as it came.
   */
  public BuildRequest(
      Inputs inputs,
      List<String> mainClasses,
      Output output,
      List<Path> platforms,
      List<Path> keepRules,
      Generation generation,
      int threads,
      Path cacheDirectory) {
    this(
        inputs,
        mainClasses,
        output,
        platforms,
        keepRules,
        List.of(),
        ReflectionPolicy.KEEP,
        generation,
        CleanUps.NONE,
        threads,
        cacheDirectory,
        InputIdentity.Trust.STAT);
  }

  /** A request that uses its cache as usual. */
  public BuildRequest(
      Inputs inputs,
      List<String> mainClasses,
      Output output,
      List<Path> platforms,
      List<Path> keepRules,
      List<Path> metadata,
      ReflectionPolicy reflection,
      Generation generation,
      CleanUps cleanUps,
      int threads,
      Path cacheDirectory,
      InputIdentity.Trust trust) {
    this(
        inputs,
        mainClasses,
        output,
        platforms,
        keepRules,
        metadata,
        reflection,
        generation,
        cleanUps,
        threads,
        cacheDirectory,
        trust,
        CacheUse.USUAL);
  }

  /** The same with its cache used in another way. */
  public BuildRequest with(CacheUse use) {
    return with(metadata, reflection, use);
  }

  /** The same with another policy. */
  public BuildRequest with(ReflectionPolicy policy) {
    return with(metadata, policy, cache);
  }

  /** The same with other files of metadata. */
  public BuildRequest withMetadata(List<Path> files) {
    return with(files, reflection, cache);
  }

  private BuildRequest with(List<Path> files, ReflectionPolicy policy, CacheUse use) {
    return new BuildRequest(
        inputs,
        mainClasses,
        output,
        platforms,
        keepRules,
        files,
        policy,
        generation,
        cleanUps,
        threads,
        cacheDirectory,
        trust,
        use);
  }

  /** What code is generated for. */
  public enum Generation {
    /** The functions that reachability found, and nothing else. */
    REACHED,
    /** As {@link #REACHED}, and for every other function code that reports that it was called. */
    TOMBSTONES,
    /** Every function of every crate, pruning nothing: the baseline. */
    EAGER
  }

  /** Where the result goes. */
  public sealed interface Output {
    /** The jar or the directory. */
    Path path();

    /** One jar of everything. */
    record SingleJar(Path path) implements Output {}

    /** A jar per crate. */
    record JarPerCrate(Path path) implements Output {}

    /**
     * The output that {@code text} means: a trailing separator or an existing directory asks for a
     * jar per crate.
     */
    static Output parse(String text) {
      Path path = Path.of(text);
      boolean directory =
          text.endsWith("/") || text.endsWith(File.separator) || Files.isDirectory(path);
      return directory ? new JarPerCrate(path) : new SingleJar(path);
    }
  }
}
