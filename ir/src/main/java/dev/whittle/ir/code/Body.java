package dev.whittle.ir.code;

import java.util.List;

/**
 * What a function does: everything that decides its generated code, and nothing else. See the
 * package documentation.
 *
 * @param locals all locals; the first {@code parameterCount} are the parameters
 * @param blocks in layout order, the first is the entry; its parameters are empty
 * @param handlers the exception table in search order
 * @param tempCount temps are numbered from 0 to {@code tempCount - 1}
 * @param extents where named variables live; names are in {@link Locations}
 * @param anchors points that carry line numbers, ascending, a point as often as it has lines
 */
public record Body(
    List<Local> locals,
    int parameterCount,
    List<Block> blocks,
    List<Handler> handlers,
    int tempCount,
    List<Extent> extents,
    Ints anchors) {
  public Body {
    locals = List.copyOf(locals);
    blocks = List.copyOf(blocks);
    handlers = List.copyOf(handlers);
    extents = List.copyOf(extents);
  }

  /** The same with other blocks. */
  public Body withBlocks(List<Block> others) {
    return new Body(locals, parameterCount, others, handlers, tempCount, extents, anchors);
  }

  /** The same with another number of temps. */
  public Body withTemps(int count) {
    return new Body(locals, parameterCount, blocks, handlers, count, extents, anchors);
  }

  /** The same with other points for variables and lines. */
  public Body withPoints(List<Extent> ofVariables, Ints ofLines) {
    return new Body(locals, parameterCount, blocks, handlers, tempCount, ofVariables, ofLines);
  }

  /**
   * Where a named variable lives: from the code of point {@code first} up to the code of point
   * {@code end}, exclusive; {@code end} may be the number of points.
   */
  public record Extent(int local, int first, int end) {}

  /** How many points the body has: its statements and terminators. */
  public int pointCount() {
    int count = blocks.size();
    for (int b = 0; b < blocks.size(); b++) {
      count += blocks.get(b).statements().size();
    }
    return count;
  }
}
