package dev.whittle.codegen.fuzz;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Random lines and variables of a body. */
final class RandomLocations {
  private RandomLocations() {}

  /**
   * Where no line may start: HotSpot's interpreter makes one instruction of {@code iload} and
   * {@code caload}, which then throws from the line of the first.
   */
  private static BitSet fused(Body body) {
    BitSet fused = new BitSet();
    int point = 0;
    for (Block block : body.blocks()) {
      for (Statement statement : block.statements()) {
        fused.set(
            point++,
            statement instanceof Statement.ArrayLoad load && load.element() == ElementKind.CHAR);
      }
      point++;
    }
    return fused;
  }

  /** Lines, and variables that are what a debugger gets to see. */
  static CodeHandle.Code of(Dice dice, Body body) {
    if (dice.oneIn(3)) {
      return new CodeHandle.Code(body, Locations.NONE);
    }
    int points = body.pointCount();
    BitSet fused = fused(body);
    int[] anchors =
        IntStream.range(0, points).filter(p -> dice.oneIn(3) && !fused.get(p)).toArray();
    int[] lines = IntStream.range(0, anchors.length).map(_ -> 1 + dice.below(90)).toArray();
    List<Body.Extent> extents = new ArrayList<>();
    List<Locations.Variable> variables = new ArrayList<>();
    for (int i = dice.below(4); i > 0; i--) {
      int local = dice.below(body.locals().size());
      int first = dice.below(points);
      extents.add(new Body.Extent(local, first, first + dice.below(points - first + 1)));
      String type =
          switch (body.locals().get(local).kind()) {
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case REFERENCE -> "Ljava/lang/Object;";
          };
      variables.add(new Locations.Variable("v" + i, type, null));
    }
    return new CodeHandle.Code(
        body.withPoints(extents, Ints.of(anchors)),
        new Locations(Ints.of(lines), variables, List.of()));
  }
}
