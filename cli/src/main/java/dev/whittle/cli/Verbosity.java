package dev.whittle.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much a command says on its way: {@code -q}, nothing, or {@code -v}. */
final class Verbosity {
  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  /** At most one of the two. */
  static final class Choice {
    @Option(
        names = {"-q", "--quiet"},
        description = "Say nothing but errors.")
    private boolean quiet;

    @Option(
        names = {"-v", "--verbose"},
        description = "Say what each phase did; print stack traces with errors.")
    private boolean verbose;
  }

  boolean quiet() {
    return choice.quiet;
  }

  boolean verbose() {
    return choice.verbose;
  }
}
