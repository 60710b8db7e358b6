package dev.whittle.driver.crates;

import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassSource;
import java.util.List;

/**
 * All crates of a build in class-path order.
 *
 * @param roots how many of them, from the first, are the program itself
 */
public record CrateGraph(List<OpenCrate> crates, int roots) {
  public CrateGraph {
    crates = List.copyOf(crates);
  }

  public boolean isRoot(int crate) {
    return crate < roots;
  }

  /**
   * Whether people may be editing it, function by function: a root, and what a compiler writes into
   * a directory. Another jar comes from elsewhere and changes as a whole.
   */
  public boolean isEdited(int crate) {
    return isRoot(crate) || crates.get(crate).input() instanceof Input.ClassDirectory;
  }

  /** The class sources, in order. */
  public List<ClassSource> sources() {
    return crates.stream().<ClassSource>map(OpenCrate::source).toList();
  }
}
