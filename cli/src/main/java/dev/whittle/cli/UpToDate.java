package dev.whittle.cli;

import dev.whittle.cache.FileStamps;
import dev.whittle.cache.NoteReader;
import dev.whittle.cache.NoteWriter;
import dev.whittle.cache.StampedNote;
import dev.whittle.digest.Checksum;
import dev.whittle.driver.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own, which the launcher runs before the other one: knows in some milliseconds
 * that a build has nothing to do. It has, when the same command was run in the same place and found
 * its output, and every file that it looked at is still the same. It also says its version.
 *
 * <p>▸ When there is nothing to do, it needs 13 of Whittle's classes, and nothing that a JVM puts
 * together at run time: 0.045 s of CPU, where java with an empty program takes 0.02 and the program
 * that can build 0.27 to find that out. The JVM has more: all 430 that patches take are in its AOT
 * cache, and linked before {@code main}.
 *
 * <p>Exit code 0 when there is nothing to do, which it has said then; another one when the other
 * program has to look.
 */
public final class UpToDate {
  /** Where the time goes in what is printed. */
  static final char SECONDS = '\0';

  /** All of the environment that a build may ask for, but a remote, with which there is no note. */
  static final String[] VARIABLES = {
    "PATH",
    "JAVA_HOME",
    "XDG_CACHE_HOME",
    "WHITTLE_CACHE_DIR",
    CacheSettings.MAX_SIZE,
    CacheSettings.MAX_AGE,
    "NO_COLOR",
    "TERM",
    "CI"
  };

  private UpToDate() {}

  /** Looks for the note about a build. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Terminal terminal = Terminal.ofProcess();
    if (arguments.length == 1 && isVersion(arguments[0])) {
      terminal.out().println(Version.line());
      return;
    }
    String said = null;
    try {
      said = answers(arguments, terminal) ? find(arguments, terminal) : null;
    } catch (RuntimeException | Error _) {
      // Whatever it is, the other program says it, or does without.
    }
    if (said == null) {
      System.exit(1);
    }
    terminal.err().print(said.replace(String.valueOf(SECONDS), tenths(System.nanoTime() - start)));
    terminal.flush();
  }

  /** Whether it asks for the version, as the first argument. */
  static boolean isVersion(String argument) {
    return argument.equals("--version") || argument.equals("-V");
  }

  /**
   * Whether a note can answer for a command: what it says is in its arguments, not in a file that
   * they name, and nothing else than the output is asked for.
   */
  static boolean answers(String[] arguments, Terminal terminal) {
    if (arguments.length == 0
        || !arguments[0].equals("build")
        || !terminal.environment(CacheSettings.REMOTE).isEmpty()) {
      return false;
    }
    for (String argument : arguments) {
      if (argument.startsWith("@")) {
        return false;
      }
    }
    return true;
  }

  /** What a build would say, with {@link #SECONDS} where the time is; null when it is not known. */
  static String find(String[] arguments, Terminal terminal) {
    try {
      Path cache = cacheDirectory(arguments, terminal);
      byte[] name = name(arguments, terminal);
      Optional<StampedNote.Found> found = StampedNote.find(cache, name);
      String said = found.isEmpty() ? null : said(found.get(), cache, name);
      return said == null ? PatchNote.patch(cache, name) : said;
    } catch (IOException | InvalidPathException _) {
      return null;
    }
  }

  /**
   * Keeps what there is to say as long as nothing changes. The stamp of an output that was just
   * written says little: then its checksum stands in the note.
   *
   * @param inputs that were settled
   * @param outputs what was found or written there; taken before it was read
   * @param young the only output; null when there are several, of which none can be young
   * @param checksum of {@code young}
   * @param timeNs when the stamps were taken, or before; since 1970, UTC
   */
  static void keep(
      Path cacheDirectory,
      byte[] name,
      FileStamps inputs,
      FileStamps outputs,
      Path young,
      long checksum,
      long timeNs,
      String said) {
    if (outputs.wereSettled(timeNs)) {
      byte[] note = new NoteWriter().text("").number(0L).text(said).toBytes();
      StampedNote.keep(cacheDirectory, name, inputs.and(outputs), note);
    } else if (young != null) {
      String path = young.toAbsolutePath().toString();
      byte[] note = new NoteWriter().text(path).number(checksum).text(said).toBytes();
      StampedNote.keep(cacheDirectory, name, inputs, note);
    }
  }

  /**
   * What a note says; null when its output is another. When that had to be read and is young no
   * more, the note gets its stamp, so that the next time nothing is read.
   */
  private static String said(StampedNote.Found found, Path cacheDirectory, byte[] name)
      throws IOException {
    NoteReader in = new NoteReader(found.note());
    String path = in.text();
    long checksum = in.longNumber();
    String said = in.text();
    if (!path.isEmpty()) {
      long nowNs = nowNs();
      Path output = Path.of(path);
      FileStamps stamp = FileStamps.of(List.of(output));
      if (!Files.isRegularFile(output) || Checksum.of(Files.readAllBytes(output)) != checksum) {
        return null;
      }
      if (stamp.wereSettled(nowNs)) {
        keep(cacheDirectory, name, found.stamps(), stamp, output, checksum, nowNs, said);
      }
    }
    return said;
  }

  /** Since 1970, UTC; not later than now. */
  static long nowNs() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  /** As far as it can be told without parsing; in a wrong place there is no note of this name. */
  private static Path cacheDirectory(String[] arguments, Terminal terminal) {
    String option = "--cache-dir";
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(option) && i + 1 < arguments.length) {
        return Path.of(arguments[i + 1]);
      }
      if (arguments[i].startsWith(option) && arguments[i].startsWith("=", option.length())) {
        return Path.of(arguments[i].substring(option.length() + 1));
      }
    }
    return CacheLocation.byEnvironment(terminal);
  }

  /** All that a build is told, but by files: its command, where it runs, and what runs it. */
  static byte[] name(String[] arguments, Terminal terminal) {
    StringBuilder name = new StringBuilder();
    add(name, "whittle build 1");
    add(name, whittle());
    add(name, System.getProperty("java.home"));
    add(name, System.getProperty("java.vm.version"));
    add(name, System.getProperty("user.dir"));
    add(name, System.getProperty("user.home"));
    add(name, OwnJava.home(terminal).toString());
    add(name, String.valueOf(terminal.coloursErr()));
    for (String variable : VARIABLES) {
      add(name, terminal.environment(variable));
    }
    for (String argument : arguments) {
      add(name, argument);
    }
    return name.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Neither arguments nor variables can have this character. */
  private static void add(StringBuilder name, String part) {
    name.append(part).append('\0');
  }

  private static String whittle() {
    CodeSource source = UpToDate.class.getProtectionDomain().getCodeSource();
    return source == null ? "" : String.valueOf(source.getLocation());
  }

  /** Seconds, with one digit behind the point. */
  static String tenths(long nanoseconds) {
    long tenths = (nanoseconds + 50_000_000) / 100_000_000;
    return new StringBuilder().append(tenths / 10).append('.').append(tenths % 10).toString();
  }
}
