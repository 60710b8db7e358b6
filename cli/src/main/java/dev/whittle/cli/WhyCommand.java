package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code whittle why}. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description = "Says why something is in a build: the chain of reasons from a root to it.%n",
    footer = {
      "",
      "Examples:",
      "  whittle why small.jar com.example.Foo              a class",
      "  whittle why small.jar com.example.Foo.bar          a method or field",
      "  whittle why small.jar 'Foo.bar(int)'               one overload; the package may be left"
          + " out",
      "  whittle why small.jar com.example.Foo.bar com.example.Baz"
    })
final class WhyCommand implements Callable<Integer>, CommandLines.Chatty {
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

  @Mixin private CacheLocation cache;
  @Mixin private Verbosity verbosity;

  WhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() {
    throw new Diagnostic("why: not there yet");
  }
}
