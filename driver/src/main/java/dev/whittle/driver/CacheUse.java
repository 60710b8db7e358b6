package dev.whittle.driver;

import dev.whittle.cache.BuildCache;

/**
 * How a build uses its cache.
 *
 * @param settings what it may hold, and the remote behind it
 * @param checkedPercent how many in a hundred of the class files that come from the cache are
 *     generated all the same and compared; when not 0, no whole output is taken from it, and one
 *     that is there is compared
 */
public record CacheUse(BuildCache.Settings settings, int checkedPercent) {
  /** Usual limits, no remote, and what is found is believed. */
  public static final CacheUse USUAL = new CacheUse(BuildCache.Settings.USUAL, 0);

  public CacheUse {
    if (checkedPercent < 0 || checkedPercent > 100) {
      throw new IllegalArgumentException(checkedPercent + " percent");
    }
  }

  /** The same with as many class files checked. */
  public CacheUse checking(int percent) {
    return new CacheUse(settings, percent);
  }
}
