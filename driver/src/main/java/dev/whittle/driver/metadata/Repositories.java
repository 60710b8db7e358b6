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
   * The crates, in order, as if they carried what the repositories among {@code files} have. A
   * repository that cannot be read is a {@link Diagnostic} when a crate is asked for resources.
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
    LateRepository repository = new LateRepository(file);
    List<ClassSource> sources = new ArrayList<>();
    for (ClassSource crate : crates) {
      sources.add(new WithMetadata(crate, () -> repository.filesFor(crate)));
    }
    return sources;
  }

  /** A repository that is opened when it is first asked, and stays open as crates stay mapped. */
  private static final class LateRepository {
    private final Path file;
    private RepositoryZip repository;

    LateRepository(Path file) {
      this.file = file;
    }

    synchronized Map<String, byte[]> filesFor(ClassSource crate) {
      try {
        if (repository == null) {
          repository = RepositoryZip.open(file);
        }
        return repository.filesFor(crate);
      } catch (IllegalArgumentException malformed) {
        throw new Diagnostic(file + ": " + malformed.getMessage(), malformed);
      }
    }
  }

  /** Whether an input may be an artifact that a repository knows, by its name alone. */
  public static boolean mayKnow(Inputs inputs) {
    return inputs.all().stream().map(Input::name).anyMatch(RepositoryZip::isVersioned);
  }
}
