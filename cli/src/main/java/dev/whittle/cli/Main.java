package dev.whittle.cli;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int exitCode = CommandLines.run(terminal, arguments);
    terminal.flush();
    System.exit(exitCode);
  }
}
