package dev.whittle.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;

/** What commands print, written where a test reads it: nobody looks at it. */
final class TestTerminal {
  private TestTerminal() {}

  static Terminal of(Writer out, Writer err, Map<String, String> environment) {
    return new Terminal(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Terminal.Audience.NOBODY,
        environment);
  }
}
