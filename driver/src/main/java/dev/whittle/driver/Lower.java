package dev.whittle.driver;

import dev.whittle.driver.crates.CrateLowering;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateWriter;
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
   * @param bytes of the file
   */
  public record Written(Input input, Path crate, int classes, long bytes) {}

  /**
   * Writes one {@code .mirc} per input to {@code directory}, which is made when missing.
   *
   * @throws Diagnostic when an input cannot be read, two have one name, or a crate cannot be
   *     written; crates of inputs before it are there then, each whole
   */
  public static List<Written> run(Inputs inputs, Path directory, int threads) {
    Stages stages = new Stages(_ -> {});
    try (Parallel parallel = Parallel.of(threads)) {
      CrateLowering lowering = new CrateLowering(parallel);
      Set<String> names = new HashSet<>();
      List<Written> written = new ArrayList<>();
      for (Input input : inputs.all()) {
        if (!names.add(input.name())) {
          throw new Diagnostic(input.path() + ": another input is called " + input.name() + " too");
        }
        Crate crate = stages.run("lower", () -> lowering.lower(input));
        written.add(stages.run("write", () -> write(input, crate, directory)));
      }
      return List.copyOf(written);
    }
  }

  private static Written write(Input input, Crate crate, Path directory) {
    Path target = directory.resolve(input.name() + ".mirc");
    try {
      Files.createDirectories(directory);
      CrateWriter.write(crate, target);
      return new Written(input, target, crate.classes().size(), Files.size(target));
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    }
  }
}
