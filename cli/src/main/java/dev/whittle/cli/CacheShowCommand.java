package dev.whittle.cli;

import dev.whittle.driver.inspect.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code whittle cache show}. */
@Command(
    addMethodSubcommands = false,
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

  @Mixin private CacheAnswers answers;

  CacheShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    answers.print(names, contents -> new Lookup(contents)::find, terminal);
    return 0;
  }
}
