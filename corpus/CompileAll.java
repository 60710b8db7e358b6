import java.io.File;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.test.whitebox.WhiteBox;

/**
 * Has HotSpot's compilers compile each method and constructor of the classes of a jar, and prints
 * what they refuse; the last line counts. Usage: CompileAll CLASSPATH JAR, on a JVM with -Xbatch,
 * -XX:+UnlockDiagnosticVMOptions, -XX:+WhiteBoxAPI and these classes on the boot class path.
 */
public final class CompileAll {
  private static final int C1 = 1;
  private static final int C2 = 4;

  private CompileAll() {}

  public static void main(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String jar : arguments[0].split(File.pathSeparator)) {
      urls.add(new File(jar).toURI().toURL());
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), platform);
    WhiteBox hotspot = WhiteBox.open();
    int asked = 0;
    int refused = 0;
    try (ZipFile jar = new ZipFile(arguments[1])) {
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(e -> (ZipEntry) e)::iterator) {
        if (!entry.getName().endsWith(".class") || entry.getName().contains("-")) {
          continue;
        }
        String name = entry.getName().replace(".class", "").replace('/', '.');
        List<Executable> methods = new ArrayList<>();
        try {
          Class<?> type = Class.forName(name, false, loader);
          methods.addAll(List.of(type.getDeclaredMethods()));
          methods.addAll(List.of(type.getDeclaredConstructors()));
        } catch (LinkageError | ClassNotFoundException e) {
          continue;
        }
        methods.removeIf(m -> (m.getModifiers() & (Modifier.ABSTRACT | Modifier.NATIVE)) != 0);
        for (Executable method : methods) {
          for (int level : new int[] {C1, C2}) {
            asked++;
            if (!hotspot.compiles(method, level)) {
              refused++;
              System.out.println("level " + level + " " + method);
            }
          }
        }
      }
    }
    System.out.println("asked " + asked + " refused " + refused);
  }
}
