package dev.whittle.cli;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {
  private static final String UNITS = "kMGTPE";

  private Sizes() {}

  /** For example {@code 812 bytes}, {@code 4.6 MB}; decimal units. */
  static String bytes(long size) {
    if (size < 1000) {
      return size + " bytes";
    }
    double value = size;
    int unit = -1;
    while (value >= 999.95 && unit + 1 < UNITS.length()) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", value, UNITS.charAt(unit));
  }
}
