package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.Derivation;
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

  private Value found(String body) {
    return arguments(body, ReflectiveCall.FIND_CLASS).getFirst();
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
  void aVariableWithTwoStoresIsEitherInAnotherBlock() {
    assertEquals(
        Value.either(
            new Value.Text("a"),
            new Value.Field(new FieldRef("T", "unknown", "Ljava/lang/String;"))),
        found(
            "void f(boolean c) throws Exception { String s = \"a\"; if (c) { s = unknown; }"
                + " Class.forName(s); }"));
  }

  @Test
  void aBuilderInALocalHoldsWhatAllBranchesAppended() {
    assertEquals(
        new Value.Concat(
            List.of(
                Value.either(new Value.Text("a."), new Value.Text("a.b.")), new Value.Text("C"))),
        found(
            "void f(boolean c) throws Exception { StringBuilder s = new StringBuilder();"
                + " s.append(\"a\"); s.append('.'); if (c) { s.append(\"b.\"); }"
                + " Class.forName(s.append(\"C\").toString()); }"));
  }

  @Test
  void aBuilderThatGrowsInALoopBeginsAsItDid() {
    assertEquals(
        new Value.Concat(List.of(new Value.Text("a."), Value.UNKNOWN)),
        found(
            "void f(int n) throws Exception { StringBuilder s = new StringBuilder(\"a.\"); for (int"
                + " i = 0; i < n; i++) { s.append('x'); } Class.forName(s.toString()); }"));
  }

  @Test
  void nothingIsKnownOfABuilderThatIsChangedOrHandedOn() {
    String end = " Class.forName(s.toString()); }";
    String start = "void f(boolean c) throws Exception { StringBuilder s = new StringBuilder(); ";
    assertEquals(Value.UNKNOWN, found(start + "s.append(\"a\").reverse();" + end));
    assertEquals(
        Value.UNKNOWN,
        found("static void g(StringBuilder b) {} " + start + "s.append(\"a\"); g(s);" + end));
    assertEquals(
        Value.UNKNOWN,
        found(start + "StringBuilder t = s; s.append(\"a\"); if (c) { t.append(\"b\"); }" + end));
    assertEquals(
        Value.UNKNOWN,
        found(
            "void f(int n) throws Exception { StringBuilder s = new StringBuilder(\"a\");"
                + " for (int i = 0; i < n; i++) { Class.forName(s.toString()); s.setLength(0); }"
                + " }"));
  }

  @Test
  void partsOfNames() {
    Value name = new Value.NameOf(new Value.Parameter(1));
    assertEquals(
        new Value.Concat(
            List.of(
                new Value.Derived(new Derivation(Derivation.Kind.THROUGH_LAST, ".", ""), name),
                new Value.Text("X"))),
        found(
            "void f(Class<?> c) throws Exception { String n = c.getName();"
                + " Class.forName(n.substring(0, n.lastIndexOf('.') + 1) + \"X\"); }"));
    assertEquals(
        new Value.Text("T.X"),
        found(
            "void f() throws Exception {"
                + " Class.forName(String.format(\"%s.%s\", T.class.getSimpleName(), \"X\")); }"));
  }

  /** Each step doubles what the variable may be. */
  @Test
  void aValueThatGrowsIsGivenUp() {
    String doubling = "if (s.length() > 3) { s = s + s; } ".repeat(40);
    Value value =
        found(
            "void f(String t) throws Exception { String s = t; "
                + doubling
                + "Class.forName(s); }");
    assertTrue(value.toString().length() < 5_000, value.toString());
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
