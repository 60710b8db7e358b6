package dev.whittle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code whittle} without a command: says what there is. */
@Command(
    addMethodSubcommands = false,
    name = "whittle",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Ships only the code a JVM program reaches.%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  whittle build app.jar -o app-small.jar",
      "  whittle build com.example:tool:1.0 -o tool.jar && java -jar tool.jar",
      "  whittle COMMAND --help",
      "",
      "Any argument can come from a file: @FILE.",
      "Exit codes: 0 done, 1 something is wrong with the input, 2 usage, 3 a defect of Whittle."
    })
final class WhittleCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  WhittleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {dev.whittle.driver.Version.line()};
    }
  }
}
