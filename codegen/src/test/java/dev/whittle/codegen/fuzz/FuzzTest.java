package dev.whittle.codegen.fuzz;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A few random programs, others each time; {@code corpus/fuzz} does many. */
class FuzzTest {
  private static long seed() {
    long seed = System.currentTimeMillis() % 1_000_000_000;
    System.out.println("fuzz seed " + seed);
    return seed;
  }

  @Test
  void randomClasses() {
    long seed = seed();
    Tally tally = Tally.NONE;
    for (int i = 0; i < 60; i++) {
      tally = tally.plus(Trial.MIR.round(seed + i));
    }
    assertEquals(600, tally.functions());
    assertTrue(tally.compared() > 900, tally.toString());
  }

  /** Twelve copies of a switch over a thousand keys are no code of a method, and no finding. */
  @Test
  void subroutinesThatGrowTooLargeArePassedOver() {
    List<String> lines = new ArrayList<>(List.of("class Grown 48", "function f0 (I)V", "b0:"));
    for (int i = 0; i < 12; i++) {
      lines.add("jsr b1");
    }
    String keys = IntStream.range(0, 1000).mapToObj(k -> 2 * k + ":b2 ").collect(joining());
    lines.addAll(List.of("return", "b1:", "astore 1", "iload 0", "lookupswitch " + keys + "b2"));
    lines.addAll(List.of("b2:", "ret 1"));
    assertEquals(new Tally(0, 0, 1), new BytecodeCase(lines, 1).check());
    lines.subList(4, 15).clear();
    assertEquals(0, new BytecodeCase(lines, 1).check().passedOver());
  }

  /** There are constructors with blocks before the other is called, and locks across blocks. */
  @Test
  void constructorsAndLocksAreMade() {
    int raw = 0;
    int locked = 0;
    for (int seed = 0; seed < 60; seed++) {
      for (FunctionDef function : RandomClass.of(seed, 10).functions()) {
        List<Block> blocks = function.code().body().blocks();
        boolean isRaw =
            blocks.stream()
                .skip(1)
                .anyMatch(block -> block.entry().types().contains(new VType.UninitThis()));
        raw += isRaw ? 1 : 0;
        locked += blocks.stream().anyMatch(FuzzTest::keepsLock) ? 1 : 0;
      }
    }
    assertTrue(raw > 5 && locked > 30, raw + " constructors, " + locked + " with locks");
  }

  private static boolean keepsLock(Block block) {
    List<Statement> statements = block.statements();
    return statements.stream().filter(s -> s instanceof Statement.MonitorEnter).count()
        > statements.stream().filter(s -> s instanceof Statement.MonitorExit).count();
  }

  @Test
  void randomCode() {
    long seed = seed();
    Tally tally = Tally.NONE;
    for (int i = 0; i < 60; i++) {
      tally = tally.plus(Trial.BYTECODE.round(seed + i));
    }
    assertTrue(tally.functions() > 120 && tally.compared() > 360, tally.toString());
  }

  /** What is found in bytecode is made small, too. */
  @Test
  void codeReducerKeepsTheFinding() {
    List<String> lines =
        List.of(
            "class Bad 49",
            "function f0 (I)I",
            "iload 0",
            "jump b1",
            "b1:",
            "iload 0",
            "ifne b1",
            "iconst_2",
            "ireturn");
    BytecodeCase bad = new BytecodeCase(lines, 1);
    Finding finding = assertThrows(Finding.class, bad::check);
    List<String> reduced = bad.reduced(finding, 30).lines();
    assertEquals(List.of("class Bad 49 bounded", "jump b1"), reduced);
  }

  /** One class for each release. */
  @Test
  void randomSources() {
    long seed = seed();
    for (int i = 0; i < 4; i++) {
      assertEquals(100, Trial.JAVA.round(seed + i).functions());
    }
  }

  /** The reducer of sources leaves the lines that the finding needs. */
  @Test
  void sourceReducerKeepsTheFinding() {
    List<String> lines =
        List.of(
            "public class Bad {",
            "  public static int f0(int a, int b) {",
            "    int c = a;",
            "    if (a > b) {",
            "      c++;",
            "      c = unknown;",
            "    }",
            "    return a;",
            "  }",
            "}");
    JavaCase bad = new JavaCase("Bad", lines, List.of("-proc:none"));
    Finding finding = assertThrows(Finding.class, bad::check);
    List<String> reduced = bad.reduced(finding, 30).lines();
    assertTrue(reduced.size() < lines.size(), reduced.toString());
    assertThrows(Finding.class, () -> new JavaCase("Bad", reduced, bad.options()).check());
  }

  @Test
  void damagedInputs() {
    long seed = seed();
    Tally tally = Tally.NONE;
    for (int i = 0; i < 20; i++) {
      tally = tally.plus(Trial.READERS.round(seed + i));
    }
    assertTrue(tally.compared() > 200 && tally.passedOver() > 100, tally.toString());
  }

