package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.trace.AgentJars;
import dev.whittle.driver.trace.MetadataFile;
import dev.whittle.driver.trace.TraceRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle trace}. */
@Command(
    addMethodSubcommands = false,
    name = "trace",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Runs a program and writes down what it does by reflection.%n",
      "The program runs as it always does, under an agent that records which classes, methods,"
          + " fields, resources, bundles, proxies and serialized classes it finds by name. They are"
          + " written as reachability metadata, which 'build --metadata' reads; what an earlier"
          + " run wrote is added to. The exit code is the program's.%n"
    },
    footer = {
      "",
      "Examples:",
      "  Run what the program is to do, as often as it takes:",
      "    whittle trace -- java -jar app.jar serve --port 8080",
      "    whittle trace -- java -cp 'lib/*:app.jar' com.example.Main report",
      "  Then build with it:",
      "    whittle build app.jar -cp 'lib/*' --metadata metadata -o small.jar",
      "  A script that starts Java, into another directory:",
      "    whittle trace -o src/metadata -- ./run-tests.sh"
    })
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "metadata",
      description =
          "Where " + MetadataFile.NAME + " is written, or added to. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The command, behind '--': java with its arguments, or what starts it.")
  private List<String> command = new ArrayList<>();

  @Mixin private Verbosity verbosity;

  TraceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    MetadataFile file = MetadataFile.in(output);
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      Process process = start(AgentJars.write(scratch.path()));
      Thread interrupted = new Thread(() -> interrupted(process, scratch, file));
      Runtime.getRuntime().addShutdownHook(interrupted);
      int exitCode = process.waitFor();
      if (withdraw(interrupted)) {
        finish(scratch, file);
      } else {
        interrupted.join();
      }
      return exitCode;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new Diagnostic("interrupted", interrupt);
    }
  }

  private static boolean withdraw(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  /** A JVM gets the agent as an option; what starts one hands it on in the environment. */
  private Process start(List<String> agent) {
    List<String> started = new ArrayList<>(command);
    ProcessBuilder builder = new ProcessBuilder(started).inheritIO();
    Path program = Path.of(command.getFirst()).getFileName();
    if (program != null && program.toString().matches("java(\\.exe)?")) {
      started.addAll(1, agent);
    } else {
      builder
          .environment()
          .merge(
              "JAVA_TOOL_OPTIONS", String.join(" ", agent), (others, ours) -> others + " " + ours);
    }
    try {
      return builder.start();
    } catch (IOException failure) {
      throw new Diagnostic(command.getFirst() + ": cannot be started", failure);
    }
  }

  /** Servers end by an interrupt, which ends this process too: what was recorded must not go. */
  private void interrupted(Process process, ScratchDirectory scratch, MetadataFile file) {
    process.destroy();
    process.onExit().join();
    try (scratch) {
      finish(scratch, file);
    } catch (Diagnostic diagnostic) {
      terminal.err().println("whittle: error: " + diagnostic.getMessage());
    }
  }

  private void finish(ScratchDirectory scratch, MetadataFile file) {
    TraceRecords records = TraceRecords.read(scratch.path());
    if (records.jvms() == 0) {
      throw new Diagnostic(command.getFirst() + ": started no Java program that could be traced");
    }
    MetadataFile.Merged merged = file.merge(records);
    if (!verbosity.quiet()) {
      records.problems().forEach(problem -> terminal.err().println("not recorded: " + problem));
      terminal
          .err()
          .printf("Wrote %s: %d entries, %d new.%n", file.path(), merged.all(), merged.added());
    }
  }
}
