package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.inspect.CacheContents;
import dev.whittle.driver.inspect.Description;
import dev.whittle.driver.inspect.Lookup;
import dev.whittle.driver.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle cache show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what is in the cache under a key or a name: what its key was made of, in clear, and"
          + " which builds use it.",
      "",
      "Of keys the beginning is enough, from four digits on, where it is the beginning of one key"
          + " only.%n"
    },
    footer = {
      "",
      "Examples:",
      "  whittle cache show 3f2a9c1e                      a key, as 'ls' and 'show' print them",
      "  whittle cache show commons-cli-1.9.0             a crate",
      "  whittle cache show small.jar                     a program, by its output",
      "  whittle cache show com.example.Foo               a class",
      "  whittle cache show 'Foo.bar(int)' --json         a function"
    })
final class CacheShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "KEY|NAME",
      description =
          "The key of anything, or the name of a crate, a program, a class or a function.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private CacheLocation location;

  CacheShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path directory = location.directory(terminal);
    List<Description> found = new ArrayList<>();
    try {
      CacheContents contents = CacheContents.open(directory);
      CacheListCommand.warn(contents, terminal);
      Lookup lookup = new Lookup(contents);
      for (String name : names) {
        found.addAll(lookup.find(name));
      }
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    print(found, json, terminal);
    return 0;
  }

  /** Prints descriptions, for people or for scripts. */
  static void print(List<Description> found, boolean json, Terminal terminal) {
    if (json) {
      List<Map<String, Object>> all = found.stream().map(Description::json).toList();
      terminal.out().print(Json.print(Map.of("found", all)));
      return;
    }
    String separator = "";
    for (Description description : found) {
      terminal.out().print(separator + DescriptionText.of(description));
      separator = System.lineSeparator();
    }
  }
}
