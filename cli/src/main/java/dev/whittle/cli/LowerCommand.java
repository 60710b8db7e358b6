package dev.whittle.cli;

import dev.whittle.driver.Lower;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.crate.RefusedClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle lower}. */
@Command(
    addMethodSubcommands = false,
    name = "lower",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Writes the MIR crate of each input.%n",
      "A class file that is broken or too new is a warning: the crate says so, and builds that"
          + " reach the class fail.%n"
    },
    footer = {
      "",
      "Examples:",
      "  whittle lower app.jar lib/json.jar -o crates/      crates/app.mirc, crates/json.mirc",
      "  whittle lower com.example:tool:1.0 -o crates/      an artifact and what it depends on",
      "  whittle build crates/app.mirc -cp crates/json.mirc -o app.jar"
    })
final class LowerCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "A jar, a class directory, or group:artifact:version[:classifier].")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Where the crates go.")
  private Path output;

  @Mixin private Verbosity verbosity;

  LowerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Inputs resolved = Inputs.named(inputs, () -> Coordinates.ofUser(terminal, verbosity));
    List<Lower.Written> written =
        Lower.run(
            resolved,
            output,
            Runtime.getRuntime().availableProcessors(),
            BuildProgress.of(terminal, verbosity, Timings.NONE));
    for (Lower.Written crate : written) {
      if (verbosity.verbose()) {
        terminal
            .err()
            .printf(
                Locale.ROOT,
                "%s: %,d classes, %s%n",
                crate.crate(),
                crate.classes(),
                Sizes.bytes(crate.bytes()));
      }
    }
    if (!verbosity.quiet()) {
      written.forEach(this::warn);
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "Wrote %d %s to %s: %,d classes, %s.%n",
              written.size(),
              written.size() == 1 ? "crate" : "crates",
              output,
              written.stream().mapToLong(Lower.Written::classes).sum(),
              Sizes.bytes(written.stream().mapToLong(Lower.Written::bytes).sum()));
    }
    return 0;
  }

  private void warn(Lower.Written crate) {
    for (RefusedClass refused : crate.refused()) {
      terminal
          .err()
          .printf("warning: %s: %s: %s%n", crate.input().path(), refused.path(), refused.reason());
    }
  }
}
