package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.text.MirParser;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** The fast planner plans what compilers wrote, and plans it as the general one does. */
class StackOrderPlannerTest {
  @Test
  void plansAsTheGeneralPlanner() throws IOException {
    Path jar =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    int planned = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          ClassDef definition = ClassLowering.lower(in.readAllBytes());
          for (var function : definition.functions()) {
            if (function.code() != null) {
              Body body = function.code().body();
              CodePlan inOrder = StackOrderPlanner.plan(body);
              String name = definition.name() + "." + function.name();
              assertNotNull(inOrder, name);
              assertSame(CodePlanner.planWithTable(body), inOrder, body, name);
              planned++;
            }
          }
        }
      }
    }
    assertTrue(planned > 500, "only " + planned);
  }

  private static void assertSame(CodePlan expected, CodePlan plan, Body body, String name) {
    assertEquals(expected.size(), plan.size(), name);
    for (int i = 0; i < plan.size(); i++) {
      assertEquals(expected.opcode(i), plan.opcode(i), name);
      assertEquals(expected.argument(i), plan.argument(i), name);
      if (!(plan.symbol(i) instanceof CodePlan.SwitchTargets targets)) {
        assertEquals(expected.symbol(i), plan.symbol(i), name);
      } else {
        CodePlan.SwitchTargets others = (CodePlan.SwitchTargets) expected.symbol(i);
        assertEquals(text(others), text(targets), name);
      }
    }
    assertEquals(expected.pointCount(), plan.pointCount(), name);
    for (int point = 0; point <= plan.pointCount(); point++) {
      assertEquals(expected.pointStart(point), plan.pointStart(point), name);
    }
    assertEquals(expected.labelCount(), plan.labelCount(), name);
    for (int label = 0; label < plan.labelCount(); label++) {
      assertEquals(expected.labelStart(label), plan.labelStart(label), name);
      assertEquals(expected.isTarget(label), plan.isTarget(label), name);
    }
    assertEquals(expected.maxStack(), plan.maxStack(), name);
    assertEquals(expected.maxLocals(), plan.maxLocals(), name);
    for (Block block : body.blocks()) {
      for (Statement statement : block.statements()) {
        if (statement instanceof Statement.New site) {
          assertEquals(expected.newSite(site.result()), plan.newSite(site.result()), name);
        }
      }
    }
  }

  private static String text(CodePlan.SwitchTargets targets) {
    return "%s %s %s %d"
        .formatted(
            targets.form(),
            List.of(java.util.Arrays.stream(targets.keys()).boxed().toArray()),
            List.of(java.util.Arrays.stream(targets.labels()).boxed().toArray()),
            targets.otherwise());
  }

  /** Operands in another order, in another block, twice, not at all, and edges that differ. */
  @Test
  void leavesTheRest() {
    for (String code :
        List.of(
            "bb0 {_0: int, _1: int}:  %0 = _0  %1 = _1  %2 = isub %1, %0  return %2",
            "bb0 {_0: int, _1: int}:  %0 = _0  %1 = isub %0, %0  return %1",
            "bb0 {_0: int, _1: int}:  %0 = _0  %1 = _1  return %0",
            "bb0 {_0: int, _1: int}:  %0 = _0  goto bb1  bb1 {_0: int}:  %1 = _0  return %1",
            "bb0 {_0: int, _1: int}:  %0 = _0  %1 = _1"
                + "  if eq_zero %1 goto bb1 else bb2(%0)"
                + "  bb1:  %2 = 1  return %2  bb2(%3: int):  return %3",
            "bb0 {_0: int, _1: int}:  %0 = _0  %1 = _1  discard %0  return %1")) {
      ClassDef definition =
          MirParser.parseClass(
              "class A extends java/lang/Object version 69.0 { fun static m(II)I {"
                  + " params _0: int @0, _1: int @1 "
                  + code
                  + " } }");
      Body body = definition.functions().getFirst().code().body();
      assertNull(StackOrderPlanner.plan(body), code);
      assertNotNull(CodePlanner.plan(body));
    }
  }
}
