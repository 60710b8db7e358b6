package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.InternalFailure;
import dev.whittle.driver.Version;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command line and turns every way it can end into an exit code and words. */
final class CommandLines {
  static final int DIAGNOSTIC = 1;
  static final int USAGE = 2;
  static final int INTERNAL = 3;

  private final Terminal terminal;

  private CommandLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The exit code of {@code arguments}. */
  static int run(Terminal terminal, String... arguments) {
    return new CommandLines(terminal).commandLine(arguments).execute(arguments);
  }

  /** All commands and their options, for who looks at them without running any. */
  static CommandLine ofEverything(Terminal terminal) {
    return new CommandLines(terminal).commandLine();
  }

  /** All commands, in the order of the help. */
  private static SequencedMap<String, Function<Terminal, Object>> commands(String... arguments) {
    SequencedMap<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
    commands.put("build", terminal -> new BuildCommand(terminal, arguments));
    commands.put("lower", LowerCommand::new);
    commands.put("mir", MirCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("cache", CacheCommand::commandLine);
    commands.put("help", _ -> new CommandLine.HelpCommand());
    return commands;
  }

  /**
   * Knows the command that the arguments start with, and all of them only when they start with
   * something else.
   *
   * <p>▸ Reading the annotations of all commands took half of a build that finds nothing to do.
   */
  private CommandLine commandLine(String... arguments) {
    CommandLine commandLine = new CommandLine(new WhittleCommand(terminal));
    SequencedMap<String, Function<Terminal, Object>> commands = commands(arguments);
    String first = arguments.length == 0 ? "help" : arguments[0];
    if (UpToDate.isVersion(first) || commands.containsKey(first) && !first.equals("help")) {
      commands.keySet().retainAll(Set.of(first));
    }
    commands.forEach((name, command) -> commandLine.addSubcommand(name, command.apply(terminal)));
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.coloursOut() ? Ansi.ON : Ansi.OFF))
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setExecutionStrategy(CommandLines::execute)
        .setParameterExceptionHandler(this::usage)
        .setExecutionExceptionHandler(this::failure);
  }

  private static int execute(ParseResult parsed) {
    rejectEmpty(parsed);
    return new CommandLine.RunLast().execute(parsed);
  }

  /**
   * An empty argument is a variable of a script that was never set, and names no file: as a path it
   * would be the current directory. Only a class path may be empty, and what another program gets.
   */
  private static void rejectEmpty(ParseResult parsed) {
    for (CommandLine.Model.ArgSpec argument : parsed.matchedArgs()) {
      if (argument.originalStringValues().contains("") && !mayBeEmpty(argument)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(), name(argument) + " must not be empty");
      }
    }
    parsed.subcommands().forEach(CommandLines::rejectEmpty);
  }

  private static boolean mayBeEmpty(CommandLine.Model.ArgSpec argument) {
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName().equals("--class-path")
        : argument.paramLabel().matches("COMMAND|ARGUMENT");
  }

  private static String name(CommandLine.Model.ArgSpec argument) {
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : argument.paramLabel();
  }

  private int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    error(failure.getMessage().replaceFirst("^Error: ", ""));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, terminal.err());
    terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return USAGE;
  }

  private int failure(Exception failure, CommandLine command, ParseResult parsed) {
    return switch (failure) {
      case Diagnostic diagnostic -> {
        error(diagnostic.getMessage());
        diagnostic.places().forEach(place -> terminal.err().println("  " + place));
        if (verbose(command)) {
          diagnostic.printStackTrace(terminal.err());
        }
        yield DIAGNOSTIC;
      }
      case InternalFailure internal -> internal(internal, command);
      default -> internal(new InternalFailure(command.getCommandName(), "", failure), command);
    };
  }

  private int internal(InternalFailure failure, CommandLine command) {
    error("internal error in phase " + failure.phase() + ": " + failure.getMessage());
    if (!failure.function().isEmpty()) {
      terminal.err().println("  at        " + failure.function());
    }
    terminal.err().println("  version   " + Version.line());
    terminal.err().println("This is a defect of Whittle, not of your program. To report it:");
    if (!failure.function().isEmpty()) {
      terminal
          .err()
          .println(
              "  whittle lower INPUT -o repro/ && whittle mir repro/CRATE.mirc '"
                  + failure.function()
                  + "' > repro.mir");
    }
    terminal.err().println("  run the same command with -v for the stack trace, and attach both.");
    if (verbose(command)) {
      failure.getCause().printStackTrace(terminal.err());
    }
    return INTERNAL;
  }

  private void error(String message) {
    Ansi ansi = terminal.coloursErr() ? Ansi.ON : Ansi.OFF;
    terminal.err().println(ansi.string("@|bold,red whittle: error:|@ ") + message);
  }

  private static boolean verbose(CommandLine command) {
    return command.getMixins().values().stream()
        .anyMatch(mixin -> mixin instanceof Verbosity verbosity && verbosity.verbose());
  }
}
