package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.inspect.CacheContents;
import dev.whittle.driver.inspect.StoredCrate;
import dev.whittle.driver.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle cache ls}. */
@Command(
    addMethodSubcommands = false,
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the programs that were built with the cache, and the crates in it.",
      "",
      "A program is what is built to one place. Its size is that of its output, its functions are"
          + " those with code in it; a crate's are all that it has.%n"
    },
    footer = {
      "",
      "Examples:",
      "  whittle cache ls                       what was built last comes first",
      "  whittle cache ls crates --sort size    the largest first",
      "  whittle cache ls --json | jq -r '.programs[].output'"
    })
final class CacheListCommand implements Callable<Integer> {
  /** What is listed. */
  enum What {
    ALL,
    PROGRAMS,
    CRATES
  }

  /** What comes first. */
  enum Order {
    NAME,
    SIZE,
    USED,
    FUNCTIONS
  }

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "programs|crates",
      defaultValue = "all",
      description = "List these only.")
  private What what = What.ALL;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "used",
      description =
          "By name, or by size, used or functions, the largest or latest first. Default:"
              + " ${DEFAULT-VALUE}.")
  private Order order = Order.USED;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private CacheLocation location;

  CacheListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path directory = location.inspected(terminal);
    try {
      CacheContents contents = CacheContents.open(directory);
      List<CacheContents.Program> programs =
          what == What.CRATES ? List.of() : sorted(contents.programs(), programOrder());
      List<StoredCrate> crates =
          what == What.PROGRAMS ? List.of() : sorted(contents.crates(), crateOrder());
      if (json) {
        terminal.out().print(Json.print(json(programs, crates)));
      } else {
        print(programs, crates);
      }
      warn(contents, terminal);
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  /** Says that something is not listed. */
  static void warn(CacheContents contents, Terminal terminal) {
    long damaged = contents.damagedPrograms();
    if (damaged > 0) {
      terminal
          .err()
          .printf(
              "warning: what is known of %d %s is damaged; 'whittle cache verify' names the"
                  + " files%n",
              damaged, damaged == 1 ? "program" : "programs");
    }
  }

  private static <T> List<T> sorted(List<T> all, Comparator<T> order) {
    return all.stream().sorted(order).toList();
  }

  private Comparator<CacheContents.Program> programOrder() {
    Comparator<CacheContents.Program> byName =
        Comparator.comparing(CacheContents.Program::name)
            .thenComparing(program -> program.history().output());
    Comparator<CacheContents.Program> bySize = Comparator.comparing(p -> -p.last().bytes());
    Comparator<CacheContents.Program> byFunctions =
        Comparator.comparing(p -> -p.last().functions());
    return switch (order) {
      case NAME -> byName;
      case SIZE -> bySize.thenComparing(byName);
      case FUNCTIONS -> byFunctions.thenComparing(byName);
      case USED -> Comparator.comparing(CacheContents.Program::used).reversed();
    };
  }

  private Comparator<StoredCrate> crateOrder() {
    Comparator<StoredCrate> byName =
        Comparator.comparing(StoredCrate::name).thenComparing(crate -> crate.content().toString());
    Comparator<StoredCrate> bySize = Comparator.comparing(crate -> -crate.bytes());
    Comparator<StoredCrate> byFunctions = Comparator.comparing(crate -> -crate.functions());
    return switch (order) {
      case NAME -> byName;
      case SIZE -> bySize.thenComparing(byName);
      case FUNCTIONS -> byFunctions.thenComparing(byName);
      case USED -> Comparator.comparing(StoredCrate::used).reversed().thenComparing(byName);
    };
  }

  private void print(List<CacheContents.Program> programs, List<StoredCrate> crates) {
    if (what != What.CRATES) {
      Table table = new Table("lrrrrll");
      table.row("PROGRAM", "SIZE", "CLASSES", "FUNCTIONS", "BUILDS", "LAST USE", "OUTPUT");
      for (CacheContents.Program program : programs) {
        table.row(
            program.name(),
            Sizes.bytes(program.last().bytes()),
            number(program.last().classes().size()),
            number(program.last().functions()),
            number(program.history().builds().size()),
            Times.minute(program.used()),
            program.history().output());
      }
      terminal.out().print(table.text(""));
    }
    if (what == What.ALL) {
      terminal.out().println();
    }
    if (what != What.PROGRAMS) {
      Table table = new Table("lrrrlrl");
      table.row("CRATE", "SIZE", "CLASSES", "FUNCTIONS", "LAST USE", "PROGRAMS", "KEY");
      for (StoredCrate crate : crates) {
        table.row(
            crate.name(),
            Sizes.bytes(crate.bytes()),
            number(crate.classes()),
            number(crate.functions()),
            Times.minute(crate.used()),
            number(crate.programs().size()),
            crate.key() == null ? "-" : crate.key().toString().substring(0, 12));
      }
      terminal.out().print(table.text(""));
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private Map<String, Object> json(List<CacheContents.Program> programs, List<StoredCrate> crates) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (what != What.CRATES) {
      object.put("programs", programs.stream().map(CacheListCommand::json).toList());
    }
    if (what != What.PROGRAMS) {
      object.put("crates", crates.stream().map(CacheListCommand::json).toList());
    }
    return object;
  }

  private static Map<String, Object> json(CacheContents.Program program) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", program.name());
    object.put("output", program.history().output());
    object.put("key", program.last().output().toString());
    object.put("bytes", program.last().bytes());
    object.put("classes", program.last().classes().size());
    object.put("functions", program.last().functions());
    object.put("builds", program.history().builds().size());
    object.put("built", program.last().time().toString());
    object.put("used", program.used().toString());
    return object;
  }

  private static Map<String, Object> json(StoredCrate crate) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", crate.name());
    object.put("key", crate.key() == null ? null : crate.key().toString());
    object.put("content", crate.content().toString());
    object.put("bytes", crate.bytes());
    object.put("classes", crate.classes());
    object.put("functions", crate.functions());
    object.put("used", crate.used().toString());
    object.put("programs", crate.programs());
    return object;
  }
}
