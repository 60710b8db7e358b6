package dev.whittle.testkit.check;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The checker's command line: prints the violations, sorted, and a summary as the last line.
 *
 * <p>Exit codes: 0, nothing to say; 1, violations; 2, wrong arguments or unreadable files.
 */
public final class CheckMain {
  private static final String USAGE =
      "usage: check --original JAR[%sJAR...] --output JAR|DIR [--jdk HOME] [--allow FILE]"
          .formatted(File.pathSeparator);

  private CheckMain() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Runs the command and returns its exit code. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      if (args.isEmpty() || !args.getFirst().equals("check")) {
        throw new IllegalArgumentException(USAGE);
      }
      Arguments arguments =
          Arguments.parse(
              args.subList(1, args.size()),
              Set.of("--original", "--output"),
              Set.of("--jdk", "--allow"));
      Checker.Report report = check(arguments);
      report.violations().forEach(out::println);
      out.println(report);
      return report.violations().isEmpty() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      err.println("check: " + e.getMessage());
      return 2;
    }
  }

  private static Checker.Report check(Arguments arguments) throws IOException {
    AllowList allowed =
        arguments.values().containsKey("--allow")
            ? AllowList.read(arguments.path("--allow"))
            : AllowList.EMPTY;
    return Checker.check(
        arguments.paths("--original"),
        arguments.path("--output"),
        Path.of(arguments.value("--jdk").orElse(System.getProperty("java.home"))),
        allowed);
  }
}
