package dev.whittle.cli;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Trimming;
import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code whittle cache}. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    synopsisSubcommandLabel = "(path | stats | ls | show | why | verify | gc | clear)",
    description = {
      "Shows, checks, trims or empties the cache. Removing it at any time is safe: builds get"
          + " slower, not wrong.",
      "",
      "A build trims it at its end, at most once a day, to $"
          + CacheSettings.MAX_SIZE
          + " (5GiB) and to what was used within $"
          + CacheSettings.MAX_AGE
          + " (7d). With $"
          + CacheSettings.REMOTE
          + ", builds also ask a cache that a team shares. docs/cache.md explains all of it.%n"
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  whittle cache stats -v",
      "  whittle cache ls",
      "  whittle cache why com.example.Foo.bar",
      "  whittle cache gc --max-size 2G --dry-run",
      "  du -sh \"$(whittle cache path)\""
    })
final class CacheCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  CacheCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** This command with all of its own. */
  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new CacheCommand(terminal))
        .addSubcommand(new CacheListCommand(terminal))
        .addSubcommand(new CacheShowCommand(terminal))
        .addSubcommand(new CacheWhyCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "cache: one of path, stats, ls, show, why, verify, gc, clear");
  }

  @Command(
      name = "path",
      mixinStandardHelpOptions = true,
      description = "Prints where the cache is.",
      footer = {"", "Examples:", "  du -sh \"$(whittle cache path)\""})
  int path(@Mixin CacheLocation location) {
    terminal.out().println(location.directory(terminal).toAbsolutePath());
    return 0;
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = {
        "Prints what the cache holds, and what builds found in it and did not.",
        "",
        "Builds look for whole outputs first, then for crates and class files, then for the code"
            + " of single functions. What each of them found was in memory, on disk, or in the"
            + " remote.%n"
      },
      footer = {
        "",
        "Examples:",
        "  whittle cache stats -v             also why what was missed was missed",
        "  whittle cache stats --json | jq .misses.functions",
        "  whittle cache stats --zero         before a build whose numbers you want"
      })
  int stats(
      @Mixin CacheLocation location,
      @Option(
              names = {"-v", "--verbose"},
              description = "Also say why misses were misses, and what packs hold.")
          boolean verbose,
      @Option(names = "--json", description = "Print all of it as JSON.") boolean json,
      @Option(names = "--zero", description = "Afterwards, start counting afresh.") boolean zero) {
    Path directory = location.inspected(terminal);
    try {
      BuildCache cache = BuildCache.open(directory, BuildCache.Settings.USUAL);
      CacheStatistics statistics =
          new CacheStatistics(directory, cache.statistics(), CacheSettings.of(terminal).limits());
      terminal
          .out()
          .print(json ? statistics.json() : verbose ? statistics.details() : statistics.text());
      if (zero) {
        cache.clearCounts();
      }
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Reads everything in the cache and names what is damaged; exit code 1 then.",
        "",
        "Builds need no such thing: what is damaged is a miss for them, and made again.%n"
      },
      footer = {
        "",
        "Examples:",
        "  whittle cache verify",
        "  whittle cache verify --repair      damaged files go; exit code 0"
      })
  int verify(
      @Mixin CacheLocation location,
      @Option(names = "--repair", description = "Remove what is damaged.") boolean repair) {
    Path directory = location.inspected(terminal);
    try {
      BuildCache cache = BuildCache.open(directory, BuildCache.Settings.USUAL);
      ByteProgress progress = new ByteProgress(terminal, "Reading " + directory, cache.bytes());
      List<String> problems = cache.verify(repair, progress);
      problems.forEach(terminal.err()::println);
      String bytes = Sizes.bytes(cache.statistics().bytes());
      terminal
          .err()
          .println(
              problems.isEmpty()
                  ? "Nothing is damaged; " + bytes + "."
                  : problems.size()
                      + (problems.size() == 1 ? " file is" : " files are")
                      + " damaged"
                      + (repair ? " and removed." : "; --repair removes them."));
      return problems.isEmpty() || repair ? 0 : 1;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  @Command(
      name = "gc",
      mixinStandardHelpOptions = true,
      description =
          "Removes what was not used for long, and then the longest unused until the rest"
              + " is small enough.",
      footer = {
        "",
        "Examples:",
        "  whittle cache gc                                  what builds do at most once a day",
        "  whittle cache gc --max-size 2G --dry-run          what would go",
        "  whittle cache gc --older-than 12h"
      })
  int gc(
      @Mixin CacheLocation location,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              description =
                  "What may stay, as in 500M, 5G or 2GiB. Default: $"
                      + CacheSettings.MAX_SIZE
                      + ", else 5GiB.")
          String maxSize,
      @Option(
              names = "--older-than",
              paramLabel = "AGE",
              description =
                  "Remove what was not used for so long, as in 12h, 7d or 2w. Default: $"
                      + CacheSettings.MAX_AGE
                      + ", else 7d.")
          String olderThan,
      @Option(names = "--dry-run", description = "Only say what would be removed.")
          boolean dryRun) {
    Path directory = location.inspected(terminal);
    Trimming.Limits usual = CacheSettings.of(terminal).limits();
    Trimming.Limits limits;
    try {
      limits =
          new Trimming.Limits(
              maxSize == null ? usual.maxBytes() : CacheSettings.bytes(maxSize),
              olderThan == null ? usual.maxAge() : CacheSettings.age(olderThan));
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(spec.subcommands().get("gc"), malformed.getMessage(), malformed);
    }
    try {
      BuildCache cache = BuildCache.open(directory, BuildCache.Settings.USUAL);
      long expected = cache.trim(limits, true).bytes();
      Trimming.Removed removed =
          dryRun
              ? cache.trim(limits, true)
              : cache.trim(
                  limits, false, new ByteProgress(terminal, "Trimming " + directory, expected));
      terminal
          .err()
          .printf(
              "%s %,d %s and %,d %s of packs, %s; %s left.%n",
              dryRun ? "Would remove" : "Removed",
              removed.files(),
              removed.files() == 1 ? "file" : "files",
              removed.entries(),
              removed.entries() == 1 ? "entry" : "entries",
              Sizes.bytes(removed.bytes()),
              Sizes.bytes(removed.bytesLeft()));
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description = "Removes everything from the cache.",
      footer = {
        "",
        "Examples:",
        "  whittle cache clear",
        "  whittle cache clear --cache-dir /tmp/other-cache"
      })
  int clear(@Mixin CacheLocation location) {
    Path directory = location.inspected(terminal);
    try {
      long bytes = BuildCache.open(directory, BuildCache.Settings.USUAL).statistics().bytes();
      ContentStore.at(directory).clear();
      terminal.err().println("Removed " + Sizes.bytes(bytes) + " from " + directory + ".");
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }
}
