package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that an edit adds, or calls for the first time. */
class AddedFunctionsTest {
  /** What finds functions finds those that an edit adds, too. */
  private static final String FOUND =
      """
      import java.io.*;
      public class Main {
        static class Listed { int go(int n) { return n + 0; } /* 0 */ }
        static class Open { public int go(int n) { return n + 1; } /* 1 */ }
        static class Named { int go(int n) { return n + 2; } /* 2 */ }
        static class Spelled { int go(int n) { return n + 3; } /* 3 */ }
        static class Written implements Serializable {
          int go(int n) { return n + 4; } /* 4 */
        }
        static class Derived extends Listed { int run(int n) { return n + 5; } /* 5 */ }
        interface Having { default int go(int n) { return n + 6; } /* 6 */ }
        enum Choice { ONE; int go(int n) { return n + 7; } /* 7 */ }
        public static void main(String[] a) throws Exception {
          System.out.println(Listed.class.getDeclaredMethods().length);
          System.out.println(Open.class.getMethods().length);
          System.out.println(Named.class.getDeclaredMethod("hidden", int.class));
          System.out.println(Spelled.class);
          System.out.println("told");
          new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(new Written());
          int n = new Listed().go(1) + new Open().go(1) + new Named().go(1) + new Spelled().go(1)
              + new Written().go(1) + new Derived().run(2) + new Having() {}.go(3)
              + Choice.ONE.go(4);
          System.out.println(n);
        }
      }
      """;

  @TempDir Path temp;

  /** A function that is added, and what is done where it may be called. */
  private static boolean takes(EditedProgram program, String call, String function)
      throws IOException {
    program.compile(
        program
            .source()
            .replace("/* HERE */", call)
            .replace("static int never()", function + " static int never()"));
    return program.takes();
  }

  @Test
  void functionsOfTheClassMayBeCalled() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    for (String call :
        List.of("never();", "System.out.println(told());", "count += never() + price();")) {
      assertTrue(program.takes("/* HERE */", call), call);
    }
    for (String function :
        List.of(
            "private static void step() { count++; }",
            "static void step() { count += said(\"so be it\").length(); }",
            "private static void step() { first(); } private static void first() { count--; }",
            "private static void step() { if (count > 0) { count--; step(); } }",
            "private static void step() { System.out.println(\"that is \" + count + \" more\"); }",
            "private static void step() { Shape s = new Square(3); count += s.area(); }")) {
      assertTrue(takes(program, "step();", function), function);
      assertTrue(takes(program, "", function), "not called: " + function);
    }
    assertTrue(
        takes(
            program,
            "count = sum(List.of(a));",
            "private static int sum(List<String> all) {"
                + " int sum = 0; for (int i = 0; i < all.size(); i++) { sum++; } return sum; }"));
    String inSquare = "private int doubled(Shape other) { return side + side; } int corners()";
    program.compile(
        EditedProgram.MARKED
            .replace("return side * side", "return doubled(this) * side")
            .replace("int corners()", inSquare));
    assertTrue(program.takes(), "a private method of an instance");
    program.compile(
        EditedProgram.MARKED
            .replace("System.out.println(\"all is well\");", "")
            .replace("long time = System.nanoTime();", "long time = now();")
            .replace("price();", "")
            .replace(
                "static int never()",
                "private static long now() { price(); return System.nanoTime(); } static int"
                    + " never()"));
    assertTrue(program.takes(), "what was done goes along");
  }

  @Test
  void functionsThatDoMoreMayNotBeCalled() throws IOException {
    EditedProgram program = new EditedProgram(temp, EditedProgram.MARKED);
    for (String function :
        List.of(
            "private static void step() { Never.count++; }",
            "private static void step() { first(); } private static void first() { idle++; }",
            "private static void step() { System.out.println(\"never\"); }",
            "private static void step() { Object o = Never.class; }",
            "private static String step() { return \"Main$Never\"; }",
            "private static void step() throws Exception { Finder.find(\"a b\"); }",
            "private static Never step() { return null; }",
            "private static java.util.concurrent.Callable<Never> step() { return null; }",
            "@Deprecated private static void step() { count++; }",
            "private static void step() { class Inner {} }",
            "private static void step() { Runnable r = () -> count++; r.run(); }",
            "public static void step() { count++; }",
            "protected static void step() { count++; }",
            "private static native void step();",
            "private static int field; private static void step() { count++; }")) {
      assertEquals(false, takes(program, "step();", function), function);
    }
    assertEquals(false, takes(program, "", "public static void step() {}"));
    assertEquals(false, program.takes("static int never() { return 1; }", ""), "one is gone");
    assertEquals(
        false,
        program.takes("price();", "never();"),
        "what is not called any more may have had no other reason");
  }

  /** Asks by name for forty methods of a class, of which the first 32 are looked for by name. */
  private static String manyNames() {
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      first.append("call(\"n%02d\");".formatted(i));
      second.append("call(\"m%02d\");".formatted(i));
      methods.append(
          "public void n%02d(String s) {} public void m%02d(String s) {}".formatted(i, i));
    }
    return """
    public class Main {
      public static class Told { %s }
      static class Caller {
        static Object told = new Told();
        static void call(String name) throws Exception {
          Object o = told;
          o.getClass().getMethod(name, String.class).invoke(o, "");
        }
        static void a() throws Exception { %s }
        static void b() throws Exception { %s }
      }
      public static void main(String[] args) throws Exception {
        Caller.a(); Caller.b();
        System.out.println(args.length);
        /* HERE */
      }
    }
    """
        .formatted(methods, first, second);
  }

  @Test
  void whereABoundWasMetTheOrderStays() throws IOException {
    EditedProgram program = new EditedProgram(temp, manyNames());
    assertEquals(
        false, program.takes("Caller.a(); Caller.b();", "Caller.b(); Caller.a();"), "order");
    assertTrue(program.takes("/* HERE */", "System.nanoTime();"));
    program.compile(
        program
            .source()
            .replace("/* HERE */", "step();")
            .replace("static class Caller", "static void step() {} static class Caller"));
    assertEquals(false, program.takes(), "what is called is found at another time");
  }

  @Test
  void functionsThatSomebodyMayFindMayNotBeAdded() throws IOException {
    EditedProgram program = new EditedProgram(temp, FOUND);
    assertEquals(false, program.adds(0, "private", "step"), "all are listed");
    assertTrue(program.adds(1, "private", "step"), "public ones are listed");
    assertTrue(program.adds(2, "private", "step"));
    assertEquals(false, program.adds(2, "private", "hidden"), "looked for by name");
    assertTrue(program.adds(3, "private", "step"));
    assertEquals(false, program.adds(3, "private", "told"), "named beside the class");
    assertTrue(program.adds(4, "private", "step"));
    assertTrue(program.adds(5, "private", "step"));
    assertEquals(false, program.adds(6, "private", "step"), "an interface");
    assertTrue(program.adds(7, "private", "step"));
    program.compile(
        FOUND.replace(
            "/* 4 */",
            "private void writeObject(ObjectOutputStream out) throws IOException { go(3); }"));
    assertEquals(false, program.takes(), "the platform looks for it");
  }
}
