package dev.whittle.cli;

import dev.whittle.driver.input.Coordinate;
import dev.whittle.driver.maven.Downloads;
import dev.whittle.driver.maven.MavenArtifacts;
import dev.whittle.driver.metadata.CommunityRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Resolves coordinates for a command, showing downloads to whoever is looking. */
final class Coordinates {
  private Coordinates() {}

  static MavenArtifacts ofUser(Terminal terminal, Verbosity verbosity) {
    Downloads downloads = verbosity.quiet() ? Downloads.SILENT : new Shown(terminal);
    return MavenArtifacts.ofUser(terminal.environment("PATH"), downloads);
  }

  /**
   * The zip of a coordinate where Maven keeps files unless it is told to keep them elsewhere: found
   * without the resolver, which takes longer to get ready than a tenth of a small build.
   */
  static Optional<Path> localZip(String coordinate) {
    Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
    Path usual = Coordinate.parse(coordinate).orElseThrow().file(repository, "zip");
    return Optional.of(usual).filter(Files::isRegularFile);
  }

  /** Zips, from this machine or through the resolver. */
  static CommunityRepository.Source zips(Terminal terminal, Verbosity verbosity) {
    return new CommunityRepository.Source() {
      @Override
      public Optional<Path> local(String coordinate) {
        return localZip(coordinate);
      }

      @Override
      public Path zip(String coordinate) {
        return ofUser(terminal, verbosity).zip(coordinate);
      }
    };
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
