package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a string that names a class makes of it, by what the class is. */
class NamedClassesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path directory;

  private Level constructor(String members, String text) {
    String source =
        """
        public class Main {
          static class Outer { static class Named { static int x = 1; MEMBERS } }
          public static void main(String[] args) { System.out.println("TEXT"); }
        }
        """
            .replace("MEMBERS", members)
            .replace("TEXT", text);
    Reached reached =
        Reachability.compute(
            new Program(
                List.of(MemorySource.of(MemorySource.compile(directory, "Main.java", source))),
                List.of(PLATFORM)),
            Roots.ofMain("Main"),
            Summaries::of);
    assertEquals(Level.USED, reached.level("Main$Outer$Named"));
    return reached.function("Main$Outer$Named", "<init>", "()V");
  }

  @Test
  void somebodyMayMakeIt() {
    assertEquals(Level.USED, constructor("", "Main$Outer$Named"));
    assertEquals(Level.USED, constructor("private Named() {} int field;", "Main$Outer$Named"));
    assertEquals(Level.USED, constructor("private Named() {} void run() {}", "Main$Outer$Named"));
  }

  /** It is the name of its logger. */
  @Test
  void aClassOfStaticMembersIsNotMade() {
    assertEquals(Level.ABSENT, constructor("private Named() {}", "Main$Outer$Named"));
  }

  @Test
  void nestedClassesMayBeWrittenWithDots() {
    assertEquals(Level.USED, constructor("", "Main.Outer.Named"));
  }

  /** As compilers insert it for parameters that must not be null. */
  @Test
  void messagesOfErrorsNameNobody() {
    assertEquals(Level.USED, named(""));
    assertEquals(Level.ABSENT, named("throw new IllegalStateException"));
  }

  /** The constructor of a class that another function names, which does that with the name. */
  private Level named(String error) {
    String source =
        """
        public class Main {
          static class Named { static int x = 1; void member() {} }
          static void check(Object o) { if (o == null) { fail("o"); } }
          static void fail(String what) {
            String text = String.format("%s must not be null in %s", what, "Main$Named");
            DO(text);
          }
          public static void main(String[] args) { check(args); System.out.println(Named.x); }
        }
        """
            .replace("DO", error.isEmpty() ? "System.out.println" : error);
    Reached reached =
        Reachability.compute(
            new Program(
                List.of(MemorySource.of(MemorySource.compile(directory, "Main.java", source))),
                List.of(PLATFORM)),
            Roots.ofMain("Main"),
            Summaries::of);
    return reached.function("Main$Named", "<init>", "()V");
  }
}
