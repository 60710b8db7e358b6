package dev.whittle.driver;

import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.NameHashes;
import dev.whittle.ir.text.MirPrinter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Classes of the output that other crates have too, and otherwise: the first on the class path
 * counts, as for the JVM, and the program may have been compiled against another.
 *
 * <p>Two classes differ when they do not declare the same members, or when what survives of them
 * differs. Bodies that nothing reaches are not read for it.
 */
final class DuplicateClasses {
  private final CrateGraph graph;
  private final Selection.Survivors selection;

  private DuplicateClasses(CrateGraph graph, Selection.Survivors selection) {
    this.graph = graph;
    this.selection = selection;
  }

  /** The classes that differ, by name. */
  static List<BuildReport.Duplicate> of(CrateGraph graph, Selection.Survivors selection) {
    return new DuplicateClasses(graph, selection).find();
  }

  private List<BuildReport.Duplicate> find() {
    NavigableMap<String, Integer> kept = new TreeMap<>();
    TreeMap<String, List<String>> dropped = new TreeMap<>();
    for (int crate = 0; crate < graph.crates().size(); crate++) {
      ClassSource source = graph.crates().get(crate).source();
      List<String> all = mayShare(kept, source) ? source.classNames() : List.of();
      for (String name : common(kept, all)) {
        if (differs(name, graph.crates().get(kept.get(name)).source(), source)) {
          String other = graph.crates().get(crate).name();
          dropped.computeIfAbsent(name, _ -> new ArrayList<>()).add(other);
        }
      }
      for (String name : selection.classes(crate)) {
        kept.putIfAbsent(name, crate);
      }
      kept.remove("module-info");
    }
    List<BuildReport.Duplicate> duplicates = new ArrayList<>();
    dropped.forEach((name, crates) -> duplicates.add(duplicate(name, kept.get(name), crates)));
    return List.copyOf(duplicates);
  }

  /** Whether a crate may have classes in packages of these. */
  private static boolean mayShare(NavigableMap<String, Integer> kept, ClassSource source) {
    Optional<NameHashes> names = source.names();
    if (names.isEmpty()) {
      return true;
    }
    String folder = "";
    for (String name : kept.keySet()) {
      int end = name.lastIndexOf('/') + 1;
      if (end == 0 || end != folder.length() || !name.startsWith(folder)) {
        folder = name.substring(0, end);
        if (names.get().mayHaveClass(NameHashes.ofClass(name))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The names that are in both, found by leaps: of a crate whose packages are its own few names are
   * read.
   */
  private static List<String> common(NavigableMap<String, Integer> kept, List<String> sorted) {
    List<String> both = new ArrayList<>();
    int at = 0;
    String name = kept.isEmpty() ? null : kept.firstKey();
    while (name != null && at < sorted.size()) {
      int found = Collections.binarySearch(sorted.subList(at, sorted.size()), name);
      at += found < 0 ? -found - 1 : found;
      if (found >= 0) {
        both.add(name);
        name = kept.higherKey(name);
      } else {
        name = at < sorted.size() ? kept.ceilingKey(sorted.get(at)) : null;
      }
    }
    return both;
  }

  private BuildReport.Duplicate duplicate(String name, int kept, List<String> dropped) {
    return new BuildReport.Duplicate(name + ".class", graph.crates().get(kept).name(), dropped);
  }

  private boolean differs(String name, ClassSource kept, ClassSource other) {
    try {
      Optional<ClassDef> left = kept.find(name);
      Optional<ClassDef> right = other.find(name);
      if (left.isEmpty() || right.isEmpty()) {
        return left.isPresent() || right.isPresent();
      }
      return !members(left.get()).equals(members(right.get()))
          || !survivor(left.get()).equals(survivor(right.get()));
    } catch (DamagedInput refused) {
      if (refused.classReason().isEmpty()) {
        throw refused;
      }
      return true;
    }
  }

  private static Set<String> members(ClassDef definition) {
    Set<String> members =
        definition.functions().stream()
            .map((FunctionDef function) -> function.name() + function.descriptor())
            .collect(Collectors.toSet());
    for (FieldDef field : definition.fields()) {
      members.add(field.name() + ":" + field.descriptor());
    }
    return members;
  }

  private String survivor(ClassDef definition) {
    return MirPrinter.print(selection.cut(definition, program -> program));
  }
}
