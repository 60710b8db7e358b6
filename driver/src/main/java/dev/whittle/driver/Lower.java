package dev.whittle.driver;

import dev.whittle.driver.crates.CrateLowering;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.ir.crate.EncodedCrate;
import dev.whittle.ir.crate.RefusedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /**
   * Writes one {@code .mirc} per input to {@code directory}, which is made when missing.
   *
   * @throws Diagnostic when an input cannot be read, two have one name, or a crate cannot be
   *     written; crates of inputs before it are there then, each whole
   */
  public static List<Written> run(Inputs inputs, Path directory, int threads) {
    Set<String> names = new HashSet<>();
    for (Input input : inputs.all()) {
      if (!names.add(input.name())) {
        throw new Diagnostic(input.path() + ": another input is called " + input.name() + " too");
      }
    }
    Stages stages = new Stages(_ -> {});
    List<Written> written = new ArrayList<>();
    try (Parallel parallel = Parallel.of(threads)) {
      CrateLowering lowering = new CrateLowering(parallel);
      return stages.run(
          "lower",
          () -> {
            lowering.lower(
                inputs.all(), (input, crate) -> written.add(write(input, crate, directory)));
            return List.copyOf(written);
          });
    }
  }

  private static Written write(Input input, EncodedCrate crate, Path directory) {
    Path target = directory.resolve(input.name() + ".mirc");
    try {
      Files.createDirectories(directory);
      crate.write(target);
      return new Written(input, target, crate.classCount(), Files.size(target), crate.refused());
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    }
  }
}
