package dev.whittle.cli;

import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.ClassPath;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.input.RememberedClassPath;
import dev.whittle.driver.verify.Comparison;
import dev.whittle.driver.verify.Launch;
import dev.whittle.driver.verify.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle verify}. */
@Command(
    addMethodSubcommands = false,
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Runs a program and its pruned form with the same arguments, and compares what they do.%n",
      "Compared are the exit code, stdout, and the files that are in the working directory in the"
          + " end; each runs in a copy of its own. The last line says 'same' or what differs; the"
          + " exit code is 0 or 1.%n"
    },
    footer = {
      "",
      "Examples:",
      "    whittle verify small.jar --original app.jar -cp 'lib/*' -- report 2024",
      "  In a copy of a directory with files that the program reads:",
      "    whittle verify small.jar --original app.jar --work src/test/data -- input.txt",
      "  A program from a Maven repository:",
      "    whittle verify tool.jar --original com.example:tool:1.0 --main-class com.example.Main"
          + " \\",
      "        -- --help"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "BUILD",
      description = "The output of a build: a jar, or a directory of jars.")
  private Path build;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "Arguments of the program, behind '--'.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--original",
      paramLabel = "ROOT",
      required = true,
      description =
          "What it was built from: a jar, a class directory, or"
              + " group:artifact:version[:classifier].")
  private String original;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description = "The original's libraries, written as for java.")
  private String classPath;

  @Option(
      names = "--main-class",
      paramLabel = "CLASS",
      description = "The class to start. Default: as the original's manifest says.")
  private String mainClass = "";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Each run starts in a copy of this directory. Default: an empty one, so that relative"
              + " paths in arguments need this option.")
  private Path work;

  @Option(
      names = "--stdin",
      paramLabel = "FILE",
      description = "What the program reads from stdin. Default: nothing.")
  private Path input;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "An option for both JVMs, such as --java-option=-Xmx1g.")
  private List<String> javaOptions = new ArrayList<>();

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "The JDK to run on. Default: your own java.")
  private Path platform;

  @Option(names = "--stderr", description = "Compare stderr too.")
  private boolean errors;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Kill a run that takes longer. Default: ${DEFAULT-VALUE}.")
  private long timeout;

  @Option(names = "--json", description = "Print the result as JSON, for scripts.")
  private boolean json;

  @Mixin private CacheLocation cache;
  @Mixin private Verbosity verbosity;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Launch launch = launch();
    ProgramRun.Setting setting =
        new ProgramRun.Setting(work, input, Duration.ofSeconds(Math.max(1, timeout)));
    try (ScratchDirectory first = ScratchDirectory.create();
        ScratchDirectory second = ScratchDirectory.create()) {
      ProgramRun before = ProgramRun.of(launch.originalCommand(), setting, first.path());
      if (before.exitCode() == ProgramRun.TIMED_OUT) {
        throw new Diagnostic("the original took longer than --timeout; nothing to compare with");
      }
      ProgramRun after = ProgramRun.of(launch.prunedCommand(), setting, second.path());
      Comparison comparison =
          Comparison.of(
              before,
              after,
              errors ? Comparison.Streams.OUTPUT_AND_ERRORS : Comparison.Streams.OUTPUT);
      print(comparison, before, after);
      return comparison.differences().isEmpty() ? 0 : CommandLines.DIAGNOSTIC;
    }
  }

  private Launch launch() {
    Path home = platform == null ? OwnJava.home(terminal) : platform;
    Inputs inputs =
        Inputs.resolve(
            List.of(original),
            classPath == null ? List.of() : ClassPath.parse(classPath),
            () -> Coordinates.ofUser(terminal, verbosity),
            RememberedClassPath.in(cache.directory(terminal), InputIdentity.Trust.STAT));
    return new Launch(home, inputs, Input.of(build), mainClass, javaOptions, arguments);
  }

  private void print(Comparison comparison, ProgramRun before, ProgramRun after) {
    if (json) {
      terminal.out().print(comparison.toJson());
      return;
    }
    for (Comparison.Difference difference : comparison.differences()) {
      terminal.out().println(difference.what() + ":");
      difference.lines().forEach(line -> terminal.out().println("  " + line));
    }
    if (comparison.differences().isEmpty()) {
      terminal
          .out()
          .printf(
              "same: exit code %d, %d bytes on stdout, %d files%n",
              before.exitCode(), before.output().length, before.files().size());
      return;
    }
    if (after.errors().length > 0 && !verbosity.quiet()) {
      terminal.out().println("stderr of the pruned program:");
      after.firstErrors().forEach(line -> terminal.out().println("  " + line));
    }
    List<String> what = comparison.differences().stream().map(Comparison.Difference::what).toList();
    terminal.out().println("differs: " + String.join(", ", what));
  }
}
