package dev.whittle.driver;

import java.util.Objects;

/** Which Whittle this is. */
public final class Version {
  private Version() {}

  /** The version as released, or {@code development} when it does not run from its jars. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "development");
  }

  /** The version, with what it runs on. */
  public static String line() {
    return new StringBuilder("whittle ")
        .append(text())
        .append(" (Java ")
        .append(Runtime.version())
        .append(", ")
        .append(System.getProperty("os.name"))
        .append(' ')
        .append(System.getProperty("os.arch"))
        .append(')')
        .toString();
  }
}
