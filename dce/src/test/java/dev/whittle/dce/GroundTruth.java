package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares what was reached with what the names of a program say. */
final class GroundTruth {
  private GroundTruth() {}

  /** A line for everything that survives otherwise than its name says. */
  static List<String> violations(ClassSource crate, Reached reached) {
    List<String> violations = new ArrayList<>();
    for (String name : crate.classNames()) {
      ClassDef c = crate.find(name).orElseThrow();
      String simple = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
      check(name, simple, reached.level(name), violations);
      for (FunctionDef function : c.functions()) {
        Level level = reached.function(name, function.name(), function.descriptor());
        check(name + "." + function.name(), function.name(), level, violations);
      }
      for (FieldDef field : c.fields()) {
        Level level = reached.field(name, field.name(), field.descriptor());
        check(name + "." + field.name(), field.name(), level, violations);
      }
    }
    return violations;
  }

  private static void check(String symbol, String name, Level level, List<String> violations) {
    String lower = name.toLowerCase(Locale.ROOT);
    Level expected =
        lower.startsWith("kept")
            ? Level.USED
            : lower.startsWith("stub")
                ? Level.REFERENCED
                : lower.startsWith("gone") ? Level.ABSENT : level;
    if (level != expected) {
      violations.add(symbol + ": " + level + ", not " + expected);
    }
  }
}
