package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildListener;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Why;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.symbols.SymbolQuery;
import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An edit that is put into the output gives what a whole build gives, or is refused. */
class PatchTest {
  /** So far ahead that no file counts as touched shortly before: only stamps count. */
  private static final long LATER_NS = Long.MAX_VALUE / 2;

  /** Of each program: a patch costs little, but there are many programs. */
  private static final int MOST_EXTRACTED = 15;

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

  /** What stands at the mark is edited. */
  private static final String ADDED_TO =
      """
      import java.util.List;
      public class Main {
        interface Shape { int area(); }
        static class Square implements Shape {
          int side;
          Square(int side) { this.side = side; }
          public int area() { return side * side; }
          int corners() { return 4; }
        }
        static class Never { static int count; static void run() {} }
        static class Finder {
          static String kept;
          static Class<?> find(String name) throws Exception { return Class.forName(name); }
          static String name() { return "Main$Square"; }
          static Class<?> other() throws Exception { return Class.forName(name()); }
          static Class<?> third() throws Exception { kept = name(); return find(kept); }
        }
        static int count;
        static int idle;
        static String text;
        public static void main(String[] a) throws Exception {
          Object o = a.length > 3 ? null : new Square(a.length);
          if (o instanceof Shape shape) { count += shape.area(); }
          System.out.println(said("x y") + Finder.find("Main$Shape") + List.of(a).size());
          System.out.println("took " + count + " steps " + Finder.other());
          text = a.length == 0 ? "no name" : a[0];
          try { work(a, o); } catch (IllegalStateException e) { count--; }
        }
        static String said(String what) { return what + count; }
        static String told() { return "once upon a time"; }
        static int never() { return 1; }
        static int price() { return 3; }
        static void work(String[] a, Object o) throws Exception {
          if (a.length > 2) { count += a.clone().length; }
          long time = System.nanoTime();
          price();
          System.out.println("done in " + time + " ns");
          System.out.println("all is well");
          /* HERE */
        }
      }
      """;

  @TempDir Path temp;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  private BuildRequest request(List<Path> inputs, Path keep, String output, String cache) {
    return new BuildRequest(
        new Inputs(
            List.of(Input.of(inputs.getFirst())),
            inputs.subList(1, inputs.size()).stream().map(Input::of).toList()),
        List.of("Main"),
        new BuildRequest.Output.SingleJar(temp.resolve(output)),
        List.of(Path.of(System.getProperty("java.home"))),
        List.of(keep),
        BuildRequest.Generation.REACHED,
        1,
        temp.resolve(cache));
  }

  private static PatchBasis build(BuildRequest request) {
    PatchBasis[] basis = {null};
    Build.run(
        request,
        new BuildListener() {
          @Override
          public void done(BuildReport.Stage stage) {}

          @Override
          public void patchable(PatchBasis found) {
            basis[0] = found;
          }
        });
    return basis[0].with(LATER_NS, basis[0].checksum(), basis[0].inputs());
  }

