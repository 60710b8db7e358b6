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
}
