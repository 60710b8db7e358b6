package dev.whittle.driver.maven;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.ArtifactSource;
import dev.whittle.driver.input.Coordinate;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;

/**
 * Resolves as the user's Maven would: settings.xml of user and installation, mirrors, proxies,
 * credentials, local repository. What the local repository holds is not asked for again, so it
 * works without a network.
 */
public final class MavenArtifacts implements ArtifactSource {
  private final ContextOverrides overrides;
  private final Downloads downloads;

  private MavenArtifacts(ContextOverrides overrides, Downloads downloads) {
    this.overrides = overrides;
    this.downloads = downloads;
  }

  /**
   * With the user's settings.
   *
   * @param searchPath the value of {@code PATH}, where {@code mvn} tells which installation's
   *     settings count; empty when there is none
   */
  public static MavenArtifacts ofUser(String searchPath, Downloads downloads) {
    ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
    installation(searchPath).ifPresent(overrides::withMavenSystemHomeOverride);
    return of(overrides, downloads);
  }

  /** With one settings file and nothing else of the user's: what tests need. */
  public static MavenArtifacts ofSettings(Path settings, Downloads downloads) {
    return of(
        ContextOverrides.create().withUserSettings(true).withUserSettingsXmlOverride(settings),
        downloads);
  }

  private static MavenArtifacts of(ContextOverrides.Builder overrides, Downloads downloads) {
    return new MavenArtifacts(
        overrides.transferListener(new Progress(downloads)).build(), downloads);
  }

  /**
   * Maven says where it is by {@code MAVEN_HOME}, which the resolver knows, or by being on PATH.
   */
  private static Optional<Path> installation(String searchPath) {
    if (System.getProperty("maven.home") != null || searchPath.isEmpty()) {
      return Optional.empty();
    }
    for (String directory : searchPath.split(File.pathSeparator)) {
      Path mvn = Path.of(directory, "mvn");
      if (Files.isExecutable(mvn)) {
        try {
          Path home = mvn.toRealPath().getParent().getParent();
          return Files.exists(home.resolve("conf/settings.xml"))
              ? Optional.of(home)
              : Optional.empty();
        } catch (IOException | NullPointerException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<ArtifactSource.Resolved> resolve(List<Coordinate> coordinates) {
    try (Context context = Runtimes.INSTANCE.getRuntime().create(overrides)) {
      CollectRequest collect =
          new CollectRequest()
              .setDependencies(coordinates.stream().map(MavenArtifacts::dependency).toList())
              .setRepositories(context.remoteRepositories());
      DependencyNode root =
          context
              .repositorySystem()
              .resolveDependencies(
                  context.repositorySystemSession(),
                  new DependencyRequest(
                      collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
              .getRoot();
      return inClassPathOrder(root);
    } catch (DependencyResolutionException failure) {
      throw new Diagnostic("cannot resolve " + describe(coordinates, failure), failure);
    } finally {
      downloads.done();
    }
  }

  /**
   * The zip of a coordinate, without anything that it depends on.
   *
   * @throws Diagnostic when it cannot be had
   */
  public Path zip(String coordinate) {
    Coordinate zip = Coordinate.parse(coordinate).orElseThrow();
    try (Context context = Runtimes.INSTANCE.getRuntime().create(overrides)) {
      ArtifactRequest request =
          new ArtifactRequest(
              new DefaultArtifact(
                  zip.group(), zip.artifact(), zip.classifier(), "zip", zip.version()),
              context.remoteRepositories(),
              null);
      return context
          .repositorySystem()
          .resolveArtifact(context.repositorySystemSession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException failure) {
      throw new Diagnostic("cannot resolve " + coordinate + ": " + firstReason(failure), failure);
    } finally {
      downloads.done();
    }
  }

  private static Dependency dependency(Coordinate coordinate) {
    return new Dependency(
        new DefaultArtifact(
            coordinate.group(),
            coordinate.artifact(),
            coordinate.classifier(),
            "jar",
            coordinate.version()),
        JavaScopes.COMPILE);
  }

  /** Maven's class-path order is the preorder of the resolved tree. */
  private static List<ArtifactSource.Resolved> inClassPathOrder(DependencyNode root) {
    PreorderNodeListGenerator preorder = new PreorderNodeListGenerator();
    root.accept(preorder);
    return preorder.getArtifacts(false).stream()
        .filter(artifact -> "jar".equals(artifact.getExtension()))
        .map(MavenArtifacts::resolved)
        .distinct()
        .toList();
  }

  private static ArtifactSource.Resolved resolved(Artifact artifact) {
    return new ArtifactSource.Resolved(coordinate(artifact), artifact.getFile().toPath());
  }

  private static Coordinate coordinate(Artifact artifact) {
    return new Coordinate(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getVersion(),
        artifact.getClassifier());
  }

  private static String describe(
      List<Coordinate> coordinates, DependencyResolutionException failure) {
    if (failure.getCause() instanceof ArtifactResolutionException missing) {
      List<String> names =
          missing.getResults().stream()
              .filter(result -> !result.isResolved())
              .map(ArtifactResult::getRequest)
              .map(request -> coordinate(request.getArtifact()).toString())
              .distinct()
              .toList();
      return String.join(", ", names) + ": " + firstReason(missing);
    }
    return coordinates.getFirst() + ": " + deepestMessage(failure);
  }

  private static String firstReason(ArtifactResolutionException missing) {
    return missing.getResults().stream()
        .flatMap(result -> result.getExceptions().stream())
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(String.valueOf(missing.getMessage()));
  }

  private static String deepestMessage(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }

  /** Passes the resolver's transfer events on. */
  private static final class Progress extends AbstractTransferListener {
    private final Downloads downloads;

    Progress(Downloads downloads) {
      this.downloads = downloads;
    }

    @Override
    public void transferProgressed(TransferEvent event) {
      report(event);
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
      report(event);
    }

    private void report(TransferEvent event) {
      String path = event.getResource().getResourceName();
      downloads.progress(
          path.substring(path.lastIndexOf('/') + 1),
          event.getTransferredBytes(),
          event.getResource().getContentLength());
    }
  }
}
