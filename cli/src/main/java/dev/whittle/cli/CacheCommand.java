package dev.whittle.cli;

import dev.whittle.cache.ContentStore;
import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code whittle cache}. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    synopsisSubcommandLabel = "(path | stats | clear)",
    description =
        "Shows or empties the cache. Removing it at any time is safe: builds get slower, not"
            + " wrong.%n",
    commandListHeading = "%nCommands:%n",
    footer = {"", "Examples:", "  whittle cache stats", "  du -sh \"$(whittle cache path)\""})
final class CacheCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  CacheCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "cache: one of path, stats, clear");
  }

  @Command(
      name = "path",
      mixinStandardHelpOptions = true,
      description = "Prints where the cache is.")
  int path(@Mixin CacheLocation location) {
    terminal.out().println(location.directory(terminal).toAbsolutePath());
    return 0;
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Prints what the cache holds.")
  int stats(@Mixin CacheLocation location) {
    Path directory = location.directory(terminal);
    try {
      ContentStore.Statistics statistics = ContentStore.at(directory).statistics();
      terminal.out().println("cache     " + directory.toAbsolutePath());
      terminal.out().println("contents  " + statistics.contents());
      terminal.out().println("results   " + statistics.results());
      terminal.out().println("size      " + Sizes.bytes(statistics.bytes()));
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }

  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      description = "Removes everything from the cache.")
  int clear(@Mixin CacheLocation location) {
    Path directory = location.directory(terminal);
    try {
      ContentStore store = ContentStore.at(directory);
      long bytes = store.statistics().bytes();
      store.clear();
      terminal.err().println("Removed " + Sizes.bytes(bytes) + " from " + directory + ".");
      return 0;
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
  }
}
