package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The JDK that a program will run on, known by its class and member declarations only: functions
 * have no code. Reads the run-time image of a JDK 9 or later.
 */
public final class Platform implements ClassSource, Closeable {
  private final String name;
  private final FileSystem image;
  private final boolean owned;

  /**
   * Directories of modules by package, with slashes: several modules have a directory {@code
   * java/util}, since some have packages below it.
   */
  private final Map<String, List<Path>> modules = new HashMap<>();

  private final ConcurrentHashMap<String, Optional<ClassDef>> known = new ConcurrentHashMap<>();

  private Platform(String name, FileSystem image, boolean owned) throws IOException {
    this.name = name;
    this.image = image;
    this.owned = owned;
    Path packages = image.getPath("/packages");
    try (Stream<Path> all = Files.list(packages)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        try (Stream<Path> links = Files.list(p)) {
          for (Path link : (Iterable<Path>) links::iterator) {
            addPackage(p.getFileName().toString(), link.getFileName().toString());
          }
        }
      }
    }
  }

  /**
   * Opens the platform of a JDK installation.
   *
   * @throws DamagedInput when there is no readable run-time image
   */
  public static Platform open(Path home) {
    try {
      URI uri = URI.create("jrt:/");
      if (Files.isSameFile(home, Path.of(System.getProperty("java.home")))) {
        return new Platform(home.toString(), FileSystems.getFileSystem(uri), false);
      }
      if (!Files.exists(home.resolve("lib/modules"))) {
        throw new DamagedInput(home + ": not a JDK 9 or later (no lib/modules)");
      }
      FileSystem image = FileSystems.newFileSystem(uri, Map.of("java.home", home.toString()));
      return new Platform(home.toString(), image, true);
    } catch (NoSuchFileException e) {
      throw new DamagedInput(home + ": no such directory", e);
    } catch (IOException | FileSystemNotFoundException e) {
      throw new DamagedInput("%s: no readable JDK (%s)".formatted(home, e.getMessage()), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    return known.computeIfAbsent(internalName, this::read);
  }

  @Override
  public List<Variant> variants(String internalName) {
    return List.of();
  }

  @Override
  public List<String> classNames() {
    throw new UnsupportedOperationException("the platform is asked class by class");
  }

  @Override
  public List<String> resourceNames() {
    return List.of();
  }

  @Override
  public Optional<byte[]> resource(String resource) {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      image.close();
    }
  }

  private void addPackage(String packageName, String module) {
    Path directory = image.getPath("/modules", module);
    if (Files.isDirectory(directory.resolve(packageName.replace('.', '/')))) {
      modules
          .computeIfAbsent(packageName.replace('.', '/'), _ -> new ArrayList<>(1))
          .add(directory);
    }
  }

  private Optional<ClassDef> read(String internalName) {
    int slash = internalName.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      for (Path module : modules.getOrDefault(internalName.substring(0, slash), List.of())) {
        Path file = module.resolve(internalName + ".class");
        if (Files.exists(file)) {
          return Optional.of(ClassLowering.declarations(Files.readAllBytes(file)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new DamagedInput("%s: %s cannot be read".formatted(name, internalName), e);
    }
  }
}
