package dev.whittle.testkit.check;

import static java.lang.constant.ConstantDescs.MTD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References of code: found where they do not resolve as in the input, and only there. */
class ReferenceTest {
  @TempDir private Path folder;

  private Damaged copyOf(String source) throws IOException {
    return Damaged.copyOf(folder, source);
  }

  @Test
  void aClassThatIsGone() throws IOException {
    var program =
        copyOf(
            """
            class A { boolean is(Object o) { return o instanceof B; } }
            class B {}
            """);
    assertEquals(
        List.of("p/A: class: p/B: no class p/B (input: found), at is(Ljava/lang/Object;)Z"),
        program.without("p/B").violations());
  }

  @Test
  void aClassThatCannotLoadWithoutItsSuperclass() throws IOException {
    var program =
        copyOf(
            """
            class A { Object[] arrays() { return new B[3]; } }
            class B extends C {}
            class C {}
            """);
    assertEquals(
        List.of(
            "p/A: class: p/B: no class p/C (input: found), at arrays()[Ljava/lang/Object;",
            "p/B: method: p/C.<init>()V: no class p/C (input: in p/C), at <init>()V",
            "p/B: supertype: p/C: no class p/C (input: found), at the class"),
        program.without("p/C").violations());
  }

  @Test
  void aClassConstant() throws IOException {
    var program =
        copyOf(
            """
            class A { Object literal() { return B[].class; } }
            class B {}
            """);
    assertEquals(
        List.of(
            "p/A: constant: [Lp/B;: no class p/B (input: found), at literal()Ljava/lang/Object;"),
        program.without("p/B").violations());
  }

  @Test
  void aCatchType() throws IOException {
    var program =
        copyOf(
            """
            class A {
              void run(Runnable r) { try { r.run(); } catch (E e) { System.gc(); } }
            }
            class E extends RuntimeException {}
            """);
    assertEquals(
        List.of(
            "p/A: assignment: p/E -> java/lang/Throwable: no class p/E (input: found), at"
                + " run(Ljava/lang/Runnable;)V",
            "p/A: catch: p/E: no class p/E (input: found), at run(Ljava/lang/Runnable;)V"),
        program.without("p/E").violations());
  }

  @Test
  void aField() throws IOException {
    var program =
        copyOf(
            """
            class A { int get(C c) { return c.x + C.y; } }
            class B { int x; }
            class C extends B { static int y; }
            """);
    assertEquals(
        List.of(
            "p/A: field: p/C.x:I: gone (input: in p/B), at get(Lp/C;)I",
            "p/A: field: p/C.y:I: gone (input: static, in p/C), at get(Lp/C;)I"),
        program.withoutField("p/B", "x").withoutField("p/C", "y").violations());
  }

  @Test
  void aFieldThatHidAnother() throws IOException {
    var program =
        copyOf(
            """
            class A { int get(C c) { return c.x; } }
            class B { int x; }
            class C extends B { int x; }
            """);
    assertEquals(
        List.of("p/A: field: p/C.x:I: in p/B (input: in p/C), at get(Lp/C;)I"),
        program.withoutField("p/C", "x").violations());
  }

  @Test
  void aMethod() throws IOException {
    var program =
        copyOf(
            """
            class A { static void run() { B.gone(); } }
            class B { static void gone() {} }
            """);
    assertEquals(
        List.of("p/A: method: p/B.gone()V: gone (input: static, in p/B), at run()V"),
        program.withoutMethod("p/B", "gone").violations());
  }

  @Test
  void aMethodThatBecameStatic() throws IOException {
    var program =
        copyOf(
            """
            class A { static void run(B b) { b.m(); } }
            class B { void m() {} }
            """);
    program.with(
        "p/B",
        (builder, e) -> {
          if (e instanceof MethodModel m && m.methodName().equalsString("m")) {
            builder.withMethodBody("m", MTD_void, ClassFile.ACC_STATIC, CodeBuilder::return_);
          } else {
            builder.with(e);
          }
        });
    assertEquals(
        List.of(
            "p/A: method: p/B.m()V: static, in p/B (input: in p/B), at run(Lp/B;)V",
            "p/B: method flags: m()V 0x8 (input: m()V 0x0)"),
        program.violations());
  }

  @Test
  void anInterfaceMethodAndItsDefault() throws IOException {
    var program =
        copyOf(
            """
            class A { static void run(J j) { j.m(); } }
            interface I { default void m() {} }
            interface J extends I { default void m() {} }
            """);
    assertEquals(
        List.of("p/A: method: p/J.m()V: in p/I (input: in p/J), at run(Lp/J;)V"),
        program.withoutMethod("p/J", "m").violations());
  }

  @Test
  void ofTwoAbstractDeclarationsEitherWillDo() throws IOException {
    var program =
        copyOf(
            """
            class A { static void run(K k) { k.m(); } }
            interface I { void m(); }
            interface J { void m(); }
            interface K extends I, J {}
            """);
    assertEquals(List.of(), program.withoutMethod("p/I", "m").violations());
    assertEquals(
        List.of("p/A: method: p/K.m()V: gone (input: in p/I or p/J), at run(Lp/K;)V"),
        program.withoutMethod("p/J", "m").violations());
  }

