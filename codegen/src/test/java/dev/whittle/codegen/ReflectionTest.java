package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassDef.Nesting;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.FunctionDef.Details;
import dev.whittle.lower.ClassLowering;
import dev.whittle.testkit.reflect.ReflectMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hazards 33 and 34: reflection sees the same of a class that came back, and what went missing. */
class ReflectionTest {
  private static final Program REFLECTED = compiled("Reflected");

  private static Program compiled(String name) {
    try (var in = ReflectionTest.class.getResourceAsStream("/metadata/" + name + ".java")) {
      return Program.compile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Map<String, List<String>> dump(Program program) {
    List<String> names =
        program.classes().keySet().stream().map(name -> name.replace('/', '.')).toList();
    return ReflectMain.dump(names, program.loader());
  }

  private static Program changed(Program program, UnaryOperator<ClassDef> change) {
    Map<String, byte[]> result = new LinkedHashMap<>();
    program
        .classes()
        .forEach(
            (name, bytes) ->
                result.put(name, ClassEmitter.emit(change.apply(ClassLowering.lower(bytes)))));
    return new Program(result);
  }

  private static Program without(Program program, String... names) {
    Map<String, byte[]> classes = new TreeMap<>(program.classes());
    for (String name : names) {
      assertTrue(classes.keySet().removeIf(c -> c.equals(name) || c.startsWith(name + "$")), name);
    }
    return new Program(classes);
  }

  private static void assertSame(Program program) {
    Map<String, List<String>> before = dump(program);
    Map<String, List<String>> after = dump(program.roundTrip(UnaryOperator.identity()));
    before.forEach(
        (name, facts) ->
            assertEquals(String.join("\n", facts), String.join("\n", after.get(name)), name));
  }

  @Test
  void everyFactComesBack() {
    assertSame(compiled("Declarations"));
    assertSame(REFLECTED);
  }

  /** Where classes are absent, the same questions fail in the same way. */
  @Test
  void errorsComeBack() {
    Program program =
        without(REFLECTED, "Reflected$Missing", "Reflected$Absent", "Reflected$Tree$Fork");
    String errors = String.join("\n", dump(program).get("Reflected$Failing"));
    assertTrue(errors.contains("fields !java.lang.NoClassDefFoundError"), errors);
    String quiet = String.join("\n", dump(program).get("Reflected$Quiet"));
    assertTrue(quiet.contains("!java.lang.TypeNotPresentException"), quiet);
    assertSame(program);
  }

  /** Signatures that are none: reflection says so when it is asked, and not before. */
  @Test
  void malformedSignaturesComeBack() {
    Program program =
        changed(
            REFLECTED,
            c -> withSignatures(c, c.attributes().signature() == null ? null : "<T:>LBroken"));
    String facts = dump(program).toString();
    assertTrue(facts.contains("!java.lang.reflect.GenericSignatureFormatError"), facts);
    assertSame(program);
  }

  private static ClassDef withSignatures(ClassDef c, String signature) {
    return attributed(
        c,
        new Attributes(
            signature,
            c.attributes().annotations(),
            c.attributes().typeAnnotations(),
            c.attributes().unknown()));
  }

  /** The dump is awake: each loss shows. */
  @TestFactory
  Stream<DynamicTest> lossesShow() {
    Map<String, List<String>> before = dump(REFLECTED);
    Map<String, UnaryOperator<ClassDef>> losses = new TreeMap<>();
    losses.put("inner classes", c -> nested(c, n -> with(n, List.of(), n.permittedSubclasses())));
    losses.put("permitted", c -> nested(c, n -> with(n, n.innerClasses(), null)));
    losses.put("nest host", c -> nested(c, ReflectionTest::withoutNest));
    losses.put("enclosing", c -> nested(c, ReflectionTest::withoutEnclosing));
    losses.put("signatures", c -> withSignatures(c, null));
    losses.put("annotations", c -> attributed(c, onlySignature(c.attributes())));
    losses.put("field attributes", c -> c.withMembers(bare(c.fields()), c.functions()));
    losses.put("constants", c -> c.withMembers(zeroed(c.fields()), c.functions()));
    losses.put("parameters", c -> detailed(c, d -> details(d, true, false, false)));
    losses.put("parameter annotations", c -> detailed(c, d -> details(d, false, true, false)));
    losses.put("annotation defaults", c -> detailed(c, d -> details(d, false, false, true)));
    losses.put("records", ReflectionTest::withoutComponents);
    losses.put("flags", c -> functions(c, ReflectionTest::withoutSynthetic));
    losses.put("exceptions", c -> functions(c, ReflectionTest::withoutExceptions));
    losses.put("type annotations", c -> functions(c, ReflectionTest::withoutTypeAnnotations));
    return losses.entrySet().stream()
        .map(
            loss ->
                DynamicTest.dynamicTest(
                    loss.getKey(),
                    () -> assertNotEquals(before, dump(changed(REFLECTED, loss.getValue())))));
  }

  @Test
  void dumpsOfOneProgramAreEqual() {
    assertEquals(dump(REFLECTED), dump(REFLECTED));
  }

  private static ClassDef nested(ClassDef c, UnaryOperator<Nesting> change) {
    return copy(c, change.apply(c.nesting()), c.recordComponents(), c.attributes());
  }

  private static ClassDef attributed(ClassDef c, Attributes attributes) {
    return copy(c, c.nesting(), c.recordComponents(), attributes);
  }

  private static ClassDef withoutComponents(ClassDef c) {
    return copy(c, c.nesting(), null, c.attributes());
  }

  private static ClassDef copy(
      ClassDef c,
      Nesting nesting,
      List<ClassDef.RecordComponent> components,
      Attributes attributes) {
    return new ClassDef(
        c.version(),
        c.access(),
        c.name(),
        c.superName(),
        c.interfaces(),
        nesting,
        c.source(),
        components,
        c.module(),
        attributes,
        c.fields(),
        c.functions());
  }

  private static Nesting with(Nesting n, List<ClassDef.InnerClass> inner, List<String> permitted) {
    return new Nesting(n.enclosing(), inner, n.nestHost(), n.nestMembers(), permitted);
  }

  private static Nesting withoutNest(Nesting n) {
    return new Nesting(n.enclosing(), n.innerClasses(), null, List.of(), n.permittedSubclasses());
  }

  private static Nesting withoutEnclosing(Nesting n) {
    return new Nesting(
        null, n.innerClasses(), n.nestHost(), n.nestMembers(), n.permittedSubclasses());
  }

  private static Attributes onlySignature(Attributes attributes) {
    return new Attributes(attributes.signature(), List.of(), List.of(), List.of());
  }

  private static List<FieldDef> bare(List<FieldDef> fields) {
    return fields.stream()
        .map(
            f ->
                new FieldDef(
                    f.access(), f.name(), f.descriptor(), f.constantValue(), Attributes.NONE))
        .toList();
  }

  private static List<FieldDef> zeroed(List<FieldDef> fields) {
    return fields.stream()
        .map(
            f ->
                f.constantValue() instanceof Constant.Double
                    ? new FieldDef(
                        f.access(),
                        f.name(),
                        f.descriptor(),
                        new Constant.Double(1L << 63),
                        f.attributes())
                    : f)
        .toList();
  }

  private static ClassDef functions(ClassDef c, UnaryOperator<FunctionDef> change) {
    return c.withMembers(c.fields(), c.functions().stream().map(change).toList());
  }

  private static ClassDef detailed(ClassDef c, UnaryOperator<Details> change) {
    return functions(
        c, f -> copy(f, f.access(), f.exceptions(), f.attributes(), change.apply(f.details())));
  }

  private static Details details(
      Details d, boolean noParameters, boolean noAnnotations, boolean noDefault) {
    return new Details(
        noParameters ? null : d.parameters(),
        noAnnotations ? null : d.visibleParameterAnnotations(),
        d.invisibleParameterAnnotations(),
        noDefault ? null : d.annotationDefault());
  }

  private static FunctionDef withoutSynthetic(FunctionDef f) {
    return copy(f, f.access() & ~0x1000, f.exceptions(), f.attributes(), f.details());
  }

  private static FunctionDef withoutExceptions(FunctionDef f) {
    return copy(f, f.access(), List.of(), f.attributes(), f.details());
  }

  private static FunctionDef withoutTypeAnnotations(FunctionDef f) {
    Attributes a = f.attributes();
    Attributes fewer = new Attributes(a.signature(), a.annotations(), List.of(), a.unknown());
    return copy(f, f.access(), f.exceptions(), fewer, f.details());
  }

  private static FunctionDef copy(
      FunctionDef f, int access, List<String> exceptions, Attributes attributes, Details details) {
    return new FunctionDef(
        access, f.name(), f.descriptor(), exceptions, attributes, details, f.code());
  }
}
