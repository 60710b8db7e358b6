package dev.whittle.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as people read them, in their own time zone. */
final class Times {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Times() {}

  /** For example {@code 2026-11-22 12:07}. */
  static String minute(Instant time) {
    return MINUTE.format(time.atZone(ZoneId.systemDefault()));
  }

  /** For example {@code 2026-11-22 12:07:31}. */
  static String second(Instant time) {
    return SECOND.format(time.atZone(ZoneId.systemDefault()));
  }

  /** For example {@code 7 days}, {@code 1 hour}. */
  static String age(Duration age) {
    long hours = age.toHours();
    return hours % 24 == 0 && hours > 0 ? count(hours / 24, "day") : count(hours, "hour");
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
