import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;

/**
 * Links classes without initializing them and prints a sorted line for each: its name, and {@code
 * ok} or the error. {@code LinkWorld CLASS-PATH JAR} links those of a jar, {@code LinkWorld} those
 * of all modules of the JVM it runs on.
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
    if (args.length == 0) {
      linkModules();
    } else {
      linkJar(args[0], args[1]);
    }
    var text = new StringBuilder();
    OUTCOMES.forEach((name, outcome) -> text.append(name + " " + outcome + "\n"));
    System.out.print(text);
  }

  private static void linkJar(String classPath, String jar) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    var parent = ClassLoader.getPlatformClassLoader();
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), parent);
        var file = new JarFile(jar)) {
      for (var entry : (Iterable<String>) file.stream().map(e -> e.getName())::iterator) {
        if (entry.endsWith(".class") && !entry.startsWith("META-INF/")) {
          String name = name(entry);
          link(name, () -> Class.forName(name, false, loader));
        }
      }
    }
  }

  private static void linkModules() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    try (var files = Files.walk(modules)) {
      for (var file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".class")) {
          String module = file.getName(1).toString();
          String name = name(file.subpath(2, file.getNameCount()).toString());
          link(
              module + "/" + name,
              () -> Class.forName(ModuleLayer.boot().findModule(module).orElseThrow(), name));
        }
      }
    }
  }

  private static String name(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }

  private static void link(String name, Loading loading) {
    if (name.endsWith("module-info")) {
      return;
    }
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
