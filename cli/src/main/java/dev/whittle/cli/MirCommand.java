package dev.whittle.cli;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.symbols.MirListing;
import dev.whittle.driver.symbols.SymbolQuery;
import dev.whittle.ir.DamagedInput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code whittle mir}. */
@Command(
    addMethodSubcommands = false,
    name = "mir",
    mixinStandardHelpOptions = true,
    versionProvider = WhittleCommand.Version.class,
    sortOptions = false,
    description =
        "Prints a crate as text, whole or the functions that match; docs/mir.md explains it.%n",
    footer = {
      "",
      "Examples:",
      "  whittle mir crates/app.mirc                        everything",
      "  whittle mir app.jar com.example.Main.main          one function, all its overloads",
      "  whittle mir app.jar 'com.example.*'                by pattern",
      "  whittle mir app.jar 'Foo.bar(int)'                 one overload of any class Foo"
    })
final class MirCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "CRATE",
      description = "A .mirc, a jar or a class directory.")
  private Path crate;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "A class or function as people write it; '*' matches anything.")
  private String pattern = "*";

  @Mixin private Verbosity verbosity;

  MirCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Input input = Input.of(crate);
    try {
      if (pattern.equals("*")) {
        MirListing.all(input, terminal.out());
      } else {
        MirListing.matching(input, SymbolQuery.parse(pattern), terminal.out());
      }
    } catch (DamagedInput damaged) {
      throw new Diagnostic(damaged.getMessage(), damaged);
    }
    return 0;
  }
}
