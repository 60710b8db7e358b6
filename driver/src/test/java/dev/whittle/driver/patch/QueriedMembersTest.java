package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions that an edit adds where queries about classes that nobody knows were answered: what is
 * found in a class for all queries at once is what each would have found with the new function.
 */
class QueriedMembersTest {
  /** What stands at the mark is asked of a class that is not known. */
  private static final String QUERIED =
      """
      public class Main {
        static class Bean {
          public int getSize() { return 7; }
          public int size() { return 8; }
          int go(int n) { return n + 0; } /* 0 */
        }
        record Pair(int left, int right) { int go(int n) { return n + 1; } /* 1 */ }
        static class Child extends Bean {
          public String toString() { return "child"; }
          int run(int n) { return n + 2; } /* 2 */
        }
        static class Grandchild extends Child { int walk(int n) { return n + 3; } /* 3 */ }
        static void ask(Class<?> c) throws Exception { /* ASK */ }
        public static void main(String[] a) throws Exception {
          for (Object o : new Object[] {new Bean(), new Pair(1, 2), new Child(), new Grandchild()}) {
            System.out.println(o);
          }
          System.out.println(new Bean().go(1) + new Pair(1, 2).go(1) + new Child().run(1)
              + new Grandchild().walk(1));
          for (String name : a) { ask(Class.forName(name)); }
        }
      }
      """;

  private static final int BEAN = 0;
  private static final int PAIR = 1;
  private static final int CHILD = 2;
  private static final int GRANDCHILD = 3;

  @TempDir Path temp;

  private EditedProgram asking(String query) throws IOException {
    return new EditedProgram(temp, QUERIED.replace("/* ASK */", query));
  }

  @Test
  void whatIsAskedForByNameMayNotBeAdded() throws IOException {
    EditedProgram program =
        asking("System.out.println(c.getDeclaredMethod(\"hidden\", int.class));");
    for (int number : List.of(BEAN, PAIR, CHILD, GRANDCHILD)) {
      assertEquals(false, program.adds(number, "private", "hidden"), "class " + number);
      assertEquals(false, program.adds(number, "static", "hidden"), "class " + number);
      assertTrue(program.adds(number, "private", "step"), "class " + number);
    }
  }

  @Test
  void publicMethodsAreNotThePrivateOnesOfThatName() throws IOException {
    EditedProgram program = asking("System.out.println(c.getMethod(\"hidden\", int.class));");
    assertTrue(program.adds(BEAN, "private", "step"));
    assertEquals(false, program.adds(BEAN, "private", "hidden"), "told by name");
  }

  /** Look-ups of members of any name find accessors; of a record also what is not public. */
  @Test
  void whatIsNoAccessorMayBeAdded() throws IOException {
    EditedProgram program = asking("System.out.println(c.getDeclaredMethods().length);");
    for (int number : List.of(BEAN, CHILD, GRANDCHILD)) {
      assertTrue(program.adds(number, "private", "step"), "class " + number);
      assertTrue(program.adds(number, "private", "setSize"), "class " + number);
      assertTrue(program.adds(number, "static", "getSize"), "class " + number);
    }
    assertEquals(false, program.adds(PAIR, "private", "step"), "a record");
  }

  /** A class inherits what its superclass overrides of the platform's, as long as it has no own. */
  @Test
  void whatOverridesThePlatformIsKnownAsItWas() throws IOException {
    EditedProgram program = asking("System.out.println(c);");
    assertTrue(program.adds(CHILD, "private", "hashCode"), "another descriptor");
    assertTrue(program.adds(GRANDCHILD, "static", "toString"), "another descriptor");
    program.compile(
        program
            .source()
            .replace("return n + 3", "return finalize(n) + 3")
            .replace("/* 3 */", "private int finalize(int n) { return n; }"));
    assertTrue(program.takes());
  }

  /** Of a library whose objects another library asks for what the program's own texts spell. */
  private static final String SPELLED =
      """
      package model;
      public class Bean {
        public int getSize() { return 7; }
        public int width() { return 8; }
        int go(int n) { return n + 0; } /* 0 */
        public String toString() { return "bean of " + go(1); }
      }
      """;

  private static List<Path> compile(Path into, String model) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lib/model/model/Bean.java", model);
    files.put(
        "lib/asker/asker/Asker.java",
        """
        package asker;
        public class Asker {
          public static void ask(String name) throws Exception {
            for (java.lang.reflect.Method m : Class.forName(name).getMethods()) {
              System.out.println(m.invoke(null));
            }
            System.out.println(Class.forName(name).getDeclaredMethod("concealed", int.class));
          }
        }
        """);
    files.put(
        "Main.java",
        """
        public class Main {
          public static void main(String[] a) throws Exception {
            System.out.println(new model.Bean() + "${bean.size} ${bean.width} ${bean.height}");
            for (String name : a) { asker.Asker.ask(name); }
          }
        }
        """);
    return new JavaProgram("spelled", "", List.of(), files).compile(into);
  }

  @Test
  void whatTextsSpellIsPublicAndWhatLibrariesAskForByNameIsNot() throws IOException {
    List<Path> compiled = compile(temp.resolve("classes"), SPELLED);
    PatchedProgram program = new PatchedProgram(temp, compiled, List.of());
    program.build();
    Path bean = Path.of("model", "Bean.class");
    Path model = compiled.stream().filter(path -> path.endsWith("model")).findFirst().orElseThrow();
    for (String name : List.of("advance", "height", "getHeight", "setSize", "concealed")) {
      String edited =
          SPELLED
              .replace("return n + 0", "return " + name + "(n)")
              .replace("/* 0 */", "private int " + name + "(int n) { return n - 1; }");
      Path fresh = temp.resolve("edited-" + name);
      compile(fresh, edited);
      Files.write(
          model.resolve(bean), Files.readAllBytes(fresh.resolve("lib/model").resolve(bean)));
      assertEquals(!name.equals("concealed"), program.takes(), name);
    }
  }
}
