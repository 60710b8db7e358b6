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
  /** ▸ Keeping so many functions takes half a second of CPU: of a cold build of ecj, a tenth. */
  private static final int MOST_EDITED_FUNCTIONS = 20_000;

  public CrateGraph {
    crates = List.copyOf(crates);
  }

  public boolean isRoot(int crate) {
    return crate < roots;
  }

  /**
   * Whether people edit it function by function: what a compiler writes into a directory, and a jar
   * that is a root, unless it is so large that it must be somebody else's. Another jar comes from
   * elsewhere and changes as a whole.
   */
  public boolean isEdited(int crate) {
    OpenCrate open = crates.get(crate);
    return switch (open.input()) {
      case Input.ClassDirectory _ -> true;
      case Input.Jar _, Input.MirCrate _ ->
          isRoot(crate) && open.functionCount() <= MOST_EDITED_FUNCTIONS;
    };
  }

  /** The class sources, in order. */
  public List<ClassSource> sources() {
    return crates.stream().<ClassSource>map(OpenCrate::source).toList();
  }
}
