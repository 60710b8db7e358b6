package dev.whittle.cli;

import dev.whittle.driver.inspect.CacheContents;
import dev.whittle.driver.inspect.WhyChanged;
import dev.whittle.driver.symbols.SymbolQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whittle cache why}. */
@Command(
    addMethodSubcommands = false,
    name = "why",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says where the code of a function came from in the last build, and which part of its key"
          + " differs from what it was in an earlier build: Whittle, an option, the body, the"
          + " class around it, or an answer about the program.",
      "",
      "The last four different builds of each program are known. Whether a function is in a"
          + " program at all, and through what, is what 'whittle why' answers.%n"
    },
    footer = {
      "",
      "Examples:",
      "  whittle cache why com.example.Foo.bar            in the program that was built last",
      "  whittle cache why 'Foo.bar(int)' --build small.jar",
      "  whittle cache why com.example.Foo                its class file"
    })
final class CacheWhyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FUNCTION",
      description = "A function, or a class, as people write it; the package may be left out.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--build",
      paramLabel = "OUTPUT",
      description =
          "The jar or directory that is asked about. Default: of those that have the function, the"
              + " one that was built last.")
  private Path output;

  @Mixin private CacheAnswers answers;

  CacheWhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    answers.print(symbols, this::why, terminal);
    return 0;
  }

  private CacheAnswers.Source why(CacheContents contents) {
    WhyChanged why = new WhyChanged(contents);
    return symbol -> why.explain(SymbolQuery.parse(symbol), output);
  }
}
