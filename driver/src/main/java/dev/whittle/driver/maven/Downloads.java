package dev.whittle.driver.maven;

/** Hears about files on their way from a repository. Calls come from several threads. */
public interface Downloads {
  /** Says nothing. */
  Downloads SILENT = (_, _, _) -> {};

  /**
   * A file is on its way.
   *
   * @param name the file's name in its repository
   * @param received bytes so far
   * @param total bytes in all, or -1 when the repository does not say
   */
  void progress(String name, long received, long total);

  /** Downloads are over, for now: time to clear a progress line. */
  default void done() {}
}
