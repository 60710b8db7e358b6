package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.inspect.CacheContents;
import dev.whittle.driver.inspect.Description;
import dev.whittle.driver.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that describe what the cache has of something. */
final class CacheAnswers {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private CacheLocation location;

  /** Knows what there is to say of a name. */
  interface Source {
    List<Description> find(String name) throws IOException;
  }

  /**
   * Prints what there is to say of each name.
   *
   * @param open who knows it of what is in the cache
   */
  void print(List<String> names, Function<CacheContents, Source> open, Terminal terminal) {
    Path directory = location.inspected(terminal);
    List<Description> found = new ArrayList<>();
    try {
      CacheContents contents = CacheContents.open(directory);
      CacheListCommand.warn(contents, terminal);
      Source source = open.apply(contents);
      for (String name : names) {
        found.addAll(source.find(name));
      }
    } catch (IOException failure) {
      throw Diagnostic.of(directory, failure);
    }
    print(found, terminal);
  }

  private void print(List<Description> found, Terminal terminal) {
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
