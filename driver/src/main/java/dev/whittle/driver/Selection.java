package dev.whittle.driver;

import dev.whittle.dce.Level;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Reached;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.ir.ClassDef;
import java.util.List;

/** What of the crates goes into the output. */
sealed interface Selection {
  /** Names of the classes of a crate that have an image, by its index in the graph, sorted. */
  List<String> classes(int crate);

  /** What of such a class, or of a variant of it, survives. */
  ClassDef cut(ClassDef definition);

  /** Whether the crate's resources come along. */
  boolean resources(int crate);

  /** Whether a class is there for a file that names it to count on. */
  boolean has(String className);

  /** Everything there is. */
  record Everything(CrateGraph graph) implements Selection {
    @Override
    public List<String> classes(int crate) {
      return graph.crates().get(crate).source().classNames();
    }

    @Override
    public ClassDef cut(ClassDef definition) {
      return definition;
    }

    @Override
    public boolean resources(int crate) {
      return true;
    }

    @Override
    public boolean has(String className) {
      return true;
    }
  }

  /**
   * What was reached. Resources of a crate come along when it is a root or the analysis says so:
   * the others' are not even read.
   */
  record Survivors(CrateGraph graph, Reached reached) implements Selection {
    @Override
    public List<String> classes(int crate) {
      return reached.classes(crate);
    }

    @Override
    public ClassDef cut(ClassDef definition) {
      return Pruning.prune(definition, reached);
    }

    @Override
    public boolean resources(int crate) {
      return graph.isRoot(crate) || reached.keepsResources(crate);
    }

    @Override
    public boolean has(String className) {
      return reached.level(className) != Level.ABSENT;
    }
  }
}
