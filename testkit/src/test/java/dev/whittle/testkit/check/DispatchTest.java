package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selection, stubs and initialization: what no single reference shows. */
class DispatchTest {
  @TempDir private Path folder;

  private Damaged copyOf(String source) throws IOException {
    return Damaged.copyOf(folder, source);
  }

  @Test
  void aPrunedOverride() throws IOException {
    String source =
        """
        class A { void run(B b) { b.m(); } Object o = new C(); }
        class B { void m() {} void uncalled() {} }
        class C extends B { void m() {} void uncalled() {} }
        class D extends B { void m() {} }
        """;
    assertEquals(
        List.of("p/C: selection: m()V comes to p/B (input: p/C), on an instance of p/C"),
        copyOf(source).withoutMethod("p/C", "m").violations());
    assertEquals(List.of(), copyOf(source).withoutMethod("p/C", "uncalled").violations());
    assertEquals(List.of(), copyOf(source).withoutMethod("p/D", "m").violations());
  }

  @Test
  void aPrunedImplementation() throws IOException {
    var program =
        copyOf(
            """
            class A { void run(I i) { i.m(); } Object o = new C(); }
            interface I { void m(); }
            class B { public void m() {} }
            class C extends B implements I {}
            """);
    assertEquals(
        List.of(
            "p/B: selection: m()V comes to AbstractMethodError (input: p/B), on an instance of"
                + " p/C"),
        program.withoutMethod("p/B", "m").violations());
  }

  @Test
  void anOverrideThatOnlyThePlatformCalls() throws IOException {
    var program =
        copyOf(
            """
            class A { Object o = new C(); }
            class C implements Comparable<C> {
              public int compareTo(C c) { return 0; }
              public int hashCode() { return 1; }
            }
            """);
    assertEquals(
        List.of(
            "p/C: selection: compareTo(Ljava/lang/Object;)I comes to AbstractMethodError"
                + " (input: p/C), on an instance of p/C",
            "p/C: selection: hashCode()I comes to java/lang/Object (input: p/C), on an instance of"
                + " p/C"),
        program.withoutMethod("p/C", "compareTo").withoutMethod("p/C", "hashCode").violations());
  }

  @Test
  void aDefaultThatALambdaInherits() throws IOException {
    var program =
        copyOf(
            """
            class A { void run(I i) { i.m(); } J j = () -> {}; }
            interface I { void m(); }
            interface J extends I { default void m() {} void single(); }
            """);
    assertEquals(
        List.of(
            "p/J: selection: m()V comes to AbstractMethodError (input: p/J), on an instance of"
                + " lambda[p/J]"),
        program.withoutMethod("p/J", "m").violations());
  }

  @Test
  void aConflictOfDefaultsThatGoesAway() throws IOException {
    String source =
        """
        class A { void run(I i) { i.m(); } Object o = new C(); }
        interface I { default void m() {} }
        interface J { default void m() {} }
        class C implements I, J { public void m() {} }
        """;
    var program = copyOf(source);
    program.original("p/C", dropping("m")).withoutMethod("p/C", "m");
    assertEquals(List.of(), program.violations());
    assertEquals(
        List.of(
            "p/C: selection: m()V comes to p/I (input: IncompatibleClassChangeError), on an"
                + " instance of p/C"),
        program.withoutMethod("p/J", "m").violations());
  }

  private static ClassTransform dropping(String method) {
    return ClassTransform.dropping(
        e -> e instanceof MethodModel m && m.methodName().equalsString(method));
  }

  @Test
  void packagePrivateMethodsOverrideInTheirPackage() throws IOException {
    var program =
        copyOf(
            """
            class A { void run(B b) { b.m(); } Object o = new D(); }
            class B { void m() {} }
            class C extends B { protected void m() {} }
            class D extends C {}
            """);
    assertEquals(
        List.of("p/C: selection: m()V comes to p/B (input: p/C), on an instance of p/D"),
        program.withoutMethod("p/C", "m").violations());
  }

  @Test
  void stubsThatAreCalled() throws IOException {
    String source =
        """
        class A {
          void run(B b) { b.m(); B.direct(); }
          Object o = new C();
        }
        class B {
          void m() {}
          static void direct() { System.gc(); }
          void uncalled() { System.gc(); }
        }
        class C extends B { void m() { System.gc(); } }
        """;
    assertEquals(
        List.of("p/C: stub: m()V is called, but only throws, on an instance of p/C"),
        copyOf(source).withStub("p/C", "m").violations());
    assertEquals(
        List.of("p/B: stub: direct()V is called, but only throws, by STATIC"),
        copyOf(source).withStub("p/B", "direct").violations());
    assertEquals(
        List.of(), copyOf(source).withStub("p/B", "uncalled").withStub("p/B", "m").violations());
  }

  @Test
  void anInitializer() throws IOException {
    String source =
        """
        class A { void run() { C.m(); } }
        class B { static Object o = System.out; }
        class C extends B { static void m() {} }
        class D { static Object o = System.out; }
        """;
    assertEquals(
        List.of("p/B: initialization: <clinit> is gone, used through p/C"),
        copyOf(source)
            .withoutMethod("p/B", "<clinit>")
            .withoutMethod("p/D", "<clinit>")
            .violations());
  }
}
