package dev.whittle.dce;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What reachability found: for every class, function and field how much of it survives, and why. An
 * immutable answer that does not depend on the order in which it was computed.
 *
 * <p>Names are internal, descriptors as in class files.
 */
public final class Reached implements Survival {
  private final ClassHierarchy hierarchy;
  private final List<SortedMap<String, ClassNode>> classes;
  private final Reasons reasons;
  private final List<String> problems;
  private final SequencedMap<Undecided, Set<Integer>> undecided;
  private final Set<String> serialized;
  private final List<Boolean> resources;
  private final SortedMap<String, String> missing;
  private final boolean countsDescriptors;
  private final List<String> notes;

  Reached(
      ClassHierarchy hierarchy,
      List<SortedMap<String, ClassNode>> classes,
      Reasons reasons,
      List<String> problems,
      SequencedMap<Undecided, Set<Integer>> undecided,
      Set<String> serialized,
      List<Boolean> resources,
      SortedMap<String, String> missing,
      boolean countsDescriptors,
      List<String> notes) {
    this.hierarchy = hierarchy;
    this.classes = List.copyOf(classes);
    this.reasons = reasons;
    this.problems = List.copyOf(problems);
    this.undecided = undecided;
    this.serialized = Set.copyOf(serialized);
    this.resources = List.copyOf(resources);
    this.notes = List.copyOf(notes);
    this.countsDescriptors = countsDescriptors;
    this.missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
  }

  /** Names of surviving classes of a crate, by its index in {@link Program#crates()}, sorted. */
  public List<String> classes(int crate) {
    return List.copyOf(classes.get(crate).keySet());
  }

  @Override
  public Level level(String className) {
    ClassNode c = survivor(className);
    return c == null ? Level.ABSENT : c.level();
  }

  @Override
  public Level function(String owner, String name, String descriptor) {
    ClassNode c = survivor(owner);
    FunctionNode function = c == null ? null : c.function(name, descriptor);
    return function == null ? Level.ABSENT : function.level();
  }

  @Override
  public Level field(String owner, String name, String descriptor) {
    ClassNode c = survivor(owner);
    FieldNode field = c == null ? null : c.fields.get(new Selector(name, descriptor));
    return field == null || field.used == Facts.NONE ? Level.ABSENT : Level.USED;
  }

  /** Surviving functions of a crate. */
  public FunctionCount functions(int crate) {
    int used = 0;
    int referenced = 0;
    int in = 0;
    for (ClassNode c : classes.get(crate).values()) {
      for (FunctionNode function : c.functions.values()) {
        in++;
        switch (function.level()) {
          case USED -> used++;
          case REFERENCED -> referenced++;
          case ABSENT -> {}
        }
      }
    }
    return new FunctionCount(in, used, referenced);
  }

  /**
   * Functions of the surviving classes of a crate.
   *
   * @param declared by these classes in the input
   * @param used surviving whole
   * @param referenced surviving as a declaration whose body reports itself
   */
  public record FunctionCount(int declared, int used, int referenced) {}

  /**
   * Whether the resources of a crate come along: a class of it is used, reached code names one of
   * its resources, or it has nothing but resources. The others' need not be read.
   */
  public boolean keepsResources(int crate) {
    return resources.get(crate);
  }

  /** Whether providers that module descriptors name count: {@link DescribedServices}. */
  public boolean countsDescriptors() {
    return countsDescriptors;
  }

  /** Why anything is reached. */
  public Reasons reasons() {
    return reasons;
  }

  /** What every policy and every undecided site costs. */
  public Prices prices(Prices.Sizes sizes) {
    List<ClassNode> survivors = classes.stream().flatMap(c -> c.values().stream()).toList();
    return reasons.prices(undecided, survivors, sizes);
  }

  /** What is wrong with the roots, a line each; empty when they all exist. */
  public List<String> problems() {
    return problems;
  }

  /** What of the declarations that crates carry does not count, and why, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** Sites that could not be decided, by function and line. */
  public List<Undecided> undecided() {
    return List.copyOf(undecided.keySet());
  }

  /**
   * Classes that reached code names or extends and neither the program nor the platform has, by
   * internal name, each with one place that does, in words. The program fails there as the original
   * does, or never gets there.
   */
  public SortedMap<String, String> missing() {
    return missing;
  }

  /** The node of a class that survives, else null. */
  ClassNode survivor(String className) {
    ClassNode c = hierarchy.known(className);
    return c != null && c.isProgram() && c.level() != Level.ABSENT ? c : null;
  }

  /** A name that the analysis never asked for is not the program's, or does not survive. */
  @Override
  public boolean isPresent(String className) {
    ClassNode c = hierarchy.known(className);
    if (c != null) {
      return c.origin == ClassNode.Origin.PLATFORM || survivor(className) != null;
    }
    return hierarchy.program().platforms().stream()
        .anyMatch(platform -> platform.find(className).isPresent());
  }

  @Override
  public boolean serializes(String className) {
    return serialized.contains(className);
  }
}
