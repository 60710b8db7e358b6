package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several platforms, multi-release variants, class-path order, and what is never asked for. */
class SourcesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  @TempDir Path first;
  @TempDir Path second;

  private static Reached reach(List<ClassSource> crates, List<ClassSource> platforms) {
    return Reachability.compute(
        new Program(crates, platforms), Roots.ofMain("Main"), Summaries::of);
  }

  private static Map<String, ClassDef> only(Map<String, ClassDef> classes, String... names) {
    Map<String, ClassDef> some = new java.util.TreeMap<>(classes);
    some.keySet().retainAll(Set.of(names));
    return some;
  }

  @Test
  void anOverrideOfAMethodThatOnePlatformHasCounts() {
    String program =
        "class Main extends Plat { public static void main(String[] a) { new Main(); }"
            + " void hook() {} void other() {} }";
    Map<String, ClassDef> with =
        MemorySource.compile(first, "Main.java", program + " class Plat { void hook() {} }");
    Map<String, ClassDef> without =
        MemorySource.compile(second, "Main.java", program + " class Plat { }");
    // Package-private methods of the platform cannot be overridden by the program's classes.
    Map<String, ClassDef> visible =
        MemorySource.compile(
            first,
            "Main.java",
            program.replace("void hook", "protected void hook")
                + " class Plat { protected void hook() {} }");
    MemorySource crate = MemorySource.of(only(visible, "Main"));
    ClassSource newer = MemorySource.of(only(without, "Plat")).before(PLATFORM);
    ClassSource older = MemorySource.of(only(visible, "Plat")).before(PLATFORM);
    assertEquals(
        Level.ABSENT, reach(List.of(crate), List.of(newer)).function("Main", "hook", "()V"));
    assertEquals(
        Level.USED, reach(List.of(crate), List.of(newer, older)).function("Main", "hook", "()V"));
    assertEquals(
        Level.ABSENT,
        reach(List.of(crate), List.of(newer, older)).function("Main", "other", "()V"));
    ClassSource hidden = MemorySource.of(only(with, "Plat")).before(PLATFORM);
    assertEquals(
        Level.ABSENT,
        reach(List.of(MemorySource.of(only(with, "Main"))), List.of(hidden))
            .function("Main", "other", "()V"));
  }

  @Test
  void everyVariantOfAReachedFunctionIsReached() {
    String rest =
        " class Main { public static void main(String[] a) { Impl.run(); } }"
            + " class Old { static void m() {} } class New { static void m() {} }";
    Map<String, ClassDef> base =
        MemorySource.compile(
            first, "Main.java", "class Impl { static void run() { Old.m(); } }" + rest);
    Map<String, ClassDef> variant =
        MemorySource.compile(
            second, "Main.java", "class Impl { static void run() { New.m(); } }" + rest);
    MemorySource crate = MemorySource.of(base).withVariants(11, only(variant, "Impl"));
    Reached reached = reach(List.of(crate), List.of(PLATFORM));
    assertEquals(Level.USED, reached.function("Old", "m", "()V"));
    assertEquals(Level.USED, reached.function("New", "m", "()V"));
  }

  @Test
  void theFirstCrateOnTheClassPathWins() {
    String main = " class Main { public static void main(String[] a) { A.m(); } }";
    Map<String, ClassDef> one =
        MemorySource.compile(
            first, "Main.java", "class A { static void m() { f(); } static void f() {} }" + main);
    Map<String, ClassDef> two =
        MemorySource.compile(
            second, "Main.java", "class A { static void m() { } static void f() {} }" + main);
    Reached reached =
        reach(List.of(MemorySource.of(only(one, "A")), MemorySource.of(two)), List.of(PLATFORM));
    assertEquals(Level.USED, reached.function("A", "f", "()V"));
    assertEquals(List.of("A"), reached.classes(0));
    assertEquals(List.of("Main"), reached.classes(1));
  }

  @Test
  void whatIsNotReachedIsNotAskedFor() {
    Map<String, ClassDef> classes =
        MemorySource.compile(
            first,
            "Main.java",
            "class Main { public static void main(String[] a) { System.out.println(\"B x\"); } }"
                + " class B extends Main {} class C { B b; }");
    Set<String> asked = new HashSet<>();
    MemorySource crate = MemorySource.of(classes);
    ClassSource recording =
        new ClassSource() {
          @Override
          public String name() {
            return crate.name();
          }

          @Override
          public Optional<ClassDef> find(String internalName) {
            asked.add(internalName);
            return crate.find(internalName);
          }

          @Override
          public List<Variant> variants(String internalName) {
            return List.of();
          }

          @Override
          public List<String> classNames() {
            return crate.classNames();
          }

          @Override
          public List<String> resourceNames() {
            return List.of();
          }

          @Override
          public Optional<byte[]> resource(String resource) {
            return Optional.empty();
          }
        };
    reach(List.of(recording), List.of(PLATFORM));
    assertEquals(Set.of("Main"), asked);
  }

  /** Compilers make the nest host an outer class, too; the JVM does not ask for that. */
  @Test
  void aNestHostThatIsNoOuterClassStays() {
    Map<String, ClassDef> classes =
        MemorySource.compile(
            first,
            "Main.java",
            "class Main { public static void main(String[] a) { new Member(); } }"
                + " class Member {} class Host { static int unused; } class Other {}");
    ClassDef c = classes.get("Member");
    ClassDef.Nesting nesting = new ClassDef.Nesting(null, List.of(), "Host", List.of(), null);
    classes.put(
        "Member",
        new ClassDef(
            c.version(),
            c.access(),
            c.name(),
            c.superName(),
            c.interfaces(),
            nesting,
            c.source(),
            null,
            null,
            c.attributes(),
            c.fields(),
            c.functions()));
    Reached reached = reach(List.of(MemorySource.of(classes)), List.of(PLATFORM));
    assertEquals(Level.REFERENCED, reached.level("Host"));
    assertEquals(Level.ABSENT, reached.field("Host", "unused", "I"));
    assertEquals(Level.ABSENT, reached.level("Other"));
  }

  @Test
  void defaultsThatConflictStillDo() {
    String rest =
        " interface A { default String m() { return \"a\"; } }"
            + " class Main { public static void main(String[] a) { A x = new C(); x.m(); } }";
    Map<String, ClassDef> compiled =
        MemorySource.compile(
            first, "Main.java", "interface B { } class C implements A, B { }" + rest);
    Map<String, ClassDef> later =
        MemorySource.compile(
            second,
            "Main.java",
            "interface B { default String m() { return \"b\"; } }"
                + rest.replace("new C()", "null"));
    compiled.put("B", later.get("B"));
    Reached reached = reach(List.of(MemorySource.of(compiled)), List.of(PLATFORM));
    String type = "()Ljava/lang/String;";
    assertEquals(Level.REFERENCED, reached.function("A", "m", type));
    assertEquals(Level.REFERENCED, reached.function("B", "m", type));
  }

  @Test
  void anAbstractMethodThatMakesACallFailStays() {
    String rest =
        " interface I { default String m() { return \"i\"; } }"
            + " class Main { public static void main(String[] a) { I x = new C(); x.m(); } }";
    Map<String, ClassDef> compiled =
        MemorySource.compile(
            first, "Main.java", "interface J extends I { } class C implements J { }" + rest);
    Map<String, ClassDef> later =
        MemorySource.compile(
            second,
            "Main.java",
            "interface J extends I { String m(); }" + rest.replace("new C()", "null"));
    compiled.put("J", later.get("J"));
    Reached reached = reach(List.of(MemorySource.of(compiled)), List.of(PLATFORM));
    String type = "()Ljava/lang/String;";
    assertEquals(Level.REFERENCED, reached.function("I", "m", type));
    assertEquals(Level.REFERENCED, reached.function("J", "m", type));
  }

  @Test
  void aMissingMainIsAProblemNotAnError() {
    Map<String, ClassDef> classes =
        MemorySource.compile(first, "Main.java", "class Main { static void run() {} }");
    Program program = new Program(List.of(MemorySource.of(classes)), List.of(PLATFORM));
    Reached none = Reachability.compute(program, Roots.ofMain("a/B"), Summaries::of);
    assertEquals(List.of("no crate has the class a.B"), none.problems());
    Reached noMain = Reachability.compute(program, Roots.ofMain("Main"), Summaries::of);
    assertEquals(List.of("the class Main has no main method"), noMain.problems());
    Roots rule = new Roots(List.of(), List.of(), KeepRules.parse("keep", "a.B#c"));
    assertEquals(
        List.of("keep:1: a.B#c: the rule matches nothing"),
        Reachability.compute(program, rule, Summaries::of).problems());
  }
}
