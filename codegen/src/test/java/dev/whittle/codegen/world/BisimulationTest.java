package dev.whittle.codegen.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The proof holds for code that does the same in another way, and for no mistake. */
class BisimulationTest {
  /** Code in which every instruction matters, so that every mistake can be seen. */
  static final class Subject {
    private Subject() {}

    static int collatz(int start, int limit) {
      int value = start;
      int steps = 0;
      while (value != 1 && steps < limit) {
        if (value % 2 == 0) {
          value = value / 2;
        } else {
          value = 3 * value + 1;
        }
        steps++;
      }
      return steps - value;
    }

    static int parsed(String text, List<String> log) {
      int result = 4;
      for (String word : text.split(" ")) {
        try {
          int before = result;
          result = Integer.parseInt(word) - before;
        } catch (NumberFormatException e) {
          log.add(e.getMessage());
          result -= 3;
        }
      }
      return result;
    }

    static long mixed(long seed, double scale, int[] into) {
      long state = seed;
      for (int i = 0; i < into.length; i++) {
        synchronized (into) {
          state ^= state << 13;
          into[i] = (int) (state * scale) - i;
        }
        state += into[i] == 2 ? seed : -state;
      }
      return state;
    }
  }

  private static byte[] subject() throws IOException {
    try (var in = BisimulationTest.class.getResourceAsStream("BisimulationTest$Subject.class")) {
      return in.readAllBytes();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMistakeIsNoticed() throws IOException {
    byte[] before = subject();
    assertEquals(Map.of(), Bisimulation.differences(before, before));
    return Stream.of(Mutant.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.name(),
                    () -> {
                      Map<Integer, byte[]> mutants = kind.of(before);
                      assertTrue(mutants.size() > 1, "sites: " + mutants.size());
                      List<Integer> unnoticed = new ArrayList<>();
                      mutants.forEach(
                          (site, mutant) -> {
                            if (Bisimulation.differences(before, mutant).isEmpty()) {
                              unnoticed.add(site);
                            }
                          });
                      assertEquals(List.of(), unnoticed, "of " + mutants.size());
                    }));
  }

  private static final Set<Mutant> SEEN_BY_DEBUGGERS =
      EnumSet.of(
          Mutant.OTHER_LINE,
          Mutant.INCREMENT_MOVED_OVER_A_LINE,
          Mutant.OTHER_VARIABLE_SLOT,
          Mutant.EARLY_VARIABLE);

  /** Code that was cleaned up for a release is another, and a mistake in it is noticed. */
  @TestFactory
  Stream<DynamicTest> mistakesInCleanedUpCodeAreNoticed() throws IOException {
    byte[] before = subject();
    byte[] cleaned =
        ClassEmitter.emit(CodeCleaner.of(CleanUps.RELEASE).clean(ClassLowering.lower(before)));
    assertTrue(cleaned.length < before.length);
    assertEquals(List.of(), differencesOfTraces(before, cleaned));
    return EnumSet.complementOf(EnumSet.copyOf(SEEN_BY_DEBUGGERS)).stream()
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.name(),
                    () -> {
                      List<Integer> unnoticed = new ArrayList<>();
                      kind.of(cleaned)
                          .forEach(
                              (site, mutant) -> {
                                if (differencesOfTraces(before, mutant).isEmpty()) {
                                  unnoticed.add(site);
                                }
                              });
                      assertEquals(List.of(), unnoticed);
                    }));
  }

  private static List<String> differencesOfTraces(byte[] before, byte[] after) {
    Map<String, Code> codes = new ClassBytes(after).codes();
    return new ClassBytes(before)
        .codes().entrySet().stream()
            .map(e -> Bisimulation.differenceOfTraces(e.getValue(), codes.get(e.getKey())))
            .filter(difference -> difference != null)
            .toList();
  }

  static Code code(Consumer<MethodVisitor> content) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, "A", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "(IJ)I", null, null);
    method.visitCode();
    content.accept(method);
    method.visitMaxs(9, 9);
    writer.visitEnd();
    return new ClassBytes(writer.toByteArray()).codes().get("m(IJ)I");
  }

  static void call(MethodVisitor m) {
    m.visitMethodInsn(Opcodes.INVOKESTATIC, "A", "f", "(I)I", false);
  }

  @Test
  void operandsOfLoopsMayBeInSlots() {
    Code onStack =
        code(
            m -> {
              Label head = new Label();
              m.visitVarInsn(Opcodes.ILOAD, 0);
              m.visitLabel(head);
              call(m);
              m.visitInsn(Opcodes.DUP);
              m.visitJumpInsn(Opcodes.IFNE, head);
              m.visitInsn(Opcodes.IRETURN);
            });
    assertNull(Bisimulation.difference(onStack, spilled(3)));
    assertNotNull(Bisimulation.difference(onStack, spilled(0)));
  }

  /**
   * {@code x = f(x)} in a loop, the value being in a slot on the back edge, and read from there or
   * elsewhere.
   */
  private static Code spilled(int read) {
    return code(
        m -> {
          Label head = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitVarInsn(Opcodes.ISTORE, 3);
          m.visitLabel(head);
          m.visitVarInsn(Opcodes.ILOAD, read);
          call(m);
          m.visitVarInsn(Opcodes.ISTORE, 3);
          m.visitVarInsn(Opcodes.ILOAD, 3);
          m.visitJumpInsn(Opcodes.IFNE, head);
          m.visitVarInsn(Opcodes.ILOAD, 3);
          m.visitInsn(Opcodes.IRETURN);
        });
  }

  /** Where ways meet, values are joined by pairs: the same two on both ways are one value after. */
  private static Code choice(boolean negated, boolean crossed) {
    return code(
        m -> {
          Label other = new Label();
          Label end = new Label();
          m.visitVarInsn(Opcodes.ILOAD, 0);
          m.visitJumpInsn(negated ? Opcodes.IFNE : Opcodes.IFEQ, other);
          m.visitInsn(negated != crossed ? Opcodes.ICONST_1 : Opcodes.ICONST_2);
          m.visitVarInsn(Opcodes.ISTORE, 3);
          m.visitJumpInsn(Opcodes.GOTO, end);
          m.visitLabel(other);
          m.visitInsn(negated != crossed ? Opcodes.ICONST_2 : Opcodes.ICONST_1);
          m.visitVarInsn(Opcodes.ISTORE, 3);
          m.visitLabel(end);
          m.visitVarInsn(Opcodes.ILOAD, 3);
          m.visitInsn(Opcodes.IRETURN);
        });
  }

  @Test
  void branchesAndTheirOpposites() {
    assertNull(Bisimulation.difference(choice(false, false), choice(true, false)));
    assertNotNull(Bisimulation.difference(choice(false, false), choice(false, true)));
    assertNotNull(Bisimulation.difference(choice(false, false), choice(true, true)));
  }

  /** A subroutine is its copies: {@code f(1); f(2)} by way of a subroutine that calls. */
  @Test
  void subroutinesAndTheirCopies() {
    Code subroutine =
        code(
            m -> {
              Label start = new Label();
              m.visitInsn(Opcodes.ICONST_1);
              m.visitVarInsn(Opcodes.ISTORE, 3);
              m.visitJumpInsn(Opcodes.JSR, start);
              m.visitInsn(Opcodes.ICONST_2);
              m.visitVarInsn(Opcodes.ISTORE, 3);
              m.visitJumpInsn(Opcodes.JSR, start);
              m.visitVarInsn(Opcodes.ILOAD, 3);
              m.visitInsn(Opcodes.IRETURN);
              m.visitLabel(start);
              m.visitVarInsn(Opcodes.ASTORE, 4);
              m.visitVarInsn(Opcodes.ILOAD, 3);
              call(m);
              m.visitInsn(Opcodes.POP);
              m.visitVarInsn(Opcodes.RET, 4);
            });
    assertNull(Bisimulation.difference(subroutine, copied(1, 2)));
    assertNotNull(Bisimulation.difference(subroutine, copied(2, 1)));
    assertNotNull(Bisimulation.difference(subroutine, copied(1)));
  }

  private static Code copied(int... calls) {
    return code(
        m -> {
          for (int value : calls) {
            m.visitInsn(Opcodes.ICONST_0 + value);
            call(m);
            m.visitInsn(Opcodes.POP);
          }
          m.visitInsn(Opcodes.ICONST_0 + calls[calls.length - 1]);
          m.visitInsn(Opcodes.IRETURN);
        });
  }
}
