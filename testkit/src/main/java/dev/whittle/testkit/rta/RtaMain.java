package dev.whittle.testkit.rta;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Compares the methods of a pruned jar with what {@link ReferenceRta} keeps: {@code MAIN-CLASS
 * ORIGINAL[:ORIGINAL...] OUTPUT}. Prints the methods that only the output has behind a {@code +},
 * those that it does not need behind a {@code -}, and both counts last. Exit code 1 when the output
 * has more.
 */
public final class RtaMain {
  private RtaMain() {}

  public static void main(String[] args) throws IOException {
    List<Path> original = Stream.of(args[1].split(File.pathSeparator)).map(Path::of).toList();
    Set<String> reference = ReferenceRta.kept(original, args[0]);
    Set<String> output = methods(Path.of(args[2]));
    output.stream().filter(m -> !reference.contains(m)).forEach(m -> System.out.println("+ " + m));
    reference.stream().filter(m -> !output.contains(m)).forEach(m -> System.out.println("- " + m));
    System.out.printf("methods %d, reference %d%n", output.size(), reference.size());
    System.exit(output.size() > reference.size() ? 1 : 0);
  }

  private static Set<String> methods(Path jar) throws IOException {
    Set<String> methods = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          add(ClassFile.of().parse(file.getInputStream(entry).readAllBytes()), methods);
        }
      }
    }
    return methods;
  }

  private static void add(ClassModel model, Set<String> methods) {
    model
        .methods()
        .forEach(
            m ->
                methods.add(
                    model.thisClass().asInternalName()
                        + "."
                        + m.methodName().stringValue()
                        + m.methodType().stringValue()));
  }
}
