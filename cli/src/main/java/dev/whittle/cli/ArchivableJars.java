package dev.whittle.cli;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Copies the jars that Whittle runs from, once when it has been built, so that the JVM's AOT cache
 * can hold all of their classes. It holds none that the old verifier saw (JVMS 4.10.2), which are
 * those of before version 50, and none that extends one: Picocli's and ASM's. Classes of these get
 * frames (JVMS 4.7.4) and version 50. Newer ones lose call sites that it does not hold either
 * ({@link Desugaring}). All else is copied.
 *
 * <p>▸ What a build does before it opens its inputs takes 0.66 · 10⁹ instructions instead of 0.88.
 */
final class ArchivableJars {
  /** The first version with frames. */
  private static final int WITH_FRAMES = ClassFile.JAVA_6_VERSION;

  private static final int MAJOR_VERSION = 6;

  /**
   * Of all files, so that whoever builds Whittle gets the same bytes, which keys of the cache are
   * made of: times of a jar may be in the zone of who reads it, or in none.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final ClassFile format;

  private ArchivableJars(ClassLoader classes) {
    this.format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
  }

  /** Arguments: a directory of jars, and the one to copy them to, which need not exist. */
  public static void main(String[] arguments) throws IOException {
    copy(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> jars = new ArrayList<>();
    List<URL> places = new ArrayList<>();
    try (var found = Files.newDirectoryStream(from, "*.jar")) {
      for (Path jar : found) {
        jars.add(jar);
        places.add(jar.toUri().toURL());
      }
    }
    try (URLClassLoader classes = new URLClassLoader(places.toArray(URL[]::new), null)) {
      ArchivableJars copies = new ArchivableJars(classes);
      for (Path jar : jars) {
        copies.copy(jar.toFile(), to.resolve(jar.getFileName()));
      }
    }
  }

  private void copy(File jar, Path to) throws IOException {
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    boolean isAnother = false;
    try (JarFile from = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(from.entries())) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        byte[] archivable = entry.getName().endsWith(".class") ? archivable(content) : content;
        isAnother |= archivable != content;
        files.put(entry.getName(), archivable);
      }
    }
    if (!isAnother) {
      Files.copy(jar.toPath(), to);
      return;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        JarEntry entry = new JarEntry(file.getKey());
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
  }

  /** The same array when there is nothing to do, or no way to do it: it starts slower then. */
  private byte[] archivable(byte[] classFile) {
    boolean isOld = classFile[MAJOR_VERSION] == 0 && classFile[MAJOR_VERSION + 1] < WITH_FRAMES;
    try {
      return isOld ? raised(classFile) : Desugaring.desugared(classFile);
    } catch (IllegalArgumentException | IllegalStateException _) {
      // A supertype that is not there, subroutines, a version of later than these libraries.
      return classFile;
    }
  }

  private byte[] raised(byte[] classFile) {
    ClassModel model = format.parse(classFile);
    ClassTransform raise =
        (to, element) -> {
          switch (element) {
            case ClassFileVersion _ -> to.withVersion(WITH_FRAMES, 0);
            // A method whose code is not asked for would be copied as it is, without frames.
            case MethodModel method ->
                to.transformMethod(
                    method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> to.with(element);
          }
        };
    return format.transformClass(model, raise);
  }
}
