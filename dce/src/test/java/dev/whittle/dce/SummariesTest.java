package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.ir.summary.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What summaries say of compiled functions. They stand here because they need the lowering. */
class SummariesTest {
  @TempDir Path directory;

  private List<Effect> effects(String body) {
    String source =
        "abstract class T { static class A {} static class B extends A {} interface I {}"
            + " static A a; static I i; abstract A other(A a, String s);"
            + " static String unknown; "
            + body
            + " }";
    ClassDef c = MemorySource.compile(directory, "T.java", source).get("T");
    FunctionDef f =
        c.functions().stream().filter(g -> g.name().equals("f")).findFirst().orElseThrow();
    return Summaries.of(c, f).effects();
  }

  private List<Effect.Assign> pairs(String body) {
    return effects(body).stream()
        .filter(Effect.Assign.class::isInstance)
        .map(Effect.Assign.class::cast)
        .toList();
  }

  private List<Value> arguments(String body, ReflectiveCall call) {
    return effects(body).stream()
        .filter(Effect.PassValues.class::isInstance)
        .map(Effect.PassValues.class::cast)
        .filter(pass -> pass.reflection() == call)
        .findFirst()
        .orElseThrow()
        .arguments();
  }

  @Test
  void assignabilityOfArgumentsFieldsAndReturns() {
    Effect.Assign pair = new Effect.Assign("T$B", "T$A");
    assertEquals(List.of(pair), pairs("void f(B b) { other(b, null); }"));
    assertEquals(List.of(pair), pairs("void f(B b) { a = b; }"));
    assertEquals(List.of(pair), pairs("A f(B b) { return b; }"));
    assertEquals(List.of(), pairs("A f(A b) { return null; }"));
    assertEquals(List.of(), pairs("Object f(B b) { return b; }"));
    assertEquals(List.of(pair), pairs("A[][] f(B[][] b) { return b; }"));
    assertEquals(List.of(), pairs("Object[] f(B[] b) { return b; }"));
    assertEquals(List.of(), pairs("void f(int n, long[] m) { f(3, m); }"));
  }

  @Test
  void assignabilityAtMergesAndHandlers() {
    assertTrue(
        pairs("static B b; void f(boolean c) { A x = c ? b : new A(); x.hashCode(); }")
            .contains(new Effect.Assign("T$B", "T$A")));
    assertEquals(
        List.of(new Effect.Assign("java/io/IOException", "java/lang/Throwable")),
        pairs(
            "static void g() throws java.io.IOException {}"
                + " void f() { try { g(); } catch (java.io.IOException e) {} }"));
  }

  @Test
  void valuesOfReflectiveCalls() {
    assertEquals(
        List.of(new Value.Text("a.B")),
        arguments(
            "void f() throws Exception { Class.forName(\"a.B\"); }", ReflectiveCall.FIND_CLASS));
    assertEquals(
        new Value.Concat(
            List.of(new Value.Text("a."), new Value.Parameter(1), new Value.Text("Impl"))),
        arguments(
                "void f(String s) throws Exception { Class.forName(\"a.\" + s + \"Impl\"); }",
                ReflectiveCall.FIND_CLASS)
            .getFirst());
    List<Value> getMethod =
        arguments(
            "void f(boolean c) throws Exception {"
                + " A.class.getMethod(c ? \"x\" : \"y\", int.class, String[].class); }",
            ReflectiveCall.GET_METHOD);
    assertEquals(new Value.Literal("LT$A;"), getMethod.get(0));
    assertEquals(Value.either(new Value.Text("x"), new Value.Text("y")), getMethod.get(1));
    assertEquals(
        new Value.Elements(
            List.of(new Value.Literal("I"), new Value.Literal("[Ljava/lang/String;"))),
        getMethod.get(2));
  }

  @Test
  void aClassFoundByNameOrOfAnObject() {
    String find = "Class.forName(\"a.B\", true, null).getDeclaredConstructor()";
    assertEquals(
        new Value.Named(new Value.Text("a.B")),
        arguments(
                "void f() throws Exception { " + find + "; }",
                ReflectiveCall.GET_DECLARED_CONSTRUCTOR)
            .getFirst());
    assertEquals(
        new Value.ClassOf("T$A"),
        arguments("void f(A a) { a.getClass().getMethods(); }", ReflectiveCall.LIST_METHODS)
            .getFirst());
  }

  @Test
  void aVariableWithSeveralStoresIsAnyOfThose() {
    assertEquals(
        Value.either(new Value.Text("a"), new Value.Text("b")),
        arguments(
                "void f(boolean c) throws Exception { String s = \"a\"; if (c) { s = \"b\"; }"
                    + " Class.forName(s); }",
                ReflectiveCall.FIND_CLASS)
            .getFirst());
  }

  @Test
  void aLoopMayBringALaterStoreToAnEarlierBlock() {
    assertEquals(
        Value.either(new Value.Text("a"), Value.UNKNOWN),
        arguments(
                "void f(int n) throws Exception { String s = \"a\"; while (n-- > 0) {"
                    + " Class.forName(s); s = \"b\"; } }",
                ReflectiveCall.FIND_CLASS)
            .getFirst());
  }
}
