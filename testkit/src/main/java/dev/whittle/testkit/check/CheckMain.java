package dev.whittle.testkit.check;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Set<String> OPTIONS = Set.of("--original", "--output", "--jdk", "--allow");

  private CheckMain() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Runs the command and returns its exit code. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      Map<String, String> options = parse(args);
      Checker.Report report =
          Checker.check(
              Arrays.stream(options.get("--original").split(File.pathSeparator))
                  .map(Path::of)
                  .toList(),
              Path.of(options.get("--output")),
              Path.of(options.getOrDefault("--jdk", System.getProperty("java.home"))),
              options.containsKey("--allow")
                  ? AllowList.read(Path.of(options.get("--allow")))
                  : AllowList.EMPTY);
      report.violations().forEach(out::println);
      out.println(report);
      return report.violations().isEmpty() ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      err.println("check: " + e.getMessage());
      return 2;
    }
  }

  private static Map<String, String> parse(List<String> args) {
    if (args.size() % 2 == 0 || !args.getFirst().equals("check")) {
      throw new IllegalArgumentException(USAGE);
    }
    var options = new HashMap<String, String>();
    for (int i = 1; i < args.size(); i += 2) {
      if (!OPTIONS.contains(args.get(i)) || options.put(args.get(i), args.get(i + 1)) != null) {
        throw new IllegalArgumentException(args.get(i) + "\n" + USAGE);
      }
    }
    if (!options.keySet().containsAll(Set.of("--original", "--output"))) {
      throw new IllegalArgumentException(USAGE);
    }
    return options;
  }
}
