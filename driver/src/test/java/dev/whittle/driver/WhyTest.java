package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.symbols.Explanations;
import dev.whittle.driver.symbols.MirListing;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
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
                  public static void main(String[] args) {
                    step(1); step("x"); other.Work.start();
                    Runnable shape = new Shape();
                    shape.run();
                  }
                  static class Base { static { step("base"); } }
                  static class Shape extends Base implements Runnable {
                    static final Object ONE = new Object();
                    public void run() { }
                  }
                  static void step(int x) {}
                  static void step(String x) {}
                  static void step(long unreached) {}
                }
                """,
                "app/Work.java",
                "package app; public class Work { public static void start() {} }",
                "other/Work.java",
                "package other; public class Work { public static void start() {} }"));
    String manifest = "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n\r\n";
    app = program.jar("app", classes, Map.of("META-INF/MANIFEST.MF", manifest));
  }

  private List<Explanations.Explanation> why(Path what, String symbol) {
    return Why.explain(
        what,
        program.request(temp.resolve("unused.jar"), what),
        List.of(SymbolQuery.parse(symbol)));
  }

  @Test
  void reasonsLeadBackToARoot() {
    Explanations.Explanation answer = why(app, "other.Work.start").getFirst();
    assertEquals("other.Work.start()", answer.symbol());
    assertTrue(
        answer.steps().getFirst().contains("app.Main.main(java.lang.String[])"),
        answer.steps().toString());
    assertEquals("is a root", answer.steps().getLast());
  }

  @Test
  void anOutputKnowsWhatItWasBuiltFrom() {
    Path out = temp.resolve("small.jar");
    Build.run(program.request(out, app), _ -> {});
    assertEquals(why(app, "Main.step(int)"), why(out, "Main.step(int)"));
    Diagnostic unreached = assertThrows(Diagnostic.class, () -> why(out, "app.Work"));
    assertEquals("app.Work: not in the build, nothing reaches it", unreached.getMessage());
  }

  @Test
  void reasonsAreSentences() {
    String main = "app.Main.main(java.lang.String[])";
    assertEquals(
        List.of("is a supertype of app.Main$Shape", "is named by " + main, "is a root"),
        why(app, "app.Main$Base").getFirst().steps());
    assertEquals(
        List.of(
            "takes part in the initialization of app.Main$Shape",
            "comes before the first instance of app.Main$Shape",
            "is instantiated by " + main,
            "is a root"),
        why(app, "app.Main$Shape.<clinit>").getFirst().steps());
  }

  @Test
  void aLibraryIsNoBuild() throws IOException {
    Path lib = program.jar("lib", temp.resolve("app-classes"), Map.of());
    assertEquals(
        lib + ": no output that the cache knows, and its manifest names no Main-Class",
        assertThrows(Diagnostic.class, () -> why(lib, "app.Main")).getMessage());
  }

  @Test
  void membersAfterOtherSeparators() {
    for (String symbol : List.of("app.Main::step(int)", "Main#step(int)")) {
      assertEquals("app.Main.step(int)", why(app, symbol).getFirst().symbol());
    }
  }

  @Test
  void ofOverloadsAllThatAreReachedAreExplained() {
    assertEquals(
        List.of("app.Main.step(int)", "app.Main.step(java.lang.String)"),
        why(app, "Main.step").stream().map(Explanations.Explanation::symbol).sorted().toList());
  }

  @Test
  void ambiguityIsShown() {
    Diagnostic ambiguous = assertThrows(Diagnostic.class, () -> why(app, "Work.start"));
    assertEquals(
        "Work.start may be app.Work.start(), other.Work.start(); write more of the name",
        ambiguous.getMessage());
  }

  @Test
  void nearMissesAreSuggested() {
    Diagnostic miss = assertThrows(Diagnostic.class, () -> why(app, "other.Work.strat"));
    assertEquals(
        "nothing is called other.Work.strat; did you mean other.Work.start()?", miss.getMessage());
    assertTrue(
        assertThrows(Diagnostic.class, () -> why(app, "Mian")).getMessage().contains("app.Main"));
    assertEquals(
        "nothing is called zzz",
        assertThrows(Diagnostic.class, () -> why(app, "zzz")).getMessage());
  }

  @Test
  void theTextOfWhatAQueryNames() {
    StringBuilder text = new StringBuilder();
    MirListing.matching(Input.of(app), SymbolQuery.parse("Main.step(int)"), text);
    assertTrue(text.toString().startsWith(";; app.Main.step(int)\nfun "), text.toString());
    StringBuilder all = new StringBuilder();
    MirListing.all(Input.of(app), all);
    assertTrue(all.toString().startsWith("crate \"app\""), all.toString());
    Diagnostic miss =
        assertThrows(
            Diagnostic.class,
            () -> MirListing.matching(Input.of(app), SymbolQuery.parse("app.Man"), text));
    assertEquals(app + ": nothing is called app.Man; did you mean app.Main?", miss.getMessage());
  }
}
