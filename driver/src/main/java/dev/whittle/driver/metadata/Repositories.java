package dev.whittle.driver.metadata;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.ir.ClassSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The repositories among the metadata of a request: they are zips, anything else is none. */
public final class Repositories {
  private Repositories() {}

  /** Whether the file is a zip; in the cache it has no name that says so. */
  public static boolean isRepository(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    } catch (IOException failure) {
      throw Diagnostic.of(file, failure);
    }
  }

  /**
   * The crates, in order, as if they carried what the repositories among {@code files} have.
   *
   * @throws Diagnostic for a repository that cannot be read
   */
  public static List<ClassSource> over(List<ClassSource> crates, List<Path> files) {
    List<ClassSource> sources = crates;
    for (Path file : files) {
      if (Files.isRegularFile(file) && isRepository(file)) {
        sources = over(sources, file);
      }
    }
    return sources;
  }

  private static List<ClassSource> over(List<ClassSource> crates, Path file) {
    List<ClassSource> sources = new ArrayList<>();
    try (RepositoryZip repository = RepositoryZip.open(file)) {
      for (ClassSource crate : crates) {
        Map<String, byte[]> files = repository.filesFor(crate);
        sources.add(files.isEmpty() ? crate : new WithMetadata(crate, files));
      }
    } catch (IllegalArgumentException malformed) {
      throw new Diagnostic(file + ": " + malformed.getMessage(), malformed);
    }
    return sources;
  }

  /** Whether an input may be an artifact that a repository knows, by its name alone. */
  public static boolean mayKnow(Inputs inputs) {
    return inputs.all().stream().map(Input::name).anyMatch(RepositoryZip::isVersioned);
  }
}
