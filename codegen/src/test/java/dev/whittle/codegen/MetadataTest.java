package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.Access;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hazards 32 to 37 and 59: attributes come back, also where nothing but their presence counts. */
class MetadataTest {
  @Test
  void declarationsOfJavacComeBack() throws IOException {
    String source;
    try (var in = MetadataTest.class.getResourceAsStream("/metadata/Declarations.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Program before = Program.compile("Declarations", source);
    Map<String, byte[]> after = before.roundTrip(UnaryOperator.identity()).classes();
    before
        .classes()
        .forEach((name, bytes) -> assertEquals(lines(bytes), lines(after.get(name)), name));
  }

  private static String lines(byte[] classFile) {
    return String.join("\n", ClassText.of(classFile));
  }

  /** What code surrounds an instruction with, when operands do not stay on the stack, is not it. */
  @Test
  void annotationsOnCodeStayOnTheirInstructions() throws IOException {
    String source;
    try (var in = MetadataTest.class.getResourceAsStream("/metadata/Declarations.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Program before = Program.compile("Declarations", source);
    List<String> annotated = annotationsOnCode(before);
    for (String kind : List.of("NEW", "INVOKEDYNAMIC", "CATCH 2", "CATCH 4")) {
      assertTrue(annotated.stream().anyMatch(line -> line.endsWith(kind)), kind + annotated);
    }
    BodyTransforms.all()
        .forEach(
            (name, how) -> {
              // The others move statements, and leave what refers to them where it was.
              if (!name.startsWith("leaves first")) {
                assertEquals(annotated, annotationsOnCode(before.roundTrip(how)), name);
              }
            });
  }

  /** By class and method: annotation, and what it is on. */
  private static List<String> annotationsOnCode(Program program) {
    List<String> lines = new ArrayList<>();
    program
        .classes()
        .forEach(
            (name, bytes) -> {
              for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
                method
                    .code()
                    .map(CodeAttribute.class::cast)
                    .ifPresent(
                        code ->
                            code.findAttribute(
                                    java.lang.classfile.Attributes.runtimeVisibleTypeAnnotations())
                                .ifPresent(
                                    all ->
                                        all.annotations()
                                            .forEach(
                                                a ->
                                                    target(a, code)
                                                        .ifPresent(
                                                            target ->
                                                                lines.add(
                                                                    name
                                                                        + "."
                                                                        + method.methodName()
                                                                        + " "
                                                                        + number(a)
                                                                        + " "
                                                                        + target)))));
              }
            });
    Collections.sort(lines);
    return lines;
  }

  private static List<Integer> number(TypeAnnotation annotation) {
    return annotation.annotation().elements().stream()
        .map(element -> element.value() instanceof AnnotationValue.OfInt n ? n.intValue() : 0)
        .toList();
  }

  private static Optional<String> target(TypeAnnotation annotation, CodeAttribute code) {
    return switch (annotation.targetInfo()) {
      case TypeAnnotation.OffsetTarget on -> opcode(code, code.labelToBci(on.target()));
      case TypeAnnotation.TypeArgumentTarget on -> opcode(code, code.labelToBci(on.target()));
      case TypeAnnotation.CatchTarget on -> Optional.of("CATCH " + on.exceptionTableIndex());
      default -> Optional.empty();
    };
  }

  /** The access, call, allocation, cast or test at a pc; javac annotates casts it leaves out. */
  private static Optional<String> opcode(CodeAttribute code, int at) {
    int pc = 0;
    for (CodeElement element : code.elementList()) {
      if (element instanceof Instruction instruction) {
        if (pc == at) {
          return Optional.of(instruction.opcode())
              .filter(opcode -> opcode.bytecode() >= GETSTATIC)
              .map(Enum::name);
        }
        pc += instruction.sizeInBytes();
      }
    }
    throw new AssertionError("an annotation on no instruction: " + at);
  }

  @Test
  void moduleDeclarationsComeBack() throws IOException {
    for (String module : List.of("java.base", "java.desktop", "jdk.compiler")) {
      byte[] before;
      try (var in =
          ModuleLayer.boot().findModule(module).isPresent()
              ? ModuleLayer.boot().findModule(module).get().getResourceAsStream("module-info.class")
              : null) {
        if (in == null) {
          continue;
        }
        before = in.readAllBytes();
      }
      ClassDef lowered = ClassLowering.lower(before);
      ModuleDef again = ClassLowering.lower(ClassEmitter.emit(lowered)).module();
      assertEquals(lowered.module(), again);
      assertTrue(again.exports().size() > 3, module);
    }
  }

  private static ClassDef main(int version) {
    return ClassLowering.lower(HandMadeClass.of(version, method -> method.visitInsn(RETURN)));
  }

  private static ClassDef with(ClassDef c, ClassDef.Nesting nesting, Attributes attributes) {
    return new ClassDef(
        c.version(),
        c.access(),
        c.name(),
        c.superName(),
        c.interfaces(),
        nesting,
        c.source(),
        List.of(),
        null,
        attributes,
        c.fields(),
        c.functions());
  }

  /** An empty list still seals, and a record without components is a record. */
  @Test
  void emptyAttributesStay() {
    ClassDef.Nesting nesting = new ClassDef.Nesting(null, List.of(), null, List.of(), List.of());
    Attributes raw =
        new Attributes(
            null,
            List.of(),
            List.of(),
            List.of(new Attributes.Raw("A", "00ff10"), new Attributes.Raw("B", "")));
    ClassModel model = ClassFile.of().parse(ClassEmitter.emit(with(main(V17), nesting, raw)));
    String names =
        model.attributes().stream()
            .map(Attribute::attributeName)
            .map(Object::toString)
            .collect(Collectors.joining(" "));
    assertTrue(names.contains("PermittedSubclasses"), names);
    assertTrue(names.contains("Record"), names);
    assertTrue(names.indexOf('A') < names.indexOf('B'), names);
  }

  private static FunctionDef detailed(FunctionDef function, FunctionDef.Details details) {
    return new FunctionDef(
        function.access() | Access.SYNTHETIC | Access.DEPRECATED,
        function.name(),
        function.descriptor(),
        function.exceptions(),
        function.attributes(),
        details,
        function.code());
  }

  @Test
  void emptyMethodAttributesAndPseudoFlagsStay() throws ReflectiveOperationException {
    for (int version : new int[] {V1_4, V1_8}) {
      ClassDef definition = main(version);
      FunctionDef.Details details =
          new FunctionDef.Details(
              List.of(new FunctionDef.Parameter(null, Access.MANDATED)),
              List.of(List.of()),
              List.of(List.of()),
              null);
      FunctionDef function = detailed(definition.functions().getLast(), details);
      byte[] bytes =
          ClassEmitter.emit(
              definition.withMembers(
                  List.of(), List.of(definition.functions().getFirst(), function)));
      assertEquals(details, ClassLowering.lower(bytes).functions().getLast().details());
      assertEquals(function.access(), ClassLowering.lower(bytes).functions().getLast().access());
      Class<?> main = Program.of("Main", bytes).loader().loadClass("Main");
      var method = main.getDeclaredMethod("body", StringBuilder.class);
      assertTrue(method.isSynthetic());
      assertArrayEquals(new Annotation[1][0], method.getParameterAnnotations());
    }
  }

  /** The attribute may count parameters that the descriptor does not have (JVMS 4.7.18). */
  @Test
  void annotationsOfUndeclaredParametersStay() {
    ClassDef definition = main(V1_8);
    FunctionDef.Details details =
        new FunctionDef.Details(null, List.of(List.of(), List.of(everyValue())), null, null);
    FunctionDef function = detailed(definition.functions().getLast(), details);
    byte[] bytes = ClassEmitter.emit(definition.withMembers(List.of(), List.of(function)));
    assertEquals(details, ClassLowering.lower(bytes).functions().getLast().details());
  }

  private static dev.whittle.ir.Annotation everyValue() {
    Value number = new Value.Const('S', new Constant.Int(-7));
    Value wide = new Value.Const('J', new Constant.Long(1L << 40));
    Value text = new Value.Const('s', new Constant.Str("text"));
    Value named = new Value.EnumConst("La/E;", "ONE");
    Value type = new Value.ClassConst("[La/B;");
    Value nested = new Value.Nested(new dev.whittle.ir.Annotation("La/N;", List.of()));
    Value array = new Value.Array(List.of(text, text));
    List<dev.whittle.ir.Annotation.Element> elements =
        Stream.of(number, wide, text, named, type, nested, array)
            .map(value -> new dev.whittle.ir.Annotation.Element("element", value))
            .toList();
    return new dev.whittle.ir.Annotation("La/A;", elements);
  }

  /** Several lines at one point, the extreme ones, and a variable that only generics name. */
  @Test
  void oddDebugTablesStay() {
    ClassDef definition = main(V1_8);
    FunctionDef function = definition.functions().getLast();
    Body body = function.code().body();
    Body.Extent all = new Body.Extent(0, 0, 1);
    Body anchored = body.withPoints(List.of(all, all), Ints.of(0, 0, 0));
    Locations locations =
        new Locations(
            Ints.of(0, 65_535, 7),
            List.of(
                new Locations.Variable("plain", "Ljava/lang/StringBuilder;", null),
                new Locations.Variable("generic", null, "TT;")),
            List.of());
    FunctionDef debugged = function.withCode(new CodeHandle.Code(anchored, locations));
    byte[] bytes = ClassEmitter.emit(definition.withMembers(List.of(), List.of(debugged)));
    String text = CodeText.of(bytes).toString();
    assertTrue(text.contains("line 0 0\nline 65535 0\nline 7 0"), text);
    assertTrue(text.contains("variable plain Ljava/lang/StringBuilder; 0: 0+1"), text);
    assertTrue(text.contains("generic generic TT; 0: 0+1"), text);
    assertFalse(text.contains("variable generic"), text);
    FunctionDef again = ClassLowering.lower(bytes).functions().getLast();
    assertEquals(locations.lines(), again.code().locations().lines());
  }

  /** A goto to the next block that carries a line becomes a nop (hazard 59). */
  @Test
  void aLineOnAGotoBecomesANop() {
    String text =
        """
        class public super Main extends java/lang/Object version 52.0 {
          fun static body()V {
            bb0:
              .line 3
              goto bb1
            bb1:
              .line 4
              goto bb2
            bb2:
              return
          }
        }
        """;
    byte[] bytes = ClassEmitter.emit(dev.whittle.ir.text.MirParser.parseClass(text));
    String code = CodeText.of(bytes).toString();
    assertTrue(code.contains("2: Return"), code);
    assertTrue(code.contains("line 3 0\nline 4 1"), code);
  }
}
