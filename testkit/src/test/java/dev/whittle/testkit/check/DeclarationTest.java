package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Interfaces;
import java.lang.classfile.Superclass;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers, member declarations and attributes. */
class DeclarationTest {
  @TempDir private Path folder;

  private Damaged copyOf(String source) throws IOException {
    return Damaged.copyOf(folder, source);
  }

  @Test
  void superclassInterfacesFlagsAndVersion() throws IOException {
    var program =
        copyOf(
            """
            class A extends B implements I {}
            class B {}
            interface I {}
            """);
    program.with(
        "p/A",
        (builder, e) -> {
          switch (e) {
            case Superclass _ -> builder.withSuperclass(ConstantDescs.CD_Object);
            case Interfaces _ -> builder.withInterfaceSymbols();
            case AccessFlags _ -> builder.withFlags(ClassFile.ACC_FINAL);
            case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
            default -> builder.with(e);
          }
        });
    assertEquals(
        Set.of("superclass", "interfaces", "class flags", "version", "verify"), program.kinds());
  }

  @Test
  void aSupertypeThatIsGone() throws IOException {
    var program =
        copyOf(
            """
            abstract class A implements I {}
            interface I {}
            """);
    assertEquals(
        List.of("p/A: supertype: p/I: no class p/I (input: found), at the class"),
        program.without("p/I").violations());
  }

  @Test
  void newClassesAndMembers() throws IOException {
    var program = copyOf("class A {}");
    program
        .with("p/N", ClassFile.of().build(ClassDesc.of("p.N"), _ -> {}))
        .with(
            "p/A",
            ClassTransform.endHandler(
                b ->
                    b.withField("serialVersionUID", ConstantDescs.CD_long, 0)
                        .withField("f", ConstantDescs.CD_int, 0)
                        .withMethod("m", ConstantDescs.MTD_void, ClassFile.ACC_NATIVE, _ -> {})));
    assertEquals(
        List.of("p/A: new field: f:I", "p/A: new method: m()V", "p/N: new class: not in the input"),
        program.violations());
  }

  @Test
  void membersThatChangedTheirFlags() throws IOException {
    var program = copyOf("class A { int f; private static void m() {} }");
    program.with(
        "p/A",
        ClassTransform.transformingFields(
            (b, e) -> {
              if (e instanceof AccessFlags) {
                b.withFlags(ClassFile.ACC_PUBLIC);
              } else {
                b.with(e);
              }
            }));
    assertEquals(List.of("p/A: field flags: f:I 0x1 (input: f:I 0x0)"), program.violations());
  }

  @Test
  void nests() throws IOException {
    String source = "class A { private int x; class M { int get() { return x; } } }";
    assertEquals(
        List.of("p/A$M: NestHost: p/A: no class p/A (input: found), at the class"),
        copyOf(source).without("p/A").violations().stream()
            .filter(v -> v.contains("NestHost"))
            .toList());
    assertEquals(
        List.of("p/A$M: nest host: p/A$M (input: p/A)"),
        copyOf(source).withoutElements("p/A$M", NestHostAttribute.class::isInstance).violations());
    assertEquals(
        List.of("p/A: nest member: no longer listed: p/A$M"),
        copyOf(source).withoutElements("p/A", NestMembersAttribute.class::isInstance).violations());
    assertEquals(Set.of("InnerClasses", "NestMembers"), copyOf(source).without("p/A$M").kinds());
  }

  @Test
  void innerClasses() throws IOException {
    String source =
        """
        class A {
          static class Kept {}
          static class Gone {}
        }
        class B { Object o = new A.Kept(); }
        """;
    assertEquals(
        List.of(
            "p/A: inner class: no longer listed: p/A$Gone",
            "p/A: inner class: no longer listed: p/A$Kept"),
        copyOf(source)
            .withoutElements("p/A", InnerClassesAttribute.class::isInstance)
            .withoutElements("p/B", InnerClassesAttribute.class::isInstance)
            .violations());
    assertEquals(
        List.of(
            "p/A: InnerClasses: p/A$Gone: no class p/A$Gone (input: found), at the class",
            "p/A: NestMembers: p/A$Gone: no class p/A$Gone (input: found), at the class"),
        copyOf(source).without("p/A$Gone").violations());
  }

  @Test
  void enclosingMethods() throws IOException {
    String source = "class A { static Object m() { return new Object() {}; } }";
    assertEquals(
        List.of(
            "p/A$1: EnclosingMethod: p/A.m()Ljava/lang/Object;: gone (input: static, in p/A),"
                + " at the class"),
        copyOf(source).withoutMethod("p/A", "m").violations());
    assertEquals(
        List.of("p/A$1: enclosing class: none (input: p/A)"),
        copyOf(source)
            .withoutElements("p/A$1", EnclosingMethodAttribute.class::isInstance)
            .violations());
  }

