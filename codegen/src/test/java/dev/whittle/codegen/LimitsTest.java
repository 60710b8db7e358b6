package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.lower.ClassLowering;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Hazards 26 to 29 and 31: what is as large as a class file allows, larger, or very large. */
class LimitsTest {
  private static Program roundTrip(byte[] classFile) {
    return Program.of("Main", classFile).roundTrip(UnaryOperator.identity());
  }

  /** {@code nops} instructions of one byte, and a return. */
  private static byte[] methodOf(int nops) {
    return HandMadeClass.of(
        V1_8,
        method -> {
          for (int i = 0; i < nops; i++) {
            method.visitInsn(NOP);
          }
          method.visitInsn(RETURN);
        });
  }

  @Test
  void largestMethodStaysAsLarge() {
    byte[] before = methodOf(65_534);
    assertEquals(CodeText.of(before), CodeText.of(roundTrip(before).classes().get("Main")));
  }

  @Test
  void largerMethodIsNamed() {
    ClassDef definition = ClassLowering.lower(methodOf(65_534));
    FunctionDef function = definition.functions().getLast();
    Body body = function.code().body();
    Block block = body.blocks().getFirst();
    List<Statement> longer = new ArrayList<>(block.statements());
    longer.add(new Statement.Nop());
    Body larger = body(List.of(block(longer, block.terminator())), body.tempCount());
    CodegenLimit limit =
        assertThrows(CodegenLimit.class, () -> ClassEmitter.emit(with(definition, larger)));
    assertEquals("Main", limit.className());
    assertEquals("body()V", limit.method());
    assertEquals(65_536, limit.size());
  }

  private static ClassDef with(ClassDef definition, Body body) {
    FunctionDef function =
        new FunctionDef(
            ACC_STATIC,
            "body",
            "()V",
            List.of(),
            Attributes.NONE,
            FunctionDef.Details.NONE,
            new CodeHandle.Code(body, Locations.NONE));
    return definition.withMembers(List.of(), List.of(function));
  }

  private static Block block(List<Statement> statements, Terminator terminator) {
    return new Block(List.of(), EntryTypes.EMPTY, Ints.EMPTY, statements, terminator);
  }

  private static Body body(List<Block> blocks, int temps) {
    return new Body(List.of(), 0, blocks, List.of(), temps, List.of(), Ints.EMPTY);
  }

