package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Changes of bodies that keep their meaning and spoil the order in which values lie on the stack.
 * Each keeps the number of points, so that lines and extents stay where they are.
 */
final class BodyTransforms {
  private BodyTransforms() {}

  /** All transforms by name, the identity first. */
  static Map<String, UnaryOperator<Body>> all() {
    Map<String, UnaryOperator<Body>> all = new LinkedHashMap<>();
    all.put("as lowered", body -> body);
    all.put("without hints", body -> dropHints(body, 100));
    all.put("with half of the hints", body -> dropHints(body, 50));
    all.put("with hints that lie", BodyTransforms::wrongHints);
    all.put("leaves first", BodyTransforms::leavesFirst);
    all.put("leaves first, without hints", body -> leavesFirst(dropHints(body, 100)));
    all.put("leaves first, half of the hints", body -> leavesFirst(dropHints(body, 50)));
    return all;
  }

  /**
   * For each transform: {@code Main} of the program, read and written again, verifies and does the
   * same.
   */
  static Stream<DynamicTest> tests(String name, Program before) {
    return all().entrySet().stream()
        .map(
            transform ->
                DynamicTest.dynamicTest(
                    name + ": " + transform.getKey(),
                    () -> {
                      assertEquals(List.of(), before.malformed());
                      Program after = before.roundTrip(transform.getValue());
                      assertEquals(
                          List.of(), after.violations(ClassLoader.getPlatformClassLoader()));
                      assertEquals(before.run("Main"), after.run("Main"));
                    }));
  }

  private static Body withStatements(Body body, List<List<Statement>> statements) {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < statements.size(); b++) {
      Block block = body.blocks().get(b);
      blocks.add(block.withStatements(statements.get(b)));
    }
    return body.withBlocks(blocks);
  }

  private static Body mapStatements(Body body, UnaryOperator<Statement> map) {
    List<List<Statement>> all = new ArrayList<>();
    body.blocks().forEach(block -> all.add(block.statements().stream().map(map).toList()));
    return withStatements(body, all);
  }

  private static Body dropHints(Body body, int percent) {
    Random random = new Random(body.pointCount());
    return mapStatements(
        body,
        s ->
            s instanceof Statement.Shuffle && random.nextInt(100) < percent
                ? new Statement.Nop()
                : s);
  }

  /** Every hint gets a form, and sometimes values, that it did not have. */
  private static Body wrongHints(Body body) {
    Random random = new Random(body.pointCount());
    return mapStatements(
        body,
        s -> {
          if (!(s instanceof Statement.Shuffle shuffle)) {
            return s;
          }
          ShuffleForm form = ShuffleForm.values()[random.nextInt(ShuffleForm.values().length)];
          int[] values = shuffle.values().stream().toArray();
          if (random.nextBoolean()) {
            values = new int[] {values[values.length - 1], values[0]};
          }
          return new Statement.Shuffle(form, Ints.of(values));
        });
  }

  /** Moves leaves to the start of their blocks, reads of locals not past stores to them. */
  private static Body leavesFirst(Body body) {
    List<List<Statement>> all = new ArrayList<>();
    for (Block block : body.blocks()) {
      List<Statement> first = new ArrayList<>();
      List<Statement> rest = new ArrayList<>();
      List<Local> stored = new ArrayList<>();
      for (Statement statement : block.statements()) {
        boolean leaf =
            switch (statement) {
              case Statement.Const s -> s.constant().isLeaf();
              case Statement.Load s ->
                  stored.stream().noneMatch(body.locals().get(s.local())::overlaps);
              case Statement.Store s -> {
                stored.add(body.locals().get(s.local()));
                yield false;
              }
              case Statement.Increment s -> {
                stored.add(body.locals().get(s.local()));
                yield false;
              }
              case Statement _ -> false;
            };
        (leaf ? first : rest).add(statement);
      }
      first.addAll(rest);
      all.add(first);
    }
    return withStatements(body, all);
  }
}
