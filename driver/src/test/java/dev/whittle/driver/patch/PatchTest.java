package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.FileStamps;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Why;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit that is put into the output gives what a whole build gives, or is refused. */
class PatchTest {
  private static final String MAIN =
      """
      public class Main {
        interface Shape { int area(); }
        record Square(int side) implements Shape { public int area() { return side * side; } }
        public static void main(String[] a) {
          System.out.println(new Square(3).area() + price(a.length));
          Runnable r = () -> System.out.println(a.length > 5);
          r.run();
        }
        static int price(int n) { return n * 7; }
        static int idle(int n) { return n * 8; }
        static int other() { return System.identityHashCode("other"); }
      }
      """;

  /** Two calls in one function that are not decided. */
  private static final String UNDECIDED =
      """
      public class Main {
        public static void main(String[] a) throws Exception {
          System.out.println(price(a.length)); /* ABOVE */
          if (a.length > 2) { find(a[0]); }
        }
        static int price(int n) { return n * 7; }
        static void find(String name) throws Exception {
          int n = 3;
          Class.forName(name);
          Class.forName("Main" + name).getMethods(); /* HERE */
        }
      }
      """;

  @TempDir Path temp;

  @Test
  void whatFunctionsDoMayChange() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("n * 7", "n > 2 ? n * 9 : n - 1");
    edits.put("side * side", "side * side * side");
    edits.put("static int price", "\n\n static int price");
    edits.put("n * 8", "n + 1");
    edits.put("a.length > 5", "a.length > 6");
    edits.put("System.identityHashCode(\"other\")", "System.identityHashCode(\"another\")");
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertTrue(program.takes(edit.getKey(), edit.getValue()), edit.getValue());
    }
    assertTrue(program.takes("n * 8", "n * 8"), "and back again");
  }

  @Test
  void whatMattersToOthersMayNotChange() throws IOException {
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("return n * 7", "return Square.class.hashCode()");
    edits.put("static int idle", "private static int idle");
    edits.put("static int other()", "static int field; static int other()");
    edits.put("interface Shape", "class More {} interface Shape");
    edits.put("implements Shape", "implements Shape, java.io.Serializable");
    edits.put("n * 7", "\"x\".length()");
    EditedProgram program = new EditedProgram(temp, MAIN);
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertEquals(false, program.takes(edit.getKey(), edit.getValue()), edit.getValue());
    }
  }

  @Test
  void aroundUndecidedCallsMuchMayChange() throws IOException {
    EditedProgram program = new EditedProgram(temp, UNDECIDED);
    ProgramFacts facts = program.facts();
    assertTrue(facts.undecided().contains("Main.find(Ljava/lang/String;)V"));
    assertTrue(program.takes("n * 7", "n * 8"));
    assertTrue(program.takes("/* ABOVE */", "\n\n"), "other lines");
    assertTrue(program.takes("int n = 3;", "int n = 4; System.nanoTime();\n"));
    assertTrue(program.takes("name);\n", "name);\n\n\n"), "another line of one of them");
  }

  @Test
  void undecidedCallsStayAsManyAsTheyWere() throws IOException {
    EditedProgram program = new EditedProgram(temp, UNDECIDED);
    assertEquals(false, program.takes("name);\n", "name); "), "on one line");
    assertEquals(false, program.takes("name).getMethods()", "name).getFields()"));
    assertEquals(false, program.takes("/* HERE */", "Class.forName(name);"));
    assertEquals(false, program.takes("Class.forName(name);", ""));
    EditedProgram joined = new EditedProgram(temp, UNDECIDED.replace("name);\n", "name); "));
    assertEquals(false, joined.takes("name); ", "name);\n"), "on two lines");
    assertTrue(joined.takes("name); ", "name);  "));
  }

  @Test
  void filesMayNotComeAndGo() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    Path more = Files.writeString(program.classes().resolve("more.txt"), "more");
    assertEquals(false, program.takes());
    Files.delete(more);
    assertTrue(program.takes(), "the same files in a folder that was written to");
    Files.writeString(program.classes().resolve("data.txt"), "other");
    assertEquals(false, program.takes());
    Files.delete(program.classes().resolve("data.txt"));
    Files.createDirectory(program.classes().resolve("data.txt"));
    assertEquals(false, program.takes(), "a folder in the place of a file");
  }

  /** A compiler writes all class files anew; what counts is how many are others then. */
  @Test
  void filesThatOnlyLookNewDoNotCount() throws IOException {
    StringBuilder many = new StringBuilder(MAIN);
    for (int i = 0; i < 70; i++) {
      many.append("class More").append(i).append(" { int n() { return 1; } }\n");
    }
    EditedProgram program = new EditedProgram(temp, many.toString());
    for (Path file : EditedProgram.classFiles(program.classes())) {
      Files.write(file, Files.readAllBytes(file));
    }
    assertTrue(program.takes("n * 7", "n * 9"));
    assertEquals(false, program.takes("return 1;", "return 2;"), "70 others");
  }

  @Test
  void aBrokenClassIsForAWholeBuild() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    Files.write(program.classes().resolve("Main.class"), new byte[] {1, 2, 3});
    assertEquals(false, program.takes());
    Path square = program.classes().resolve("Main$Square.class");
    Files.write(program.classes().resolve("Main.class"), Files.readAllBytes(square));
    assertEquals(false, program.takes(), "another class in its place");
  }

  @Test
  void anotherOutputIsForAWholeBuild() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    Path output = temp.resolve("out.jar");
    byte[] jar = Files.readAllBytes(output);
    jar[jar.length / 2] ^= 1;
    Files.write(output, jar);
    assertEquals(false, program.takes("n * 7", "n * 6"));
    Files.delete(output);
    assertTrue(program.patch().isEmpty());
  }

  @Test
  void withoutTheCrateOfThenItIsForAWholeBuild() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    try (Stream<Path> files = Files.walk(temp.resolve("cache/v1/ac"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(false, program.takes("n * 7", "n * 6"));
  }

  /** A file that was touched shortly before its stamp was taken may have changed since. */
  @Test
  void youngFilesAreReadAgain() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    assertEquals(0, program.patch().orElseThrow().classes());
    PatchBasis then = program.basis;
    program.compile(program.source().replace("n * 7", "n * 9"));
    List<PatchBasis.Edited> unseen = List.of(directory(then, true));
    program.basis = then.with(then.startNs(), then.checksum(), unseen);
    assertEquals(0, program.patch().orElseThrow().classes(), "stamps are believed");
    program.basis = then.with(0, then.checksum(), unseen);
    assertEquals(1, program.patch().orElseThrow().classes(), "it is another");
    program.compile(program.source());
    assertEquals(1, program.patch().orElseThrow().classes(), "it was");
    program.basis = then.with(0, then.checksum(), List.of(directory(then, false)));
    assertEquals(3, program.patch().orElseThrow().classes(), "nothing is known of any");
  }

  /** The only input with the stamps that it has now, and the checksums of then or none. */
  private static PatchBasis.Edited directory(PatchBasis then, boolean hasChecksums)
      throws IOException {
    PatchBasis.Directory directory = (PatchBasis.Directory) then.inputs().getFirst();
    return new PatchBasis.Directory(
        directory.path(),
        FileStamps.ofTrees(List.of(directory.path())),
        hasChecksums ? directory.checksums() : Map.of());
  }

  @Test
  void whyKnowsWhatAPatchedJarIsMadeOf() throws IOException {
    EditedProgram program = new EditedProgram(temp, MAIN);
    assertTrue(program.takes("n * 7", "n * 6"));
    BuildRequest other =
        PatchedProgram.request(
            temp, List.of(temp.resolve("out.jar")), List.of(), "unused.jar", "cache");
    Why.Answers answers =
        Why.explain(temp.resolve("out.jar"), other, List.of(SymbolQuery.parse("Main.idle")));
    assertTrue(
        answers.notes().getFirst().contains("classes: changed since"), answers.notes().toString());
  }

  @Test
  void aBasisIsReadAsItWasWritten() throws IOException {
    PatchBasis basis = new EditedProgram(temp, MAIN).basis;
    PatchBasis again = PatchBasis.parse(basis.toBytes());
    assertArrayEquals(basis.toBytes(), again.toBytes());
    assertEquals(basis.key(), again.key());
    assertEquals(basis.output(), again.output());
  }
}
