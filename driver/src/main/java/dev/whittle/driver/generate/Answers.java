package dev.whittle.driver.generate;

import dev.whittle.dce.Level;
import dev.whittle.dce.Survival;
import dev.whittle.driver.ledger.FactKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What was asked about a program and what the answers were, in order. Only what was asked can have
 * been used, so that nothing a class image depends on can be left out of its key. Not thread-safe.
 */
final class Answers {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream given = new ByteArrayOutputStream();

  /** The same program, whose answers are written down here. */
  Survival recorded(Survival program) {
    return new RecordedSurvival(program, this);
  }

  /** Questions and answers so far. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** The answers alone, a byte each: for whoever knows the questions. */
  byte[] given() {
    return given.toByteArray();
  }

  /** A question: its kind and the names that it is about, each with its length before it. */
  void question(FactKind kind, String... names) {
    bytes.write(kind.code);
    for (String name : names) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      bytes.write(text.length >>> 8);
      bytes.write(text.length);
      bytes.writeBytes(text);
    }
  }

  Level answer(Level level) {
    answer(level.ordinal());
    return level;
  }

  boolean answer(boolean yes) {
    answer(yes ? 1 : 0);
    return yes;
  }

  private void answer(int code) {
    bytes.write(code);
    given.write(code);
  }
}