  @Test
  void aMethodHandleAndItsTypes() throws IOException {
    var program =
        copyOf(
            """
            class A {
              java.util.function.Function<B, C> handle() { return C::of; }
            }
            class B {}
            class C { static C of(B b) { return null; } }
            """);
    String where = ", at handle()Ljava/util/function/Function;";
    assertEquals(
        List.of(
            "p/A: invokedynamic: p/B: no class p/B (input: found)" + where,
            "p/A: invokedynamic: p/C.of(Lp/B;)Lp/C;: gone (input: static, in p/C)" + where),
        program.without("p/B").withoutMethod("p/C", "of").violations());
  }

  @Test
  void aBootstrapArgumentOfAPatternSwitch() throws IOException {
    var program =
        copyOf(
            """
            class A {
              int of(Object o) { return switch (o) { case B b -> 1; default -> 2; }; }
            }
            class B {}
            """);
    assertEquals(
        "p/A: invokedynamic: p/B: no class p/B (input: found), at of(Ljava/lang/Object;)I",
        program.without("p/B").violations().getLast());
  }

  @Test
  void anEnumConstantOfAPatternSwitch() throws IOException {
    var program =
        copyOf(
            """
            class A {
              int one(E e) { return switch (e) { case ONE -> 1; case E x -> 2; }; }
              int two(I i) { return switch (i) { case E.TWO -> 1; case I x -> 2; }; }
            }
            interface I {}
            enum E implements I { ONE, TWO }
            """);
    assertEquals(
        List.of(
            "p/A: switch: p/E.ONE:Lp/E;: gone (input: static, in p/E), at one(Lp/E;)I",
            "p/A: switch: p/E.TWO:Lp/E;: gone (input: static, in p/E), at two(Lp/I;)I"),
        program.withoutField("p/E", "ONE").withoutField("p/E", "TWO").violations().stream()
            .filter(v -> v.contains("switch"))
            .toList());
  }

  @Test
  void whatTheInputDoesNotHaveNeedNotBeThere() throws IOException {
    var program =
        copyOf(
            """
            class A {
              int get(Object o) { return o instanceof B b ? b.x + b.m() : C.y; }
            }
            class B extends Missing {
              int x;
              int m() { return 0; }
            }
            class C extends Missing { static int y; }
            class Missing {}
            """);
    assertEquals(
        List.of(), program.neverHad("p/Missing").without("p/B").without("p/C").violations());
  }

  @Test
  void arraysAndSignaturePolymorphicMethodsResolve() throws IOException {
    copyOf(
        """
        class A {
          int[] copy(int[] a) { return a.clone(); }
          A[] copy(A[] a) { return a.clone(); }
          int call(java.lang.invoke.MethodHandle h) throws Throwable { return (int) h.invoke(this); }
          int length(I i) { return i.toString().length() + i.hashCode(); }
        }
        interface I {}
        """);
  }

  @Test
  void typesOfASignaturePolymorphicCall() throws IOException {
    var program =
        copyOf(
            """
            class A {
              Object call(java.lang.invoke.MethodHandle h) throws Throwable { return (B) h.invoke(); }
            }
            class B {}
            """);
    assertEquals(
        List.of(
            "p/A: method: p/B: no class p/B (input: found), at"
                + " call(Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;"),
        program.without("p/B").violations());
  }

  @Test
  void aReferenceThroughTheWrongKindOfClass() throws IOException {
    var program =
        copyOf(
            """
            class A { static void run(B b) { b.m(); } }
            abstract class B { abstract void m(); }
            """);
    program.with(
        "p/B",
        ClassFile.of()
            .build(
                ClassDesc.of("p.B"),
                b ->
                    b.withFlags(ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
                        .withMethod(
                            "m",
                            MTD_void,
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                            _ -> {})));
    assertEquals(
        "p/A: method: p/B.m()V: is an interface (input: in p/B), at run(Lp/B;)V",
        program.violations().getFirst());
  }

  @Test
  void aTypeThatOnlyVerificationNeeds() throws IOException {
    var program =
        copyOf(
            """
            class A {
              static Base pick(boolean b) { Sub s = null; return b ? make() : s; }
              static Sub make() { return null; }
              static void take(I i) {}
              static void give() { take(made()); }
              static Made made() { return null; }
            }
            class Base {}
            class Sub extends Base {}
            interface I {}
            class Made implements I {}
            """);
    assertEquals(
        List.of(
            "p/A: assignment: p/Sub -> p/Base: no class p/Sub (input: found), at pick(Z)Lp/Base;"),
        program.without("p/Sub", "p/Made").violations());
    assertEquals(
        List.of("p/A: assignment: p/Made -> p/I: no class p/I (input: found), at give()V"),
        copyOf(
                """
                class A {
                  static void take(I i) {}
                  static void give() { take(made()); }
                  static Made made() { return null; }
                }
                interface I {}
                class Made implements I {}
                """)
            .without("p/Made", "p/I")
            .violations());
  }

  @Test
  void aMethodOfTheSuperclassThatIsCalledDirectly() throws IOException {
    var program =
        copyOf(
            """
            class A extends B { @Override void m() { super.m(); } }
            class B { void m() {} }
            """);
    assertEquals(
        List.of("p/A: method: p/B.m()V: gone (input: in p/B), at m()V"),
        program.withoutMethod("p/B", "m").violations());
  }
}
