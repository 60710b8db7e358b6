package dev.whittle.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all processes met in a cache, in {@code DIR/v1/usage.log}: each appends one line per
 * counter, {@code seconds TAB kind TAB event TAB count}, in one write, so that they need no lock. A
 * line that does not read as that is passed over.
 */
public final class UsageLog {
  /** When it grows beyond this, it is summed up when the cache is trimmed. */
  static final long MOST_BYTES = 256 << 10;

  /** The event that says how often {@link #add} was called. */
  public static final String DONE = "done";

  private record Line(long seconds, String kind, String event, long count) {
    static Optional<Line> parse(String text) {
      String[] fields = text.split("\t", -1);
      try {
        return fields.length == 4
            ? Optional.of(
                new Line(
                    Long.parseLong(fields[0]), fields[1], fields[2], Long.parseLong(fields[3])))
            : Optional.empty();
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    String text() {
      // ▸ A concatenation would be put together at run time, in a process that is to be short.
      return new StringBuilder()
          .append(seconds)
          .append('\t')
          .append(kind)
          .append('\t')
          .append(event)
          .append('\t')
          .append(count)
          .append('\n')
          .toString();
    }
  }

  private final Path file;

  UsageLog(CacheDirectory cache) {
    this.file = cache.shelf("usage.log");
  }

  /**
   * Adds that something was done once, and to how many things: for a process that has no other
   * counters.
   *
   * @param seconds since 1970, UTC
   */
  public static void add(
      Path cacheDirectory, String kind, String things, long count, long seconds) {
    String done = new Line(seconds, kind, DONE, 1).text();
    String more = new Line(seconds, kind, things, count).text();
    new UsageLog(new CacheDirectory(cacheDirectory)).append(done.concat(more));
  }

  /** Adds what one process met. */
  void append(Map<String, Map<String, Long>> counts, long seconds) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, events) ->
            events.forEach(
                (event, count) -> text.append(new Line(seconds, kind, event, count).text())));
    if (!text.isEmpty()) {
      append(text.toString());
    }
  }

  private void append(String lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          lines.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException _) {
      // Statistics are worth no failure.
    }
  }

  /**
   * Sums.
   *
   * @param since when the first of what was counted happened; null when nothing was
   */
  record Sums(Instant since, Map<String, Map<String, Long>> counts) {}

  Sums read() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    Instant since = null;
    for (Line line : lines()) {
      counts
          .computeIfAbsent(line.kind(), _ -> new TreeMap<>())
          .merge(line.event(), line.count(), Long::sum);
      Instant time = Instant.ofEpochSecond(line.seconds());
      since = since == null || time.isBefore(since) ? time : since;
    }
    return new Sums(since, counts);
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    try {
      new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .forEach(text -> Line.parse(text).ifPresent(lines::add));
    } catch (IOException _) {
      return List.of();
    }
    return lines;
  }

  /** Puts sums in the place of a log that has grown; what is appended meanwhile may be lost. */
  void compact(CacheDirectory cache) throws IOException {
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      Sums sums = read();
      StringBuilder text = new StringBuilder();
      sums.counts()
          .forEach(
              (kind, events) ->
                  events.forEach(
                      (event, count) ->
                          text.append(
                              new Line(sums.since().getEpochSecond(), kind, event, count).text())));
      Path temporary = cache.temporary();
      Files.writeString(temporary, text);
      Files.move(temporary, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Starts counting afresh. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