  @Test
  void sealedClasses() throws IOException {
    String source =
        """
        sealed interface S permits X, Y {}
        final class X implements S {}
        final class Y implements S {}
        """;
    assertEquals(
        List.of("p/S: PermittedSubclasses: p/X: no class p/X (input: found), at the class"),
        copyOf(source).without("p/X").violations());
    assertEquals(
        List.of(
            "p/S: permitted subclass: no longer listed: p/X",
            "p/S: permitted subclass: no longer listed: p/Y",
            "p/S: sealed: false (input: true)"),
        copyOf(source)
            .withoutElements("p/S", PermittedSubclassesAttribute.class::isInstance)
            .violations());
  }

  @Test
  void records() throws IOException {
    String source =
        """
        record R(int x, T t) {}
        class T {}
        """;
    assertEquals(
        List.of("p/R: Record: p/R.x()I: gone (input: in p/R), at the class"),
        copyOf(source).withoutMethod("p/R", "x").violations());
    assertEquals(
        List.of("p/R: Record: p/T: no class p/T (input: found), at the class"),
        copyOf(source).without("p/T").violations().stream()
            .filter(v -> v.contains("Record"))
            .toList());
    assertEquals(
        List.of("p/R: record: false (input: true)"),
        copyOf(source).withoutElements("p/R", RecordAttribute.class::isInstance).violations());
    assertEquals(
        List.of("p/R: record components: [t:Lp/T;] (input: [x:I, t:Lp/T;])"),
        copyOf(source).with("p/R", DeclarationTest::withoutFirstComponent).violations());
  }

  private static void withoutFirstComponent(ClassBuilder builder, ClassElement e) {
    if (e instanceof RecordAttribute components) {
      builder.with(
          RecordAttribute.of(components.components().subList(1, components.components().size())));
    } else {
      builder.with(e);
    }
  }

  @Test
  void constantValues() throws IOException {
    var program = copyOf("class A { static final int X = 7; }");
    program.with(
        "p/A",
        ClassTransform.transformingFields(
            (b, e) ->
                b.with(e instanceof ConstantValueAttribute ? ConstantValueAttribute.of(8) : e)));
    assertEquals(List.of("p/A: constant value: X:I 8 (input: X:I 7)"), program.violations());
  }

  @Test
  void annotations() throws IOException {
    String source =
        """
        @N(e = E.ONE, c = C.class, n = @M(7))
        class A {
          @M(8) int f;
          void m(@M(9) int parameter) {}
        }
        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
        @interface N { E e(); Class<?> c(); M n(); D d() default D.TWO; }
        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
        @interface M { int value(); }
        enum E { ONE }
        enum D { TWO }
        class C {}
        """;
    assertEquals(
        List.of(
            "p/A: annotation: p/E.ONE:Lp/E;: no class p/E (input: static, in p/E), at the class"),
        copyOf(source).without("p/E").violations());
    assertEquals(
        List.of("p/A: annotation: p/C: no class p/C (input: found), at the class"),
        copyOf(source).without("p/C").violations());
    assertEquals(
        List.of("p/A: annotation: p/N.e(): gone (input: in p/N), at the class"),
        copyOf(source).withoutMethod("p/N", "e").violations());
    assertEquals(
        List.of(
            "p/N: annotation: p/D.TWO:Lp/D;: no class p/D (input: static, in p/D), at d()Lp/D;"),
        copyOf(source).without("p/D").violations());
    assertEquals(
        List.of(
            "p/A: annotation: p/M.value(): no class p/M (input: in p/M), at the class",
            "p/A: annotation: p/M: no class p/M (input: found), at the class"),
        copyOf(source).without("p/M").violations());
  }

  @Test
  void anInterfaceThatIsNoLongerInitialized() throws IOException {
    var program =
        copyOf(
            """
            interface I {
              Object LOADED = System.out;
              default void m() {}
            }
            """);
    assertEquals(
        List.of("p/I: initialization: the interface has no default method any more"),
        program.withoutMethod("p/I", "m").violations());
  }

  @Test
  void aClassThatDoesNotVerify() throws IOException {
    var program = copyOf("class A { static int one() { return 1; } }");
    program.with(
        "p/A",
        ClassTransform.transformingMethodBodies(
            m -> m.methodName().equalsString("one"),
            (b, e) -> {
              if (e instanceof ReturnInstruction) {
                b.areturn();
              } else {
                b.with(e);
              }
            }));
    assertEquals(Set.of("verify"), program.kinds());
  }
}
