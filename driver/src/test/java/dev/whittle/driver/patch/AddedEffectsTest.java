package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions may do besides after an edit that is put into the output, and what not. */
class AddedEffectsTest {
  @TempDir Path temp;

  @Test
  void whatIsDoneElsewhereMayBeAdded() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    for (String added :
        List.of(
            "count += (int) System.nanoTime();",
            "count += (int) System.currentTimeMillis();",
            "count++;",
            "text = null;",
            "System.out.println(said(\"not this\"));",
            "System.out.println(\"it is \" + time + \" now\");",
            "System.out.println(\"never mind\");",
            "Shape s = new Square(3); count += s.area();",
            "if (o instanceof Square) { count = ((Shape) o).area(); }",
            "try { count = a.clone().length; } catch (RuntimeException e) { count = 0; }",
            "o = new Shape[3];",
            "a[0].length(); a[0].isEmpty(); a[0].hashCode();")) {
      assertTrue(program.takes("/* HERE */", added), added);
    }
    assertTrue(program.takes("\"all is well\"", "\"some of it is well\""));
    assertTrue(program.takes("\"done in \"", "\"finished in \""));
    assertTrue(program.takes("System.nanoTime()", "System.currentTimeMillis()"));
    assertTrue(program.takes("count--", "count--; count = 7"), "a body with other calls");
  }

  @Test
  void whatMakesMoreReachedMayNotBeAdded() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    for (String added :
        List.of(
            "idle++;",
            "Never.count++;",
            "Never.run();",
            "o = new Never();",
            "if (o instanceof Never) { count++; }",
            "o = new Never[1];",
            "o = Square.class;",
            "o = Never.class;",
            "count += new Square(3).corners();",
            "count += ((Square) o).area();",
            "o = Class.forName(\"Main$Never\");",
            "o = Finder.find(\"Main$Never\");",
            "o = Finder.find(a[0]);",
            "o = Finder.third();",
            "Finder.kept = a[0];",
            "System.out.println(\"Main$Never\");",
            "System.out.println(\"never\");",
            "System.out.println(\"never=\" + count);",
            "System.out.println(\"see Main.Never there\");",
            "System.out.println(\"[x [Main$Never\");",
            "System.out.println(\"META-INF/services/a b\");",
            "o = java.lang.invoke.MethodHandles.lookup();",
            "o = o.getClass().getMethods();",
            "o = new Object() {};")) {
      assertEquals(false, program.takes("/* HERE */", added), added);
    }
    assertEquals(false, program.takes("price();", ""), "what goes may have been a reason");
    assertEquals(false, program.takes("return \"Main$Square\"", "return \"Main$ Square\""));
  }

  /** A notice names the first function that refers to a class that is missing. */
  @Test
  void whatIsMissingMayNotBeReferredToElsewhere() throws IOException {
    EditedProgram program =
        new EditedProgram(
            temp,
            """
            public class Main {
              public static void main(String[] a) {
                first();
                try { second(); } catch (NoClassDefFoundError e) { System.out.println(e); }
              }
              static void first() { System.gc(); /* HERE */ }
              static void second() { System.gc(); Gone.count++; Gone.run(); }
            }
            class Gone {
              static int count;
              static void run() {}
            }
            """);
    assertTrue(program.takes("/* HERE */", "System.gc();"));
    assertEquals(false, program.takes("/* HERE */", "Gone.run();"));
    assertEquals(false, program.takes("/* HERE */", "Gone.count = 1;"));
  }

  /** Whether a class of the platform is waited for is asked of classes that nobody has named. */
  @Test
  void servicesOfThePlatformMayBeListed() throws IOException {
    Path services = Files.createDirectories(temp.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve("java.time.chrono.Chronology"), "Main");
    Files.writeString(services.resolve("java.sql.Driver"), "Main");
    EditedProgram program =
        new EditedProgram(
            temp,
            """
            public class Main {
              static javax.sql.DataSource source;
              public static void main(String[] args) {
                System.out.println(java.time.LocalDate.now());
                System.out.println(source == null);
                /* HERE */
              }
            }
            """);
    assertTrue(program.takes("/* HERE */", "System.nanoTime();"));
  }

  /** A text with a blank is nobody's name, unless somebody has such a name. */
  @Test
  void wherePathsHaveBlanksTextsMayNotBeAdded() throws IOException {
    Files.createDirectories(temp.resolve("classes"));
    Files.writeString(temp.resolve("classes/never mind.txt"), "Main$Never");
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    assertTrue(program.takes("/* HERE */", "text = null;"));
    assertEquals(false, program.takes("/* HERE */", "System.out.println(\"never mind.txt\");"));
    assertEquals(false, program.takes("\"all is well\"", "\"some of it is well\""));
  }

  @Test
  void withoutWhatIsEstablishedNothingMayBeAdded() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    program.basis = PatchBasis.parse(program.basis.toBytes());
    assertTrue(program.takes("/* HERE */", "text = null;"));
    String name = program.facts().established().orElseThrow().toString();
    Path file = temp.resolve("cache/v1/cas").resolve(name.substring(0, 2)).resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertEquals(false, program.takes("/* HERE */", "text = null; count--;"));
    Files.delete(file);
    assertEquals(false, program.takes("/* HERE */", "text = null; count--;"));
    assertTrue(program.takes("/* HERE */", "text = null;"), "what the output has already");
  }

  /** Its attribute names the platform's nested classes that code mentions. */
  @Test
  void aClassMayHaveItsFirstConcatenation() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    assertTrue(
        program.takes("return side * side;", "text = \"it is \" + side + \" wide\"; return side;"));
    assertTrue(program.takes("return 4;", "return (\"x y\" + side).length();"), "unreached");
    assertTrue(program.takes("return side * side;", "return side + side;"), "and none again");
  }

  @Test
  void nestedClassesOfWhichNothingIsKnownAreForAWholeBuild() throws IOException {
    String mentioned = "java.util.Map.Entry<String, String> e = null; e.getKey(); return 1;";
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    assertEquals(false, program.takes("return 1;", mentioned));
    String known = "java.util.Map.Entry<String, String> e = null; if (o == null) { e.getKey(); }";
    EditedProgram knowing =
        new EditedProgram(temp, EditedProgram.MARKED.replace("price();", "price(); " + known));
    assertTrue(knowing.takes("return 4;", mentioned));
  }
}
