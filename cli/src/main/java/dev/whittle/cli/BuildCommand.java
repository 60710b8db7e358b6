package dev.whittle.cli;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code whittle build}. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Builds a jar of what a program reaches.%n",
      "Starts at the main classes, follows every call, field, type and constant through the roots"
          + " and the class path, and writes only what it met. The result does what the original"
          + " does.%n",
      "A class file that is broken or too new is an error when something reaches it, and a warning"
          + " otherwise, as for the JVM; with --eager it is an error.%n"
    },
    footer = {
      "",
      "Examples:",
      "  The main class from the jar's manifest, libraries from a folder:",
      "    whittle build app.jar -cp 'lib/*' -o small.jar",
      "  A program from a Maven repository, with all it depends on:",
      "    whittle build com.example:tool:1.0 --main-class com.example.tool.Main -o tool.jar",
      "  A jar per library instead of a single one:",
      "    whittle build app.jar -cp 'lib/*' -o dist/ && java -jar dist/app.jar",
      "  For a program that runs on 17 and on 21:",
      "    whittle build app.jar --jdk /path/to/17 --jdk /path/to/21 -o small.jar",
      "  Why is a class in there?",
      "    whittle why small.jar com.example.Foo"
    })
final class BuildCommand implements Callable<Integer>, CommandLines.Chatty {
  /** Things of one kind that are listed without {@code -v}. */
  private static final int SHOWN = 3;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ROOT",
      arity = "1..*",
      description =
          "The program: a jar, a class directory, a .mirc crate, or"
              + " group:artifact:version[:classifier], which brings what it needs at run time.")
  private List<String> roots = new ArrayList<>();

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description =
          "The libraries, written as for java: separated by '${sys:path.separator}', 'dir/*'.")
  private String classPath = "";

  @Option(
      names = "--main-class",
      paramLabel = "CLASS",
      description = "A class whose main method is run. Default: as the root jar's manifest says.")
  private List<String> mainClasses = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "JAR|DIR/",
      required = true,
      description = "One jar, or a directory that gets a jar per crate.")
  private String output;

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "A JDK that the program will run on. Default: your own java.")
  private List<Path> platforms = new ArrayList<>();

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description = "Rules that name what must survive although nothing visible reaches it.")
  private List<Path> keepRules = new ArrayList<>();

  @Option(
      names = "--eager",
      description = "Generate every function of every crate and prune nothing: the baseline.")
  private boolean eager;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "Write what was done, for scripts; docs/report.md describes the format.")
  private Path report;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Work on at most N things at once. Default: the number of processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private CacheLocation cache;
  @Mixin private Verbosity verbosity;

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  BuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    BuildReport built = Build.run(request(), this::stage);
    if (report != null) {
      write(built);
    }
    if (!verbosity.quiet()) {
      summarize(built, System.nanoTime() - start);
    }
    return 0;
  }

  private void stage(BuildReport.Stage stage) {
    if (verbosity.verbose()) {
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%-10s %6d ms  cpu %6d ms%n",
              stage.name(),
              stage.wallMs(),
              stage.cpuMs());
    }
  }

  private void write(BuildReport built) {
    try {
      Path folder = report.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, ".report", ".tmp");
      try {
        Files.writeString(temporary, built.toJson());
        Files.move(temporary, report, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw Diagnostic.of(report, failure);
    }
  }

  private void summarize(BuildReport built, long nanoseconds) {
    refused(built.refused());
    duplicates(built.duplicates());
    if (!built.undecided().isEmpty()) {
      undecided(built.undecided());
    }
    BuildReport.Counts total = built.total();
    terminal
        .err()
        .printf(
            Locale.ROOT,
            "Wrote %s: %s of %s, %,d of %,d classes, %,d of %,d functions, in %.1f s.%n",
            output,
            Sizes.bytes(total.bytes().out()),
            Sizes.bytes(total.bytes().in()),
            total.classes().out(),
            total.classes().in(),
            total.functions().reached(),
            total.functions().in(),
            nanoseconds / 1e9);
  }

  private void refused(List<BuildReport.Refused> refused) {
    int shown = verbosity.verbose() ? refused.size() : Math.min(SHOWN, refused.size());
    for (BuildReport.Refused broken : refused.subList(0, shown)) {
      terminal
          .err()
          .printf(
              "warning: %s: %s: %s; nothing reaches it%n",
              broken.path(), broken.entry(), broken.reason());
    }
    if (shown < refused.size()) {
      terminal
          .err()
          .printf("warning: %d more classes like that; -v lists them.%n", refused.size() - shown);
    }
  }

  private void duplicates(List<BuildReport.Duplicate> duplicates) {
    int shown = verbosity.verbose() ? duplicates.size() : Math.min(SHOWN, duplicates.size());
    for (BuildReport.Duplicate duplicate : duplicates.subList(0, shown)) {
      terminal
          .err()
          .printf(
              "%s: differs between crates; kept that of %s, not that of %s%n",
              duplicate.name(), duplicate.kept(), String.join(", ", duplicate.dropped()));
    }
    if (shown < duplicates.size()) {
      terminal
          .err()
          .printf(
              "%d more paths differ between crates; -v lists them.%n", duplicates.size() - shown);
    }
  }

  private void undecided(List<BuildReport.Undecided> sites) {
    if (verbosity.verbose()) {
      for (BuildReport.Undecided site : sites) {
        terminal.err().printf("undecided: %s: %s; %s%n", site.site(), site.what(), site.kept());
      }
    } else {
      String where = report == null ? "-v or --report lists them" : "see " + report;
      terminal
          .err()
          .printf(
              "%d places could not be decided (reflection by computed name); %s.%n",
              sites.size(), where);
    }
  }

  private BuildRequest request() {
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "--threads must be at least 1");
    }
    return new BuildRequest(
        Inputs.resolve(roots, classPath, () -> Coordinates.ofUser(terminal, verbosity)),
        mainClasses,
        BuildRequest.Output.parse(output),
        platforms.isEmpty() ? List.of(OwnJava.home(terminal)) : platforms,
        keepRules,
        eager ? BuildRequest.Generation.EAGER : BuildRequest.Generation.REACHED,
        threads,
        cache.directory(terminal));
  }
}
