package dev.whittle.driver;

import dev.whittle.driver.crates.CrateLowering;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.ir.crate.RefusedClass;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the crates of inputs to files. */
public final class Lower {
  private Lower() {}

  /**
   * A crate that was written.
   *
   * @param classes outside of {@code META-INF/versions}, refused ones left out
   * @param bytes of the file
   * @param refused classes that could not be lowered: an error for builds that reach them
   */
  public record Written(
      Input input, Path crate, int classes, long bytes, List<RefusedClass> refused) {}

  /** As below; nobody hears of it. */
  public static List<Written> run(Inputs inputs, Path directory, int threads) {
    return run(inputs, directory, threads, _ -> {});
  }

  /**
   * Writes one {@code .mirc} per input to {@code directory}, which is made when missing: all of
   * them or, when one fails, none.
   *
   * @throws Diagnostic when an input cannot be read, two have one name, or a crate cannot be
   *     written
   */
  public static List<Written> run(
      Inputs inputs, Path directory, int threads, BuildListener listener) {
    Map<String, Input> names = new HashMap<>();
    for (Input input : inputs.all()) {
      Input other = names.putIfAbsent(input.name().toLowerCase(Locale.ROOT), input);
      if (other != null) {
        throw new Diagnostic(
            "%s and %s: two crates cannot be called %s.mirc"
                .formatted(other.path(), input.path(), input.name()));
      }
    }
    Stages stages = new Stages(listener);
    try (Parallel parallel = Parallel.of(threads);
        CrateFiles files = CrateFiles.in(directory)) {
      CrateLowering lowering = new CrateLowering(parallel, listener);
      return stages.run(
          "lower",
          () -> {
            listener.expected(Work.CRATES, inputs.all().size());
            lowering.lower(inputs.all(), files::write);
            return files.publish();
          });
    }
  }
}
