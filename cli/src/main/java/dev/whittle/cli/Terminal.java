package dev.whittle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * Where a command writes and what it knows of its surroundings: results go to {@code out},
 * everything that a person reads on the way goes to {@code err}.
 */
final class Terminal {
  /** Which streams a person is looking at. */
  enum Audience {
    NOBODY,
    OUT,
    ERR,
    BOTH;

    /** The launcher says by file descriptors: any of 1 and 2. */
    static Audience parse(String descriptors) {
      boolean out = descriptors.contains("1");
      boolean err = descriptors.contains("2");
      return out ? (err ? BOTH : OUT) : (err ? ERR : NOBODY);
    }
  }

  private static final String CLEAR_LINE = "\r\u001b[K";

  /** What does not fit the width is cut off by the terminal, which alone knows it (DECAWM). */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final PrintWriter err;
  private final Audience audience;
  private final Map<String, String> environment;
  private boolean progressShown;

  Terminal(PrintWriter out, PrintWriter err, Audience audience, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.audience = audience;
    this.environment = Map.copyOf(environment);
  }

  /** The process's own streams and environment. */
  static Terminal ofProcess() {
    return new Terminal(
        writer(FileDescriptor.out, "stdout.encoding"),
        writer(FileDescriptor.err, "stderr.encoding"),
        Audience.parse(System.getProperty("whittle.tty", "")),
        System.getenv());
  }

  private static PrintWriter writer(FileDescriptor descriptor, String encodingProperty) {
    OutputStream stream = new FileOutputStream(descriptor);
    Charset charset =
        Charset.forName(System.getProperty(encodingProperty, "UTF-8"), Charset.defaultCharset());
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  PrintWriter out() {
    return out;
  }

  /** For messages; ends a progress line first. */
  synchronized PrintWriter err() {
    clearProgress();
    return err;
  }

  /** The value of an environment variable, or an empty string. */
  String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Whether text for {@code err} may carry colours. */
  boolean coloursErr() {
    return coloursWelcome() && (audience == Audience.ERR || audience == Audience.BOTH);
  }

  /** Whether text for {@code out} may carry colours. */
  boolean coloursOut() {
    return coloursWelcome() && (audience == Audience.OUT || audience == Audience.BOTH);
  }

  private boolean coloursWelcome() {
    return environment("NO_COLOR").isEmpty() && !environment("TERM").equals("dumb");
  }

  /**
   * Whether somebody sees lines that replace each other. What runs in CI may have a terminal, but
   * what is written to it is read later.
   */
  boolean showsProgress() {
    return (audience == Audience.ERR || audience == Audience.BOTH)
        && environment("CI").isEmpty()
        && !environment("TERM").equals("dumb");
  }

  /** Shows a line that the next one replaces; nothing when no one is looking. */
  synchronized void progress(String line) {
    if (showsProgress()) {
      err.print(CLEAR_LINE + WRAP_OFF + line + WRAP_ON);
      err.flush();
      progressShown = true;
    }
  }

  /** Takes the progress line away. */
  synchronized void clearProgress() {
    if (progressShown) {
      err.print(CLEAR_LINE);
      err.flush();
      progressShown = false;
    }
  }

  void flush() {
    clearProgress();
    out.flush();
    err.flush();
  }
}
