package dev.whittle.lower;

import dev.whittle.ir.DamagedInput;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The class files of a JDK: read from its image by ourselves, or, where it has none that we know or
 * packs its classes, through its own file system. Thread-safe.
 */
final class PlatformClasses implements Closeable {
  private final Path home;
  private final Optional<RuntimeImage> image;
  private final Map<String, List<String>> modules = new ConcurrentHashMap<>();

  /** Null until it is needed. */
  private FileSystem files;

  /** Whether it is ours to close. */
  private boolean isOwn;

  private PlatformClasses(Path home, Optional<RuntimeImage> image) {
    this.home = home;
    this.image = image;
  }

  /**
   * The classes of the JDK in {@code home}.
   *
   * @throws DamagedInput when that is no JDK
   */
  static PlatformClasses of(Path home) throws IOException {
    Path file = home.resolve("lib/modules");
    if (!Files.isRegularFile(file) && !isRunning(home)) {
      throw new DamagedInput(home + ": not a JDK 9 or later (no lib/modules)");
    }
    Optional<RuntimeImage> image =
        Files.isRegularFile(file) ? RuntimeImage.open(file) : Optional.empty();
    return image.isPresent() ? new PlatformClasses(home, image) : unknown(home);
  }

  /** As the JDK's own file system has it. */
  static PlatformClasses unknown(Path home) throws IOException {
    PlatformClasses classes = new PlatformClasses(home, Optional.empty());
    classes.files();
    return classes;
  }

  /** A JDK as its developers build it has directories instead of an image. */
  private static boolean isRunning(Path home) throws IOException {
    return Files.isSameFile(home, Path.of(System.getProperty("java.home")));
  }

  /** The class file of that name, from the first module that has it. */
  Optional<byte[]> find(String internalName) throws IOException {
    int slash = internalName.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String packageName = internalName.substring(0, slash).replace('/', '.');
    List<String> candidates = modules.get(packageName);
    if (candidates == null) {
      candidates = candidates(packageName);
      modules.put(packageName, candidates);
    }
    for (String module : candidates) {
      Optional<byte[]> found = find(module, internalName + ".class");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<String> candidates(String packageName) throws IOException {
    if (image.isPresent()) {
      try {
        return image.get().modules(packageName);
      } catch (RuntimeImage.Unreadable _) {
        // The JDK's own file system unpacks it.
      }
    }
    return links(packageName);
  }

  private Optional<byte[]> find(String module, String path) throws IOException {
    if (image.isPresent()) {
      try {
        return image.get().find("/" + module + "/" + path).map(PlatformClasses::copy);
      } catch (RuntimeImage.Unreadable _) {
        // The JDK's own file system unpacks it.
      }
    }
    Path file = files().getPath("/modules", module, path);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private static byte[] copy(ByteBuffer resource) {
    byte[] bytes = new byte[resource.limit()];
    resource.get(0, bytes);
    return bytes;
  }

  private List<String> links(String packageName) throws IOException {
    Path links = files().getPath("/packages", packageName);
    if (!Files.exists(links)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(links)) {
      return all.map(link -> link.getFileName().toString()).toList();
    }
  }

  private synchronized FileSystem files() throws IOException {
    if (files == null) {
      URI uri = URI.create("jrt:/");
      isOwn = !isRunning(home);
      files =
          isOwn
              ? FileSystems.newFileSystem(uri, Map.of("java.home", home.toString()))
              : FileSystems.getFileSystem(uri);
    }
    return files;
  }

  @Override
  public synchronized void close() throws IOException {
    if (isOwn && files != null) {
      files.close();
    }
  }
}
