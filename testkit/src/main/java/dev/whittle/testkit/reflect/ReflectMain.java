package dev.whittle.testkit.reflect;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;

/**
 * Compares what reflection sees of classes on two class paths.
 *
 * <p>{@code ReflectMain ORIGINAL-PATH OUTPUT-PATH JAR...} looks at every class of the jars from
 * both paths, prints a line per difference, and at last how much it saw. Exit code: 0, all equal;
 * 1, differences; 2, wrong arguments or unreadable files.
 */
public final class ReflectMain {
  private ReflectMain() {}

  public static void main(String[] args) {
    if (args.length < 3) {
      System.err.println("usage: ReflectMain ORIGINAL-PATH OUTPUT-PATH JAR...");
      System.exit(2);
    }
    try (var original = loader(args[0]);
        var output = loader(args[1])) {
      TreeSet<String> names = new TreeSet<>();
      for (int i = 2; i < args.length; i++) {
        names.addAll(classes(args[i]));
      }
      System.exit(compare(names, original, output) == 0 ? 0 : 1);
    } catch (IOException e) {
      System.err.println("reflect: " + e);
      System.exit(2);
    }
  }

  private static int compare(Iterable<String> names, ClassLoader original, ClassLoader output) {
    Map<String, List<String>> before = dump(names, original);
    Map<String, List<String>> after = dump(names, output);
    int different = 0;
    int facts = 0;
    for (String name : names) {
      List<String> expected = before.get(name);
      facts += expected.size();
      if (!expected.equals(after.get(name))) {
        different++;
        differences(expected, after.get(name)).forEach(l -> System.out.println(name + " " + l));
      }
    }
    System.out.printf("classes %d, facts %d, different %d%n", before.size(), facts, different);
    return different;
  }

  /** What only one has, in order. */
  static List<String> differences(List<String> expected, List<String> actual) {
    List<String> lines = new ArrayList<>();
    List<String> gone = new ArrayList<>(expected);
    List<String> added = new ArrayList<>(actual);
    actual.forEach(gone::remove);
    expected.forEach(added::remove);
    gone.forEach(line -> lines.add("- " + line));
    added.forEach(line -> lines.add("+ " + line));
    return lines.isEmpty() ? List.of("order of fields") : lines;
  }

  /**
   * The facts of classes by name. Constants are read of all classes before anything else, as
   * annotations may initialize enums.
   */
  public static Map<String, List<String>> dump(Iterable<String> names, ClassLoader loader) {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    Map<String, Class<?>> loaded = new LinkedHashMap<>();
    for (String name : names) {
      Facts load = new Facts(loader);
      Class<?> type = load.ask("load", () -> Class.forName(name, false, loader));
      facts.put(name, new ArrayList<>(load.lines()));
      if (type != null) {
        loaded.put(name, type);
        facts.get(name).addAll(ConstantValues.of(type));
      }
    }
    loaded.forEach((name, type) -> facts.get(name).addAll(ReflectiveDump.of(type)));
    return facts;
  }

  private static List<String> classes(String jar) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .filter(name -> !name.endsWith("module-info.class"))
          .forEach(name -> names.add(name.substring(0, name.length() - 6).replace('/', '.')));
    }
    return names;
  }

  private static URLClassLoader loader(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
