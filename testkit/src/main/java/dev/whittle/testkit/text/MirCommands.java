package dev.whittle.testkit.text;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.text.MirSyntaxError;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.ir.verify.Violation;
import java.util.List;
import java.util.Map;

/** The commands that need nothing but MIR. */
public final class MirCommands {
  private static final Map<String, TextCommand> COMMANDS =
      Map.of(
          "roundtrip", test -> roundTrip(test.text()),
          "verify", test -> verify(test.text()));

  private MirCommands() {}

  /**
   * {@code roundtrip} parses and prints, a crate or classes; {@code verify} lists the violations of
   * classes. A text that does not parse gives the message that says why.
   */
  public static Map<String, TextCommand> all() {
    return COMMANDS;
  }

  private static String roundTrip(String text) {
    try {
      boolean isCrate = text.lines().anyMatch(line -> line.startsWith("crate "));
      return isCrate
          ? MirPrinter.print(MirParser.parseCrate(text))
          : MirPrinter.print(MirParser.parseClasses(text));
    } catch (MirSyntaxError e) {
      return e.getMessage();
    }
  }

  private static String verify(String text) {
    List<ClassDef> classes;
    try {
      classes = MirParser.parseClasses(text);
    } catch (MirSyntaxError e) {
      return e.getMessage();
    }
    StringBuilder out = new StringBuilder();
    for (ClassDef definition : classes) {
      for (FunctionDef function : definition.functions()) {
        for (Violation violation : BodyVerifier.verify(definition, function)) {
          out.append(definition.name()).append('.').append(function.name());
          out.append(function.descriptor()).append(": ").append(violation).append('\n');
        }
      }
    }
    return out.isEmpty() ? "no violations" : out.toString();
  }
}