  /** What was found and is fixed; each file says what it was. */
  @TestFactory
  Stream<DynamicTest> keptFindings() throws IOException, URISyntaxException {
    List<DynamicTest> tests = new ArrayList<>();
    Path directory = Path.of(FuzzTest.class.getResource("/fuzz").toURI());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        String name = file.getFileName().toString();
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () -> {
                  if (name.endsWith(".mir")) {
                    keptMir(text);
                  } else {
                    keptCode(text);
                  }
                }));
      }
    }
    return tests.stream();
  }

  private static void keptMir(String text) {
    ClassDef program = MirParser.parseClass(text);
    for (int seed = 0; seed < 5; seed++) {
      assertTrue(new MirCase(program, seed).check().compared() > 0);
    }
  }

  private static void keptCode(String text) {
    List<String> lines = text.lines().filter(line -> !line.startsWith(";;")).toList();
    for (int seed = 0; seed < 5; seed++) {
      assertTrue(new BytecodeCase(lines, seed).check().compared() > 0);
    }
  }

  @Test
  void seedDecides() {
    assertEquals(MirPrinter.print(RandomClass.of(7, 9)), MirPrinter.print(RandomClass.of(7, 9)));
    assertNotEquals(MirPrinter.print(RandomClass.of(7, 9)), MirPrinter.print(RandomClass.of(8, 9)));
  }

  private static final String SUM =
      """
      class public super Sum extends java/lang/Object version 69.0 {
        fun public static f0(I)I {
          params _0: int @0
          locals _1: int @1
          bb0 {_0: int}:
            %0 = 7
            _1 = %0
            %1 = 5
            %2 = iadd %1, %1
            call static dev/whittle/codegen/fuzz/Trace.note(I)V (%2)
            goto bb1(%0)
          bb1(%3: int) {_0: int, _1: int}:
            %4 = _0
            %5 = iadd %3, %4
            return %5
        }
      }
      """;

  /** The reducer leaves what the finding needs: here, an addition and its result. */
  @Test
  void reducerKeepsTheFinding() {
    ClassDef program = MirParser.parseClass(SUM);
    ClassDef reduced = MirReducer.reduce(program, FuzzTest::addsForItsResult, 30);
    assertTrue(addsForItsResult(reduced));
    Body body = reduced.functions().getFirst().code().body();
    assertEquals(1, body.blocks().size());
    assertTrue(body.pointCount() <= 4, MirPrinter.print(reduced));
  }

  private static boolean addsForItsResult(ClassDef program) {
    return MirPrinter.print(program).matches("(?s).*(%\\d+) = iadd .*return \\1\n.*");
  }

  /** An interpreter that is wrong, or code that is, shows. */
  @Test
  void differenceIsFound() {
    ClassDef program = MirParser.parseClass(SUM);
    assertEquals(2, new MirCase(program, 1).check().compared());
    Finding finding =
        assertThrows(
            Finding.class, () -> new MirCase(program, 1).check(FuzzTest::subtractingInstead));
    assertEquals("run", finding.kind());
  }

  private static final String FAILING =
      """
      class public super Failing extends java/lang/Object version 69.0 {
        fun public static f0(I)I {
          params _0: int @0
          bb0 {_0: int}:
            .line 7
            %0 = 9
            .line 8
            %1 = call static dev/whittle/codegen/fuzz/Trace.fail(I)I (%0)
            return %1
        }
      }
      """;

  /** What the interpreter says of lines is held against the first class already. */
  @Test
  void otherLineIsFound() {
    ClassDef program = MirParser.parseClass(FAILING);
    ClassDef other = MirParser.parseClass(FAILING.replace(".line 8", ".line 9"));
    assertEquals(2, new MirCase(program, 1).check().compared());
    Finding finding = assertThrows(Finding.class, () -> new MirCase(program, 1).check(_ -> other));
    assertEquals("lines, run", finding.kind());
  }

  private static ClassDef subtractingInstead(ClassDef program) {
    FunctionDef function = program.functions().getFirst();
    Body body = function.code().body();
    List<Block> blocks =
        body.blocks().stream()
            .map(
                block ->
                    block.withStatements(
                        block.statements().stream().map(FuzzTest::subtracting).toList()))
            .toList();
    Body other = body.withBlocks(blocks);
    return program.withMembers(
        List.of(),
        List.of(function.withCode(new CodeHandle.Code(other, function.code().locations()))));
  }

  private static Statement subtracting(Statement statement) {
    return statement instanceof Statement.Binary(int result, BinaryOp _, int left, int right)
        ? new Statement.Binary(result, BinaryOp.ISUB, left, right)
        : statement;
  }
}
