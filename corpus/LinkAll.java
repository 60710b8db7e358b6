import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;

/**
 * Loads and links every class of some jars, without initializing any, and prints what came of it.
 *
 * <p>{@code LinkAll CLASS-PATH JAR...} prints one sorted line per class of the jars: its name, and
 * {@code ok} or the error with its first line. To run with {@code -Xverify:all}.
 *
 * <p>Linking goes through {@link Class#getDeclaredFields}: HotSpot links a class before it lists its
 * members, and {@code ClassLoader.resolveClass} does nothing there (neither on 17 nor on 25). So a
 * field whose type is missing counts, too.
 */
public final class LinkAll {
  private LinkAll() {}

  public static void main(String[] args) throws IOException {
    var outcomes = new TreeMap<String, String>();
    try (var loader =
        new URLClassLoader(urls(args[0]), ClassLoader.getPlatformClassLoader())) {
      for (int i = 1; i < args.length; i++) {
        for (String name : classes(args[i])) {
          outcomes.computeIfAbsent(name, n -> link(n, loader));
        }
      }
    }
    outcomes.forEach((name, outcome) -> System.out.println(name + " " + outcome));
  }

  private static String link(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader).getDeclaredFields();
      return "ok";
    } catch (ClassNotFoundException | LinkageError e) {
      return e.toString().lines().findFirst().orElse("");
    }
  }

  private static List<String> classes(String jar) throws IOException {
    var names = new ArrayList<String>();
    try (var file = new JarFile(jar)) {
      file.stream()
          .map(e -> e.getName())
          .filter(n -> n.endsWith(".class") && !n.startsWith("META-INF/"))
          .filter(n -> !n.endsWith("module-info.class"))
          .forEach(n -> names.add(n.substring(0, n.length() - 6).replace('/', '.')));
    }
    return names;
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    var urls = new ArrayList<URL>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
