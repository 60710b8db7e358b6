package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle lower}. */
@Command(
    name = "lower",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = "Writes the MIR crate of each input.%n",
    footer = {
      "",
      "Examples:",
      "  whittle lower app.jar lib/json.jar -o crates/      crates/app.mirc, crates/json.mirc",
      "  whittle lower com.example:tool:1.0 -o crates/      an artifact and what it depends on",
      "  whittle build crates/app.mirc -cp crates/json.mirc -o app.jar"
    })
final class LowerCommand implements Callable<Integer>, CommandLines.Chatty {
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
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() {
    throw new Diagnostic("lower: not there yet");
  }
}
