package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.input.Input;
import dev.whittle.driver.report.Json;
import dev.whittle.driver.symbols.Explanation;
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

  private List<Explanation> why(Path what, String symbol) {
    return answers(what, symbol).explanations();
  }

  private Why.Answers answers(Path what, String symbol) {
    return Why.explain(
        what,
        program.request(temp.resolve("unused.jar"), what),
        List.of(SymbolQuery.parse(symbol)));
  }

  @Test
  void reasonsLeadBackToARoot() {
    Explanation answer = why(app, "other.Work.start").getFirst();
    assertEquals("other.Work.start()", answer.symbol());
    assertTrue(
        answer.lines().getFirst().contains("app.Main.main(java.lang.String[])"),
        answer.lines().toString());
    assertEquals("is a root", answer.lines().getLast());
  }

  @Test
  void anOutputKnowsWhatItWasBuiltFrom() {
    Path out = temp.resolve("small.jar");
    Build.run(program.request(out, app), _ -> {});
    assertEquals(why(app, "Main.step(int)"), why(out, "Main.step(int)"));
    assertEquals(
        List.of("is not in the build: nothing reaches it", "nothing in the input refers to it"),
        why(out, "app.Work").getFirst().lines());
  }

  @Test
  void reasonsAreSentences() {
    String main = "app.Main.main(java.lang.String[])";
    assertEquals(
        List.of("is a supertype of app.Main$Shape", "is named by " + main, "is a root"),
        why(app, "app.Main$Base").getFirst().lines());
    assertEquals(
        List.of(
            "takes part in the initialization of app.Main$Shape",
            "comes before the first instance of app.Main$Shape",
            "is instantiated by " + main,
            "is a root"),
        why(app, "app.Main$Shape.<clinit>").getFirst().lines());
  }

  /** Gone.call() is called by Gone.from(), which calls what main would run on a Gone. */
  private Path withUnreached() throws IOException {
    Path classes =
        program.classes(
            "pruned",
            Map.of(
                "p/Main.java",
                """
                package p;
                public class Main {
                  interface Shape { void draw(); }
                  static class Round implements Shape { public void draw() { } }
                  static class Gone implements Shape {
                    public void draw() { Deep.down(); }
                    int unread;
                  }
                  static class Deep { static void down() { } static void up() { down(); } }
                  public static void main(String[] args) {
                    Shape shape = new Round();
                    shape.draw();
                  }
                }
                """));
    String manifest = "Manifest-Version: 1.0\r\nMain-Class: p.Main\r\n\r\n";
    return program.jar("pruned", classes, Map.of("META-INF/MANIFEST.MF", manifest));
  }

  @Test
  void whatIsGoneSaysWhoWouldHaveReachedIt() throws IOException {
    Path jar = withUnreached();
    assertEquals(
        List.of(
            "is not in the build: nothing reaches it",
            "is called by p.Main$Deep.up(), which nothing reaches",
            "is called by p.Main$Gone.draw(), which nothing reaches",
            "the nearest reached code is 2 steps away: p.Main.main(java.lang.String[])"
                + " > p.Main$Gone.draw()"),
        why(jar, "Deep.down").getFirst().lines());
    assertEquals(
        List.of(
            "is not in the build: nothing reaches it",
            "is called by p.Main.main(java.lang.String[]), which is reached, but meets no instance"
                + " that has it"),
        why(jar, "Gone.draw").getFirst().lines());
    assertEquals(
        List.of("is not in the build: nothing reaches it", "nothing in the input refers to it"),
        why(jar, "Gone.unread").getFirst().lines());
    assertEquals(
        "is called by p.Main$Deep.up(), which nothing reaches",
        why(jar, "p/Main$Deep.down()V").getFirst().lines().get(1));
  }

  @Test
  void answersForScripts() throws IOException {
    Path jar = withUnreached();
    assertEquals(
        "{\"symbol\":\"p.Main$Round.draw()\",\"kept\":true,\"chain\":[",
        Json.line(why(jar, "Round.draw").getFirst().json()).substring(0, 53));
    assertEquals(
        "{\"symbol\":\"p.Main$Gone.draw()\",\"kept\":false,\"referrers\":[{\"text\":\"is called"
            + " by\","
            + "\"by\":\"p.Main.main(java.lang.String[])\",\"reached\":true}],\"moreReferrers\":0,"
            + "\"nearest\":[\"p.Main.main(java.lang.String[])\"]}",
        Json.line(why(jar, "Gone.draw").getFirst().json()));
  }

  @Test
  void whatWasAnalyzedIsSaid() throws IOException {
    Path out = temp.resolve("small.jar");
    assertEquals(
        List.of(app + ": no output that the cache knows; analyzed as a program by itself"),
        answers(app, "app.Main").notes());
    Build.run(program.request(out, app), _ -> {});
    assertEquals(List.of(), answers(out, "app.Main").notes());
    program.jar(
        "app",
        temp.resolve("app-classes"),
        Map.of(
            "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: app.Main\r\n", "x", ""));
    assertEquals(
        List.of(app + ": changed since " + out + " was built; the answer is about what it is now"),
        answers(out, "app.Main").notes());
  }

  @Test
  void classesOfThePlatformAreNoPartOfABuild() {
    for (String symbol : List.of("java.util.Map", "java.util.Map#of", "java.util.Map.Entry")) {
      Diagnostic platform = assertThrows(Diagnostic.class, () -> why(app, symbol));
      String name = symbol.endsWith("Entry") ? "java.util.Map$Entry" : "java.util.Map";
      assertEquals(
          name + " is a class of the platform: it comes with the JDK, not with the build",
          platform.getMessage());
    }
  }

  @Test
  void aBareMethodNameIsCompleted() {
    assertEquals(
        "no class is called start; did you mean app.Work.start(), other.Work.start()?",
        assertThrows(Diagnostic.class, () -> why(app, "start")).getMessage());
  }

  @Test
  void aMainClassThatIsNotThereIsCompleted() {
    BuildRequest like = program.request(temp.resolve("small.jar"), app);
    Map<String, String> suggestions =
        Map.of("app.Mian", "; did you mean app.Main?", "no.Mian", "", "no.Such", "");
    suggestions.forEach(
        (name, suggestion) -> {
          BuildRequest request =
              new RequestLike(like).mainClasses(List.of(name)).threads(1).request();
          assertEquals(
              "no crate has the class " + name + suggestion,
              assertThrows(Diagnostic.class, () -> Build.run(request, _ -> {})).getMessage());
        });
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
        why(app, "Main.step").stream().map(Explanation::symbol).sorted().toList());
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
