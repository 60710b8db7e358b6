package dev.whittle.cli;

import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Why;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.Json;
import dev.whittle.driver.symbols.Explanation;
import dev.whittle.driver.symbols.SymbolQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle why}. */
@Command(
    addMethodSubcommands = false,
    name = "why",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = {
      "Says why something is in a build: the chain of reasons from a root to it. Of what is not in"
          + " the build, who refers to it, and where the nearest reached code is.%n",
      "The exit code is 1 when something that was asked for is not in the build.%n"
    },
    footer = {
      "",
      "Examples:",
      "  whittle why small.jar com.example.Foo              a class",
      "  whittle why small.jar com.example.Foo.bar          a method or field",
      "  whittle why small.jar 'Foo.bar(int)'               one overload; the package may be left"
          + " out",
      "  whittle why small.jar com.example.Foo.bar com.example.Baz"
    })
final class WhyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "CRATE|BUILD",
      description = "The output of a build, or a root to analyze afresh.")
  private Path build;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SYMBOL",
      description = "Classes, methods or fields, as people write them.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print the answers as JSON, for scripts; docs/why.md describes the format.")
  private boolean json;

  @Mixin private CacheLocation cache;
  @Mixin private Verbosity verbosity;

  WhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Why.Answers answers =
        Why.explain(build, asRoot(), symbols.stream().map(SymbolQuery::parse).toList());
    if (!verbosity.quiet()) {
      answers.notes().forEach(note -> terminal.err().println("note: " + note));
    }
    if (json) {
      terminal.out().print(Json.print(json(answers)));
    } else {
      print(answers);
    }
    boolean kept = answers.explanations().stream().allMatch(Explanation.Kept.class::isInstance);
    return kept ? 0 : CommandLines.DIAGNOSTIC;
  }

  private void print(Why.Answers answers) {
    String separator = "";
    for (Explanation answer : answers.explanations()) {
      terminal.out().print(separator);
      terminal.out().println(answer.symbol());
      answer.lines().forEach(line -> terminal.out().println("  " + line));
      separator = System.lineSeparator();
    }
  }

  private static Map<String, Object> json(Why.Answers answers) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("answers", answers.explanations().stream().map(Explanation::json).toList());
    object.put("notes", answers.notes());
    return object;
  }

  /** The build of what was given by itself, should it be no output that the cache knows. */
  private BuildRequest asRoot() {
    Input root = Input.of(build);
    return new BuildRequest(
        new Inputs(List.of(root), List.of()),
        List.of(),
        new BuildRequest.Output.SingleJar(build),
        List.of(OwnJava.home(terminal)),
        List.of(),
        BuildRequest.Generation.REACHED,
        Runtime.getRuntime().availableProcessors(),
        cache.directory(terminal));
  }
}
