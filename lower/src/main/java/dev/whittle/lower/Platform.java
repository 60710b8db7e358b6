package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JDK that a program will run on, known by its class and member declarations only: functions
 * have no code. Reads the run-time image of a JDK 9 or later.
 */
public final class Platform implements ClassSource, Closeable {
  private final String name;
  private final PlatformClasses classes;
  private final ConcurrentHashMap<String, Optional<ClassDef>> known = new ConcurrentHashMap<>();

  private Platform(String name, PlatformClasses classes) {
    this.name = name;
    this.classes = classes;
  }

  /**
   * Opens the platform of a JDK installation.
   *
   * @throws DamagedInput when there is no readable run-time image
   */
  public static Platform open(Path home) {
    try {
      return new Platform(home.toString(), PlatformClasses.of(home));
    } catch (IOException | FileSystemNotFoundException e) {
      String what =
          Files.isDirectory(home)
              ? "no readable JDK (%s)".formatted(e.getMessage())
              : "no such directory";
      throw new DamagedInput(home + ": " + what, e);
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
    classes.close();
  }

  private Optional<ClassDef> read(String internalName) {
    try {
      return classes.find(internalName).map(ClassLowering::declarations);
    } catch (IOException e) {
      throw new DamagedInput("%s: %s cannot be read".formatted(name, internalName), e);
    }
  }
}
