package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.dce.ReflectionPolicy;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What undecided calls keep, what that costs, and that it can be had otherwise. */
class ReflectionPolicyTest {
  @TempDir Path temp;
  private TestProgram program;
  private Path app;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    Path classes =
        program.classes(
            "app",
            Map.of(
                "app/Main.java",
                """
                package app;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    System.out.println(Open.class.getName());
                    Class<?> any = Main.class.getClassLoader().loadClass(args[0]);
                    any.getMethod("wanted").invoke(null);
                  }
                }
                """,
                "app/Open.java",
                "package app; public class Open { public static void wanted() { Deep.down(); } }",
                "app/Deep.java",
                "package app; class Deep { static void down() {} }"));
    app =
        program.jar(
            "app",
            classes,
            Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n"));
  }

  private BuildReport build(ReflectionPolicy policy) {
    return Build.run(program.request(temp.resolve("small.jar"), app).with(policy), _ -> {});
  }

  @Test
  void keptThingsAreWeighedInTheClassFiles() throws IOException {
    BuildReport report = build(ReflectionPolicy.KEEP);
    List<String> entries = TestProgram.entries(temp.resolve("small.jar"));
    assertTrue(entries.contains("app/Deep.class"), entries.toString());
    BuildReport.Policy open = report.policies().getFirst();
    assertEquals("open-classes", open.name());
    // Open.wanted() and Deep.down(), and the class Deep: Open is a literal.
    assertEquals(2, open.price().functions());
    assertEquals(1, open.price().classes());
    long deep = Files.size(temp.resolve("app-classes/app/Deep.class"));
    assertTrue(open.price().bytes() > deep / 2 && open.price().bytes() < 2 * deep);
    BuildReport.Undecided dearest = report.undecided().getFirst();
    assertEquals("java.lang.Class.getMethod", dearest.what());
    assertTrue(dearest.site().endsWith("(Main.java:6)"), dearest.site());
    assertEquals(open.price(), dearest.price());
    assertEquals(1, dearest.sites());
    assertEquals(report.policies(), build(ReflectionPolicy.KEEP).policies());
  }

  @Test
  void reportKeepsNothingForThem() throws IOException {
    BuildReport report = build(ReflectionPolicy.REPORT);
    assertFalse(TestProgram.entries(temp.resolve("small.jar")).contains("app/Deep.class"));
    assertEquals(2, report.undecided().size());
    assertEquals(List.of(), report.policies());
  }

  @Test
  void strictNamesThemAndWritesNothing() {
    Diagnostic refused = assertThrows(Diagnostic.class, () -> build(ReflectionPolicy.STRICT));
    assertEquals(
        "2 reflective calls could not be decided, and --reflection=strict allows none",
        refused.getMessage());
    assertEquals(2, refused.places().size());
    String first = refused.places().getFirst();
    assertTrue(first.contains("(Main.java:5): java.lang.ClassLoader.loadClass; "), first);
    assertFalse(Files.exists(temp.resolve("small.jar")));
  }

  private static final String PROXY =
      """
      package app;
      import java.lang.reflect.Proxy;
      import java.util.*;
      public class Main {
        public static void main(String[] args) throws Exception {
          Map<String, Class<?>> types = new HashMap<>(Map.of("face", Face.class));
          Object proxy =
              Proxy.newProxyInstance(
                  Main.class.getClassLoader(),
                  new Class<?>[] {types.get("face")},
                  (p, m, a) -> java.lang.reflect.InvocationHandler.invokeDefault(p, m, a));
          System.out.println(((Face) proxy).twice());
        }
      }
      """;

  /** What a proxy of unknown interfaces may run has a price, and a place. */
  @Test
  void proxiesOfUnknownInterfaces() throws Exception {
    Path classes =
        program.classes(
            "proxy",
            Map.of(
                "app/Main.java",
                PROXY,
                "app/Face.java",
                "package app; public interface Face { default String twice() { return Deep.two(); }"
                    + " }",
                "app/Deep.java",
                "package app; class Deep { static String two() { return \"two\"; } }"));
    app =
        program.jar(
            "proxy",
            classes,
            Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n"));
    BuildReport report = build(ReflectionPolicy.KEEP);
    assertEquals("two\n", TestProgram.run(temp.resolve("small.jar")));
    BuildReport.Undecided proxy = report.undecided().getFirst();
    assertEquals("java.lang.reflect.Proxy.newProxyInstance", proxy.what());
    assertTrue(proxy.site().endsWith("(Main.java:8)"), proxy.site());
    assertEquals(1, proxy.price().classes());
    assertEquals(2, proxy.price().functions());
    assertTrue(proxy.price().bytes() > 200, proxy.price().toString());
    Diagnostic refused = assertThrows(Diagnostic.class, () -> build(ReflectionPolicy.STRICT));
    assertTrue(refused.places().getFirst().contains("Proxy.newProxyInstance"));
  }

  @Test
  void whyKnowsWithWhichPolicyAnOutputWasBuilt() {
    build(ReflectionPolicy.REPORT);
    Why.Answers answers =
        Why.explain(
            temp.resolve("small.jar"),
            program.request(temp.resolve("unused.jar"), app),
            List.of(SymbolQuery.parse("app.Deep")));
    assertEquals(
        List.of(
            "is not in the build: nothing reaches it",
            "is named by app.Open.wanted(), which nothing reaches",
            "no reached code leads to it"),
        answers.explanations().getFirst().lines());
  }
}
