import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Links classes without initializing them and prints a sorted line for each: its name, and {@code
 * ok} or the error. {@code LinkWorld NAMES CLASS-PATH} links classes of jars, {@code LinkWorld
 * NAMES} those of modules of the JVM it runs on; the file has a name per line, there after the name
 * of the module and a slash.
 *
 * <p>HotSpot links a class before it lists the class's members.
 */
public final class LinkWorld {
  private static final TreeMap<String, String> OUTCOMES = new TreeMap<>();

  private LinkWorld() {}

  interface Loading {
    Class<?> load() throws ClassNotFoundException;
  }

  public static void main(String[] args) throws IOException {
    List<String> names = Files.readAllLines(Path.of(args[0]));
    if (args.length == 1) {
      linkModules(names);
    } else {
      linkJars(names, args[1]);
    }
    var text = new StringBuilder();
    OUTCOMES.forEach((name, outcome) -> text.append(name + " " + outcome + "\n"));
    System.out.print(text);
  }

  private static void linkJars(List<String> names, String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    var parent = ClassLoader.getPlatformClassLoader();
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), parent)) {
      for (String name : names) {
        link(name, () -> Class.forName(name, false, loader));
      }
    }
  }

  private static void linkModules(List<String> names) {
    for (String name : names) {
      String module = name.substring(0, name.indexOf('/'));
      String className = name.substring(module.length() + 1);
      link(
          name,
          () -> Class.forName(ModuleLayer.boot().findModule(module).orElseThrow(), className));
    }
  }

  private static void link(String name, Loading loading) {
    try {
      Class<?> loaded = loading.load();
      if (loaded != null) {
        loaded.getDeclaredFields();
      }
      OUTCOMES.put(name, loaded == null ? "not found" : "ok");
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      OUTCOMES.put(name, e.toString().lines().findFirst().orElse(""));
    }
  }
}