  private static Body stringsBody(int count, int first, int length) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = Integer.toString(first + i) + "x".repeat(length);
      statements.add(new Statement.Const(i, new Constant.Str(text)));
      statements.add(new Statement.Discard(Ints.of(i)));
    }
    return body(
        List.of(block(statements, new Terminator.Return(Terminator.NONE))), statements.size());
  }

  @Test
  void largerPoolIsNamed() {
    ClassDef definition = ClassLowering.lower(methodOf(1));
    List<FunctionDef> functions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ClassDef with = with(definition, stringsBody(10_000, 10_000 * i, 0));
      functions.add(with.functions().getFirst());
    }
    CodegenLimit limit =
        assertThrows(
            CodegenLimit.class,
            () -> ClassEmitter.emit(definition.withMembers(List.of(), functions)));
    assertEquals("Main", limit.className());
    assertTrue(limit.size() > 80_000, limit.getMessage());
  }

  @Test
  void longerStringIsNamed() {
    ClassDef definition = ClassLowering.lower(methodOf(1));
    CodegenLimit limit =
        assertThrows(
            CodegenLimit.class,
            () -> ClassEmitter.emit(with(definition, stringsBody(1, 0, 65_535))));
    assertEquals(65_536, limit.size());
    String fits =
        CodeText.of(ClassEmitter.emit(with(definition, stringsBody(1, 0, 65_534)))).toString();
    assertTrue(fits.contains("xxx"));
  }

  /**
   * The most used of more than 255 constants have the short form of ldc where all are in one
   * method.
   */
  @Test
  void mostUsedConstantsHaveLowIndices() {
    byte[] before =
        HandMadeClass.of(
            V1_8,
            method -> {
              for (int i = 0; i < 400; i++) {
                method.visitLdcInsn("once" + i);
                method.visitInsn(POP);
              }
              for (int i = 0; i < 3 * 100; i++) {
                method.visitLdcInsn("often" + i % 100);
                method.visitInsn(POP);
              }
              method.visitInsn(RETURN);
            });
    String after = CodeText.of(roundTrip(before).classes().get("Main")).toString();
    assertEquals(300, after.lines().filter(line -> line.contains(" LDC often")).count());
    assertEquals(155, after.lines().filter(line -> line.contains(" LDC once")).count());
  }

  /** No method gets longer so that another gets shorter: early constants have low indices. */
  @Test
  void earlyConstantsKeepLowIndices() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(V1_8, ACC_PUBLIC, "Main", null, "java/lang/Object", null);
    loading(writer, "first", "once", 100, 1);
    loading(writer, "second", "often", 300, 3);
    writer.visitEnd();
    byte[] before = writer.toByteArray();
    String original = CodeText.of(before).toString();
    assertEquals(100, original.lines().filter(line -> line.contains(" LDC once")).count());
    String after = CodeText.of(roundTrip(before).classes().get("Main")).toString();
    assertEquals(100, after.lines().filter(line -> line.contains(" LDC once")).count());
    assertEquals(3 * 155, after.lines().filter(line -> line.contains(" LDC often")).count());
  }

  private static void loading(
      ClassWriter writer, String name, String prefix, int constants, int times) {
    MethodVisitor method = writer.visitMethod(ACC_STATIC, name, "()V", null, null);
    for (int i = 0; i < times * constants; i++) {
      method.visitLdcInsn(prefix + i % constants);
      method.visitInsn(POP);
    }
    method.visitInsn(RETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
  }

  @Test
  void arrayInitializerOfTenThousandElements() {
    byte[] before =
        HandMadeClass.of(
            V1_8,
            method -> {
              method.visitIntInsn(SIPUSH, 10_000);
              method.visitIntInsn(NEWARRAY, T_SHORT);
              for (int i = 1_000; i < 10_000; i++) {
                method.visitInsn(DUP);
                method.visitIntInsn(SIPUSH, i);
                method.visitInsn(ICONST_M1);
                method.visitInsn(SASTORE);
              }
              method.visitInsn(POP);
              method.visitInsn(RETURN);
            });
    Program same = roundTrip(before);
    assertEquals(CodeText.of(before), CodeText.of(same.classes().get("Main")));
    // Without hints the array is spilled once and the time stays linear.
    Program spilled =
        Program.of("Main", before).roundTrip(BodyTransforms.all().get("without hints"));
    assertEquals("", spilled.run("Main"));
  }

  /** Everything on the stack at once, in the wrong order. */
  @Test
  void tenThousandOperandsInReverse() {
    int count = 10_000;
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(new Statement.Const(i, new Constant.ClassRef("java/lang/Object")));
    }
    for (int i = 0; i < count; i++) {
      statements.add(new Statement.Discard(Ints.of(i)));
    }
    Body body = body(List.of(block(statements, new Terminator.Return(Terminator.NONE))), count);
    ClassDef definition = ClassLowering.lower(methodOf(1));
    Program program = Program.of("Main", ClassEmitter.emit(with(definition, body)));
    assertEquals(List.of(), program.violations(ClassLoader.getPlatformClassLoader()));
  }

  /** Strings with what UTF-8 proper cannot say (hazard 29). */
  @Test
  void oddStringsInThePool() {
    String odd = "\ud800|\udc00|\0|\u07ff|\u0800|\uffff";
    byte[] before =
        HandMadeClass.of(
            V1_8,
            method -> {
              method.visitLdcInsn(odd);
              method.visitInsn(POP);
              method.visitInsn(RETURN);
            });
    List<Object> constants = new ArrayList<>();
    new ClassReader(roundTrip(before).classes().get("Main"))
        .accept(
            new ClassVisitor(ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] errors) {
                return new MethodVisitor(ASM9) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    constants.add(value);
                  }
                };
              }
            },
            0);
    assertEquals(List.of(odd), constants);
  }
}
