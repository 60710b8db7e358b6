package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.lower.ClassLowering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Hazards 18, 37 and 58: the version of a class decides how it is verified, and never changes. */
class ClassVersionsTest {
  private static final int LAST_WITHOUT_FRAMES = 50;

  /** Minor version, major version: the eight bytes that start a class file stay. */
  @Test
  void versionsStay() {
    for (int major = V1_1 & 0xffff; major <= V25; major++) {
      int preview = major == V25 ? V_PREVIEW : 0;
      for (int version : new int[] {major, major | preview, major == 45 ? V1_1 : major}) {
        byte[] before = classFile(version, 0);
        byte[] after = Program.of("Main", before).roundTrip(body -> body).classes().get("Main");
        assertArrayEquals(Arrays.copyOf(before, 8), Arrays.copyOf(after, 8), "version " + version);
      }
    }
  }

  /** A class with a branch and no frames; COMPUTE_FRAMES would make some. */
  private static byte[] classFile(int version, int flags) {
    ClassWriter writer = new ClassWriter(flags == 0 ? ClassWriter.COMPUTE_FRAMES : flags);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "Main", null, "java/lang/Object", null);
    MethodVisitor m =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", "()Ljava/lang/String;", null, null);
    m.visitCode();
    Label other = new Label();
    m.visitInsn(ICONST_1);
    m.visitJumpInsn(IFEQ, other);
    m.visitLdcInsn("ran");
    m.visitInsn(ARETURN);
    m.visitLabel(other);
    m.visitLdcInsn("did not");
    m.visitInsn(ARETURN);
    m.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void framesMayBeAbsentUpToVersion50() {
    for (int version : new int[] {V1_4, V1_5, V1_6}) {
      Program before = Program.of("Main", classFile(version, ClassWriter.COMPUTE_MAXS));
      assertEquals("ran", before.run("Main"));
      assertEquals("ran", before.roundTrip(body -> body).run("Main"));
    }
    Program newer = Program.of("Main", classFile(V1_7, ClassWriter.COMPUTE_MAXS));
    assertThrows(VerifyError.class, () -> newer.run("Main"));
    ClassDef lowered = ClassLowering.lowerOnDemand(newer.classes().get("Main"));
    DamagedInput refused =
        assertThrows(DamagedInput.class, () -> lowered.functions().getFirst().code().body());
    assertTrue(refused.getMessage().contains("no stack map frame"), refused.getMessage());
  }

  /** Version 50 with frames keeps them, so that it is verified as before: the new way. */
  @Test
  void framesAreThereFromVersion50On() {
    for (int version = LAST_WITHOUT_FRAMES - 1; version <= LAST_WITHOUT_FRAMES + 1; version++) {
      byte[] before = classFile(version, 0);
      byte[] after = Program.of("Main", before).roundTrip(body -> body).classes().get("Main");
      boolean frames = CodeText.of(after).toString().contains("frame @");
      assertEquals(version >= LAST_WITHOUT_FRAMES, frames, "version " + version);
    }
  }

  private static final String OPTIONAL =
      """
      public class Optional {
        static class First { public String toString() { return "first"; } }
        static class Second { public String toString() { return "second"; } }
        interface Face { String name(); }
        static class One implements Face { public String name() { return "one"; } }
        static class Two implements Face { public String name() { return "two"; } }

        static class Merges {
          static String objects(int n) {
            Object o = n > 1 ? new First() : n > 0 ? new Second() : "none";
            return o.toString();
          }
          static String faces(int n) {
            Face f = n > 1 ? new One() : n > 0 ? new Two() : null;
            return f == null ? "null" : f.name();
          }
        }
        static class Catches {
          static String run(int n) {
            try { return "done " + 5 / n; } catch (Gone e) { return "gone"; }
            catch (ArithmeticException e) { return "zero"; }
          }
        }
        static class Gone extends RuntimeException {}

        public static String run() {
          StringBuilder out = new StringBuilder();
          for (int n = 0; n < 3; n++) {
            try { out.append(Merges.objects(n)); } catch (LinkageError e) { out.append(e); }
            try { out.append(Merges.faces(n)); } catch (LinkageError e) { out.append(e); }
            try { out.append(Catches.run(n)); } catch (LinkageError e) { out.append(e); }
          }
          return out.toString();
        }
      }
      """;

  /** Hazard 18: whichever optional classes are missing, what fails fails as it did. */
  @Test
  void missingClassesFailAlike() {
    Program whole = Program.compile("Optional", OPTIONAL);
    for (String missing : List.of("First", "Second", "Face", "One", "Two", "Gone", "none")) {
      Map<String, byte[]> classes = new java.util.TreeMap<>(whole.classes());
      classes.remove("Optional$" + missing);
      Program before = new Program(classes);
      Program after = before.roundTrip(body -> body);
      assertEquals(before.linkageErrors(), after.linkageErrors(), missing);
      assertEquals(before.run("Optional"), after.run("Optional"), missing);
    }
  }

  /** As above where there are no frames: what classes have in common is not asked at lowering. */
  @Test
  void missingClassesOfOldVersionsFailAlike() {
    for (int version : new int[] {V1_4, V1_6}) {
      Program before =
          Program.of(
              "Main",
              HandMadeClass.of(
                  version,
                  m -> {
                    Label other = new Label();
                    Label joined = new Label();
                    m.visitInsn(ICONST_0);
                    m.visitJumpInsn(IFEQ, other);
                    m.visitFieldInsn(GETSTATIC, "lib/First", "IT", "Llib/First;");
                    m.visitVarInsn(ASTORE, 1);
                    m.visitJumpInsn(GOTO, joined);
                    m.visitLabel(other);
                    m.visitFieldInsn(GETSTATIC, "lib/Second", "IT", "Llib/Second;");
                    m.visitVarInsn(ASTORE, 1);
                    m.visitLabel(joined);
                    m.visitVarInsn(ALOAD, 1);
                    m.visitMethodInsn(INVOKEVIRTUAL, "lib/Base", "run", "()V", false);
                    m.visitInsn(RETURN);
                  }));
      assertTrue(before.linkageErrors().toString().contains("lib/"), "finds nothing missing");
      assertEquals(before.linkageErrors(), before.roundTrip(body -> body).linkageErrors());
    }
  }
}
