package dev.whittle.cli;

import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;

/** Resolves coordinates for a command, showing downloads to whoever is looking. */
final class Coordinates {
  private Coordinates() {}

  static MavenArtifacts ofUser(Terminal terminal, Verbosity verbosity) {
    Downloads downloads = verbosity.quiet() ? Downloads.SILENT : new Shown(terminal);
    return MavenArtifacts.ofUser(terminal.environment("PATH"), downloads);
  }

  /** Progress as one line that replaces itself. */
  private record Shown(Terminal terminal) implements Downloads {
    @Override
    public void progress(String name, long received, long total) {
      String of = total > 0 ? " of " + Sizes.bytes(total) : "";
      terminal.progress("Downloading " + name + "  " + Sizes.bytes(received) + of);
    }

    @Override
    public void done() {
      terminal.clearProgress();
    }
  }
}
