package dev.whittle.ir.summary;

import java.util.List;

/**
 * All that reachability needs of one body.
 *
 * @param effects in body order
 */
public record Summary(List<Effect> effects) {
  /** The summary of a function without code. */
  public static final Summary EMPTY = new Summary(List.of());

  public Summary {
    effects = List.copyOf(effects);
  }
}
