package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that depend on what is known at run time are reported with their place, and no others. */
class UndecidedSitesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path directory;

  private List<String> undecided(String source) {
    Reached reached =
        Reachability.compute(
            new Program(
                List.of(MemorySource.of(MemorySource.compile(directory, "Main.java", source))),
                List.of(PLATFORM)),
            Roots.ofMain("Main"),
            Summaries::of);
    return reached.undecided().stream()
        .map(u -> u.function() + " (" + u.file() + ":" + u.line() + ") " + u.what())
        .toList();
  }

  /** With constants and literals in the place of what is computed: all of it is decided. */
  private static final String PROGRAM =
      """
      import java.lang.reflect.Proxy;
      import java.util.ServiceLoader;
      public class Main {
        interface Face { void m(); }
        public static void main(String[] args) throws Exception {
          Class<?> named = Class.forName(args.length == 0 ? "Main" : NAME);
          for (Object o : ServiceLoader.load(SERVICE)) {
            System.out.println(o);
          }
          Object proxy = Proxy.newProxyInstance(
              Main.class.getClassLoader(), INTERFACES, (p, m, a) -> null);
          System.out.println(SERVICE.getDeclaredMethods().length);
          System.out.println(SERVICE.getFields().length);
        }
      }
      """;

  @Test
  void computedNamesServicesProxiesAndListings() {
    assertEquals(
        List.of(
            "Main.main([Ljava/lang/String;)V (Main.java:6) java.lang.Class.forName",
            "Main.main([Ljava/lang/String;)V (Main.java:7) java.util.ServiceLoader.load",
            "Main.main([Ljava/lang/String;)V (Main.java:10)"
                + " java.lang.reflect.Proxy.newProxyInstance",
            "Main.main([Ljava/lang/String;)V (Main.java:12) java.lang.Class.getDeclaredMethods",
            "Main.main([Ljava/lang/String;)V (Main.java:13) java.lang.Class.getFields"),
        undecided(
            PROGRAM
                .replace("INTERFACES", "new Class<?>[] {Face.class, named}")
                .replace("NAME", "args[0]")
                .replace("SERVICE", "named.getSuperclass()")));
  }

  @Test
  void constantsAndLiteralsAreDecided() {
    assertEquals(
        List.of(),
        undecided(
            PROGRAM
                .replace("INTERFACES", "new Class<?>[] {Face.class}")
                .replace("NAME", "\"java.util.ArrayList\"")
                .replace("SERVICE", "Face.class")));
  }

  /** Of an object of an unknown class, members that were pruned are not listed: it must be said. */
  @Test
  void membersOfTheClassOfAnyObject() {
    String program =
        """
        public class Main {
          static int count(Object o) { return o.getClass().getDeclaredMethods().length; }
          public static void main(String[] args) {
            System.out.println(count(new Listed()));
          }
        }
        class Listed { void first() {} void second() {} }
        """;
    assertEquals(
        List.of("Main.count(Ljava/lang/Object;)I (Main.java:2) java.lang.Class.getDeclaredMethods"),
        undecided(program));
    assertEquals(List.of(), undecided(program.replace("count(Object o)", "count(Listed o)")));
  }
}