  private Optional<Patch.Done> patch(PatchBasis basis) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return Patch.run(temp.resolve("cache"), basis, now);
  }

  /** Every class of every program, as its crate has it and as it is lowered alone: the same. */
  @ParameterizedTest
  @MethodSource("programs")
  void programsArePatched(JavaProgram program) throws IOException {
    List<Path> compiled = program.compile(temp.resolve("classes"));
    Path keep = Files.write(temp.resolve("keep.txt"), program.keepRules());
    PatchBasis basis = build(request(compiled, keep, "out.jar", "cache"));
    byte[] output = Files.readAllBytes(temp.resolve("out.jar"));
    List<Path> files = new ArrayList<>();
    for (Path directory : compiled) {
      files.addAll(classFiles(directory));
    }
    files = files.subList(0, Math.min(60, files.size()));
    for (Path file : files) {
      Files.write(file, Files.readAllBytes(file));
    }
    Optional<Patch.Done> done = patch(basis);
    if (done.isPresent()) {
      assertTrue(done.get().classes() > 0);
    } else {
      assertTrue(program.name().contains("Misplaced"), "a class is refused");
    }
    assertArrayEquals(output, Files.readAllBytes(temp.resolve("out.jar")));
    if (extracts(basis, files, new Random(program.name().hashCode())) > 0) {
      build(request(compiled, keep, "whole.jar", "other"));
      assertArrayEquals(
          Files.readAllBytes(temp.resolve("whole.jar")),
          Files.readAllBytes(temp.resolve("out.jar")));
    }
  }

  /**
   * Moves the code of some methods to new ones, which may be called as others of the program are,
   * and says how many of these edits were put into the output; the others are taken back.
   */
  private int extracts(PatchBasis first, List<Path> files, Random random) throws IOException {
    List<String> names = new ArrayList<>(List.of("fresh", "another", "main"));
    Map<String, Path> methods = new TreeMap<>();
    for (Path file : files) {
      for (Map.Entry<String, Boolean> method :
          Extraction.methods(Files.readAllBytes(file)).entrySet()) {
        if (method.getValue()) {
          names.add(method.getKey().substring(0, method.getKey().indexOf('(')));
          methods.put(file + " " + method.getKey(), file);
        }
      }
    }
    PatchBasis basis = first;
    int taken = 0;
    List<String> some = new ArrayList<>(methods.keySet());
    Collections.shuffle(some, random);
    for (String each : some.subList(0, Math.min(MOST_EXTRACTED, some.size()))) {
      Path file = methods.get(each);
      byte[] before = Files.readAllBytes(file);
      String method = each.substring(each.indexOf(' ', file.toString().length()) + 1);
      String into = names.get(random.nextInt(random.nextBoolean() ? 3 : names.size()));
      Files.write(file, Extraction.extract(before, method, into));
      Optional<Patch.Done> done = patch(basis);
      if (done.isPresent()) {
        PatchBasis next = done.get().basis();
        basis = next.with(LATER_NS, next.checksum(), next.inputs());
        taken++;
      } else {
        Files.write(file, before);
      }
    }
    return taken;
  }

  private static List<Path> classFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  /** A program of a class directory that was built. */
  private final class Edited {
    private final Path classes = temp.resolve("classes");
    private final Path keep;
    private final String source;
    private PatchBasis basis;

    Edited() throws IOException {
      this(MAIN);
    }

    Edited(String source) throws IOException {
      this.source = source;
      keep = Files.writeString(temp.resolve("keep.txt"), "");
      compile(source);
      Files.writeString(classes.resolve("data.txt"), "data");
      basis = build(request(List.of(classes), keep, "out.jar", "cache"));
    }

    /** Class files that are the same stay as they lie; {@code Gone} is missing at run time. */
    void compile(String source) throws IOException {
      Path fresh = Files.createTempDirectory(temp, "compiled");
      new JavaProgram("edited", "", List.of(), Map.of("Main.java", source)).compile(fresh);
      Files.createDirectories(classes);
      for (Path file : classFiles(fresh)) {
        if (file.endsWith("Gone.class")) {
          continue;
        }
        Path target = classes.resolve(fresh.relativize(file).toString());
        byte[] bytes = Files.readAllBytes(file);
        if (!Files.exists(target) || !Arrays.equals(bytes, Files.readAllBytes(target))) {
          Files.write(target, bytes);
        }
      }
    }

    /** Whether the edit is put into the output, which has the right bytes then. */
    boolean takes(String from, String to) throws IOException {
      assertTrue(source.contains(from));
      compile(source.replace(from, to));
      return takes();
    }

    boolean takes() throws IOException {
      byte[] before = Files.readAllBytes(temp.resolve("out.jar"));
      Optional<Patch.Done> done = patch(basis);
      assertEquals(
          done.map(Patch.Done::isWritten).orElse(false),
          !Arrays.equals(before, Files.readAllBytes(temp.resolve("out.jar"))));
      byte[] after = Files.readAllBytes(temp.resolve("out.jar"));
      if (done.isEmpty()) {
        assertArrayEquals(before, after, "what is refused changes nothing");
        return false;
      }
      PatchBasis next = done.get().basis();
      basis = next.with(LATER_NS, next.checksum(), next.inputs());
      build(request(List.of(classes), keep, "whole.jar", "other"));
      assertArrayEquals(Files.readAllBytes(temp.resolve("whole.jar")), after);
      return true;
    }
  }

  @Test
  void whatFunctionsDoMayChange() throws IOException {
    Edited program = new Edited();
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
    Edited program = new Edited();
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertEquals(false, program.takes(edit.getKey(), edit.getValue()), edit.getValue());
    }
  }

  @Test
  void whatIsDoneElsewhereMayBeAdded() throws IOException {
    Edited program = new Edited(ADDED_TO);
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
    Edited program = new Edited(ADDED_TO);
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
    Edited program =
        new Edited(
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

  /** A function that is added, and what is done where it may be called. */
  private static boolean takes(Edited program, String call, String function) throws IOException {
    program.compile(
        program
            .source
            .replace("/* HERE */", call)
            .replace("static int never()", function + " static int never()"));
    return program.takes();
  }

  @Test
  void functionsOfTheClassMayBeCalled() throws IOException {
    Edited program = new Edited(ADDED_TO);
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
        ADDED_TO
            .replace("return side * side", "return doubled(this) * side")
            .replace("int corners()", inSquare));
    assertTrue(program.takes(), "a private method of an instance");
    program.compile(
        ADDED_TO
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
    Edited program = new Edited(ADDED_TO);
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
    Edited program = new Edited(manyNames());
    assertEquals(
        false, program.takes("Caller.a(); Caller.b();", "Caller.b(); Caller.a();"), "order");
    assertTrue(program.takes("/* HERE */", "System.nanoTime();"));
    program.compile(
        program
            .source
            .replace("/* HERE */", "step();")
            .replace("static class Caller", "static void step() {} static class Caller"));
    assertEquals(false, program.takes(), "what is called is found at another time");
  }

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

  /** Whether a function may be added to the class of that number, and called there. */
  private static boolean adds(Edited program, int number, String name) throws IOException {
    String function = "private int " + name + "(int n) { return n + n; }";
    program.compile(
        program
            .source
            .replace("return n + " + number, "return " + name + "(n) + " + number)
            .replace("/* " + number + " */", function));
    return program.takes();
  }

  @Test
  void functionsThatSomebodyMayFindMayNotBeAdded() throws IOException {
    Edited program = new Edited(FOUND);
    assertEquals(false, adds(program, 0, "step"), "all are listed");
    assertTrue(adds(program, 1, "step"), "public ones are listed");
    assertTrue(adds(program, 2, "step"));
    assertEquals(false, adds(program, 2, "hidden"), "looked for by name");
    assertTrue(adds(program, 3, "step"));
    assertEquals(false, adds(program, 3, "told"), "named beside the class");
    assertTrue(adds(program, 4, "step"));
    assertTrue(adds(program, 5, "step"));
    assertEquals(false, adds(program, 6, "step"), "an interface");
    assertTrue(adds(program, 7, "step"));
    program.compile(
        FOUND.replace(
            "/* 4 */",
            "private void writeObject(ObjectOutputStream out) throws IOException { go(3); }"));
    assertEquals(false, program.takes(), "the platform looks for it");
  }

  /** Whether a class of the platform is waited for is asked of classes that nobody has named. */
  @Test
  void servicesOfThePlatformMayBeListed() throws IOException {
    Path services = Files.createDirectories(temp.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve("java.time.chrono.Chronology"), "Main");
    Files.writeString(services.resolve("java.sql.Driver"), "Main");
    Edited program =
        new Edited(
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
    Edited program = new Edited(ADDED_TO);
    assertTrue(program.takes("/* HERE */", "text = null;"));
    assertEquals(false, program.takes("/* HERE */", "System.out.println(\"never mind.txt\");"));
    assertEquals(false, program.takes("\"all is well\"", "\"some of it is well\""));
  }

  @Test
  void withoutWhatIsEstablishedNothingMayBeAdded() throws IOException {
    Edited program = new Edited(ADDED_TO);
    program.basis = PatchBasis.parse(program.basis.toBytes());
    assertTrue(program.takes("/* HERE */", "text = null;"));
    ProgramFacts facts =
        ProgramFacts.find(temp.resolve("cache"), program.basis.key()).orElseThrow();
    String name = facts.established().orElseThrow().toString();
    Path file = temp.resolve("cache/v1/cas").resolve(name.substring(0, 2)).resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertEquals(false, program.takes("/* HERE */", "text = null; count--;"));
    Files.delete(file);
    assertEquals(false, program.takes("/* HERE */", "text = null;"));
  }

  /** Its attribute names the platform's nested classes that code mentions. */
  @Test
  void aClassMayHaveItsFirstConcatenation() throws IOException {
    Edited program = new Edited(ADDED_TO);
    assertTrue(
        program.takes("return side * side;", "text = \"it is \" + side + \" wide\"; return side;"));
    assertTrue(program.takes("return 4;", "return (\"x y\" + side).length();"), "unreached");
    assertTrue(program.takes("return side * side;", "return side + side;"), "and none again");
  }

  @Test
  void nestedClassesOfWhichNothingIsKnownAreForAWholeBuild() throws IOException {
    String mentioned = "java.util.Map.Entry<String, String> e = null; e.getKey(); return 1;";
    Edited program = new Edited(ADDED_TO);
    assertEquals(false, program.takes("return 1;", mentioned));
    String known = "java.util.Map.Entry<String, String> e = null; if (o == null) { e.getKey(); }";
    Edited knowing = new Edited(ADDED_TO.replace("price();", "price(); " + known));
    assertTrue(knowing.takes("return 4;", mentioned));
  }

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

  @Test
  void aroundUndecidedCallsMuchMayChange() throws IOException {
    Edited program = new Edited(UNDECIDED);
    ProgramFacts facts =
        ProgramFacts.find(temp.resolve("cache"), program.basis.key()).orElseThrow();
    assertTrue(facts.undecided().contains("Main.find(Ljava/lang/String;)V"));
    assertTrue(program.takes("n * 7", "n * 8"));
    assertTrue(program.takes("/* ABOVE */", "\n\n"), "other lines");
    assertTrue(program.takes("int n = 3;", "int n = 4; System.nanoTime();\n"));
    assertTrue(program.takes("name);\n", "name);\n\n\n"), "another line of one of them");
  }

  @Test
  void undecidedCallsStayAsManyAsTheyWere() throws IOException {
    Edited program = new Edited(UNDECIDED);
    assertEquals(false, program.takes("name);\n", "name); "), "on one line");
    assertEquals(false, program.takes("name).getMethods()", "name).getFields()"));
    assertEquals(false, program.takes("/* HERE */", "Class.forName(name);"));
    assertEquals(false, program.takes("Class.forName(name);", ""));
    Edited joined = new Edited(UNDECIDED.replace("name);\n", "name); "));
    assertEquals(false, joined.takes("name); ", "name);\n"), "on two lines");
    assertTrue(joined.takes("name); ", "name);  "));
  }

  @Test
  void filesMayNotComeAndGo() throws IOException {
    Edited program = new Edited();
    Path more = Files.writeString(program.classes.resolve("more.txt"), "more");
    assertEquals(false, program.takes());
    Files.delete(more);
    assertTrue(program.takes(), "the same files in a folder that was written to");
    Files.writeString(program.classes.resolve("data.txt"), "other");
    assertEquals(false, program.takes());
    Files.delete(program.classes.resolve("data.txt"));
    Files.createDirectory(program.classes.resolve("data.txt"));
    assertEquals(false, program.takes(), "a folder in the place of a file");
  }

  @Test
  void aBrokenClassIsForAWholeBuild() throws IOException {
    Edited program = new Edited();
    Files.write(program.classes.resolve("Main.class"), new byte[] {1, 2, 3});
    assertEquals(false, program.takes());
    Path square = program.classes.resolve("Main$Square.class");
    Files.write(program.classes.resolve("Main.class"), Files.readAllBytes(square));
    assertEquals(false, program.takes(), "another class in its place");
  }

  @Test
  void anotherOutputIsForAWholeBuild() throws IOException {
    Edited program = new Edited();
    Path output = temp.resolve("out.jar");
    byte[] jar = Files.readAllBytes(output);
    jar[jar.length / 2] ^= 1;
    Files.write(output, jar);
    assertEquals(false, program.takes("n * 7", "n * 6"));
    Files.delete(output);
    assertTrue(patch(program.basis).isEmpty());
  }

  @Test
  void withoutTheCrateOfThenItIsForAWholeBuild() throws IOException {
    Edited program = new Edited();
    try (Stream<Path> files = Files.walk(temp.resolve("cache/v1/ac"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(false, program.takes("n * 7", "n * 6"));
  }

  /**
   * A file that was touched shortly before its stamp was taken may have changed since: three
   * classes, and a file that is what it was.
   */
  @Test
  void youngFilesAreReadAgain() throws IOException {
    Edited program = new Edited();
    PatchBasis young = program.basis.with(0, program.basis.checksum(), program.basis.inputs());
    assertEquals(0, patch(program.basis).orElseThrow().classes());
    assertEquals(3, patch(young).orElseThrow().classes());
  }

  @Test
  void whyKnowsWhatAPatchedJarIsMadeOf() throws IOException {
    Edited program = new Edited();
    assertTrue(program.takes("n * 7", "n * 6"));
    BuildRequest other =
        request(List.of(temp.resolve("out.jar")), program.keep, "unused.jar", "cache");
    Why.Answers answers =
        Why.explain(temp.resolve("out.jar"), other, List.of(SymbolQuery.parse("Main.idle")));
    assertTrue(
        answers.notes().getFirst().contains("classes: changed since"), answers.notes().toString());
  }

  @Test
  void aBasisIsReadAsItWasWritten() throws IOException {
    PatchBasis basis = new Edited().basis;
    PatchBasis again = PatchBasis.parse(basis.toBytes());
    assertArrayEquals(basis.toBytes(), again.toBytes());
    assertEquals(basis.key(), again.key());
    assertEquals(basis.output(), again.output());
  }
}
