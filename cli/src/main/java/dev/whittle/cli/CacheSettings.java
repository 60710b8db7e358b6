package dev.whittle.cli;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.RemoteCache;
import dev.whittle.cache.Trimming;
import dev.whittle.driver.Diagnostic;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** What the environment says of how a cache is used. */
final class CacheSettings {
  static final String MAX_SIZE = "WHITTLE_CACHE_MAX_SIZE";
  static final String MAX_AGE = "WHITTLE_CACHE_MAX_AGE";
  static final String REMOTE = "WHITTLE_REMOTE_CACHE";
  private static final String REMOTE_WRITE = "WHITTLE_REMOTE_CACHE_WRITE";
  private static final String TOKEN = "WHITTLE_REMOTE_CACHE_TOKEN";
  private static final String USER = "WHITTLE_REMOTE_CACHE_USER";
  private static final String PASSWORD = "WHITTLE_REMOTE_CACHE_PASSWORD";

  /** What a header's value may be (RFC 9110, 5.5), without what is beyond ASCII. */
  private static final String TOKEN_TEXT = "[\\x20-\\x7e]*";

  private CacheSettings() {}

  /**
   * @throws Diagnostic when a variable says nothing that makes sense
   */
  static BuildCache.Settings of(Terminal terminal) {
    return new BuildCache.Settings(limits(terminal), remote(terminal));
  }

  private static Trimming.Limits limits(Terminal terminal) {
    String size = terminal.environment(MAX_SIZE);
    String age = terminal.environment(MAX_AGE);
    try {
      return new Trimming.Limits(
          size.isEmpty() ? Trimming.Limits.USUAL.maxBytes() : bytes(size),
          age.isEmpty() ? Trimming.Limits.USUAL.maxAge() : age(age));
    } catch (IllegalArgumentException malformed) {
      throw new Diagnostic("$" + MAX_SIZE + ", $" + MAX_AGE + ": " + malformed.getMessage());
    }
  }

  private static RemoteCache.Settings remote(Terminal terminal) {
    String base = terminal.environment(REMOTE);
    if (base.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(base);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null) {
        throw new Diagnostic("$" + REMOTE + ": not the address of an http or https server");
      }
      boolean writes = terminal.environment(REMOTE_WRITE).equalsIgnoreCase("true");
      return new RemoteCache.Settings(
          uri, authorization(terminal), writes, RemoteCache.Settings.USUAL_TIMEOUT);
    } catch (URISyntaxException _) {
      // The message of the exception would show credentials in it.
      throw new Diagnostic("$" + REMOTE + ": not an address");
    }
  }

  private static String authorization(Terminal terminal) {
    String token = terminal.environment(TOKEN);
    String user = terminal.environment(USER);
    if (!token.matches(TOKEN_TEXT)) {
      // Said here, as the message of the HTTP client would show it.
      throw new Diagnostic("$" + TOKEN + ": has characters that no header can have");
    }
    if (!token.isEmpty()) {
      return "Bearer " + token;
    }
    if (user.isEmpty()) {
      return null;
    }
    String both = user + ":" + terminal.environment(PASSWORD);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A size as people write it: {@code 5G}, {@code 500 MB}, {@code 2GiB}; decimal without an i.
   *
   * @throws IllegalArgumentException when it is none
   */
  static long bytes(String text) {
    String plain = text.trim().toUpperCase(Locale.ROOT).replace(" ", "");
    boolean binary = plain.endsWith("IB");
    String number = plain.replaceAll("[A-Z]+$", "");
    String unit = plain.substring(number.length()).replaceAll("(IB|B)$", "");
    int power = unit.isEmpty() ? 0 : 1 + "KMGT".indexOf(unit);
    if (power == 0 && !unit.isEmpty() || unit.length() > 1 || !number.matches("[0-9]+")) {
      throw new IllegalArgumentException("'" + text + "' is no size; write 500M, 5G or 2GiB");
    }
    return Math.multiplyExact(Long.parseLong(number), (long) Math.pow(binary ? 1024 : 1000, power));
  }

  /**
   * An age as people write it: {@code 12h}, {@code 7d}, {@code 2w}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Duration age(String text) {
    String plain = text.trim().toLowerCase(Locale.ROOT);
    if (!plain.matches("[0-9]{1,6}[hdw]")) {
      throw new IllegalArgumentException("'" + text + "' is no age; write 12h, 7d or 2w");
    }
    long number = Long.parseLong(plain.substring(0, plain.length() - 1));
    return switch (plain.charAt(plain.length() - 1)) {
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }
}
