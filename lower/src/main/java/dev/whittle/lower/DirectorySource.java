package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A class directory, lowered class by class as it is asked. */
public final class DirectorySource implements ClassFileSource {

  private final Path root;
  private final TreeMap<String, Path> classes = new TreeMap<>();
  private final TreeMap<String, Path> resources = new TreeMap<>();
  private final ConcurrentHashMap<String, Optional<ClassDef>> known = new ConcurrentHashMap<>();

  private DirectorySource(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                String path = path(file);
                if (ClassPlace.isOne(path)) {
                  classes.put(ClassPlace.className(path), file);
                } else {
                  resources.put(path, file);
                }
              });
    }
  }

  /**
   * Opens a directory whose folders are packages.
   *
   * @throws DamagedInput when it cannot be listed
   */
  public static DirectorySource open(Path directory) {
    try {
      return new DirectorySource(directory);
    } catch (UncheckedIOException e) {
      throw new DamagedInput(directory + ": cannot be listed (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new DamagedInput(directory + ": cannot be listed (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public String name() {
    return root.getFileName() == null ? root.toString() : root.getFileName().toString();
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    Path file = classes.get(internalName);
    return file == null
        ? Optional.empty()
        : known.computeIfAbsent(internalName, _ -> Optional.of(lower(file, internalName)));
  }

  @Override
  public List<Variant> variants(String internalName) {
    return List.of();
  }

  @Override
  public List<String> classNames() {
    return List.copyOf(classes.keySet());
  }

  @Override
  public List<Entry> entries() {
    return classes.keySet().stream().map(className -> new Entry(className, 0)).toList();
  }

  @Override
  public ClassDef lower(Entry entry) {
    return lower(classes.get(entry.name()), entry.name());
  }

  @Override
  public Optional<Misplaced> misplaced(Entry entry) {
    Path file = classes.get(entry.name());
    byte[] content = read(file);
    return ClassPlace.isOfAnother(content, entry.name())
        ? Optional.of(new Misplaced(path(file), content))
        : Optional.empty();
  }

  @Override
  public List<String> resourceNames() {
    return List.copyOf(resources.keySet());
  }

  @Override
  public Optional<byte[]> resource(String name) {
    Path file = resources.get(name);
    return file == null ? Optional.empty() : Optional.of(read(file));
  }

  /** There is nothing to close. */
  @Override
  public void close() {}

  private String path(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private ClassDef lower(Path file, String expectedName) {
    try {
      ClassDef lowered = ClassLowering.lowerOnDemand(Files.readAllBytes(file));
      if (!lowered.name().equals(expectedName)) {
        throw new DamagedInput("is class " + lowered.name());
      }
      return lowered;
    } catch (DamagedInput e) {
      throw DamagedInput.ofClass(file.toString(), e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DamagedInput unreadable(Path file, IOException e) {
    return new DamagedInput(file + ": cannot be read (" + e.getMessage() + ")", e);
  }
}
