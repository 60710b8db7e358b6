package dev.whittle.driver;

import dev.whittle.dce.DescribedServices;
import dev.whittle.dce.Level;
import dev.whittle.dce.Outcome;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Survival;
import dev.whittle.dce.Tombstones;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.crate.RefusedClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What of the crates goes into the output. */
sealed interface Selection {
  /** Names of the classes of a crate that have an image, by its index in the graph, sorted. */
  List<String> classes(int crate);

  /**
   * What of such a class, or of a variant of it, survives. The program is asked through {@code
   * asked} only.
   */
  ClassDef cut(ClassDef definition, UnaryOperator<Survival> asked);

  /** Whether the crate's resources come along. */
  boolean resources(int crate);

  /** Whether a class is there for a file that names it to count on. */
  boolean has(String className);

  /** Whether providers that module descriptors name go into service files. */
  boolean countsDescriptors();

  /** Classes that no crate has and that what is {@link #cut} calls. */
  default List<ClassDef> added() {
    return List.of();
  }

  /** Everything there is. */
  record Everything(CrateGraph graph) implements Selection {
    @Override
    public List<String> classes(int crate) {
      return graph.crates().get(crate).source().classNames();
    }

    @Override
    public ClassDef cut(ClassDef definition, UnaryOperator<Survival> asked) {
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

    @Override
    public boolean countsDescriptors() {
      return graph.sources().subList(0, graph.roots()).stream()
          .anyMatch(DescribedServices::isModule);
    }
  }

  /**
   * What was outcome. Resources of a crate come along when it is a root or the analysis says so:
   * the others' are not even read.
   */
  record Survivors(CrateGraph graph, Outcome outcome) implements Selection {
    @Override
    public List<String> classes(int crate) {
      return outcome.classes(crate);
    }

    @Override
    public ClassDef cut(ClassDef definition, UnaryOperator<Survival> asked) {
      return Pruning.prune(definition, asked.apply(outcome));
    }

    @Override
    public boolean resources(int crate) {
      return graph.isRoot(crate) || outcome.keepsResources(crate);
    }

    @Override
    public boolean has(String className) {
      return outcome.level(className) != Level.ABSENT;
    }

    @Override
    public boolean countsDescriptors() {
      return outcome.countsDescriptors();
    }
  }

  /**
   * What survives, and of all else the declarations, which report that they are used. Resources are
   * as without them, but for service files, which still name every provider.
   *
   * @param names of the classes of each crate, without those that another crate comes before with,
   *     and those that could not be lowered
   */
  record Marked(Survivors survivors, List<List<String>> names) implements Selection {
    static Marked of(Survivors survivors) {
      Set<String> seen = new HashSet<>(Set.of("module-info"));
      List<List<String>> names = new ArrayList<>();
      for (OpenCrate crate : survivors.graph().crates()) {
        Set<String> refused =
            crate.refused().stream().map(RefusedClass::name).collect(Collectors.toSet());
        names.add(
            crate.source().classNames().stream()
                .filter(name -> !refused.contains(name) && seen.add(name))
                .toList());
      }
      return new Marked(survivors, names);
    }

    @Override
    public List<String> classes(int crate) {
      return names.get(crate);
    }

    @Override
    public ClassDef cut(ClassDef definition, UnaryOperator<Survival> asked) {
      return Tombstones.mark(definition, asked.apply(survivors.outcome()));
    }

    @Override
    public boolean resources(int crate) {
      return survivors.resources(crate);
    }

    @Override
    public boolean has(String className) {
      return true;
    }

    @Override
    public boolean countsDescriptors() {
      return survivors.countsDescriptors();
    }

    @Override
    public List<ClassDef> added() {
      return List.of(Tombstones.runtime());
    }
  }
}
