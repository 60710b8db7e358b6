package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
  private final Facts facts;
  private final List<SortedMap<String, ClassNode>> classes;
  private final Reasons reasons;
  private final List<String> problems;
  private final SequencedMap<Undecided, Set<Integer>> undecided;
  private final Set<String> serialized;
  private final List<Boolean> resources;
  private final SortedMap<String, String> missing;
  private final boolean countsDescriptors;
  private final List<String> notes;
  private final Establishing establishing;

  Reached(
      ClassHierarchy hierarchy,
      Facts facts,
      List<SortedMap<String, ClassNode>> classes,
      List<String> problems,
      SequencedMap<Undecided, Set<Integer>> undecided,
      Set<String> serialized,
      List<Boolean> resources,
      SortedMap<String, String> missing,
      boolean countsDescriptors,
      List<String> notes,
      Establishing establishing) {
    this.establishing = establishing;
    this.hierarchy = hierarchy;
    this.facts = facts;
    this.classes = List.copyOf(classes);
    this.reasons = new Reasons(facts, hierarchy);
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

  /** Why anything is reached. */
  public Reasons reasons() {
    return reasons;
  }

  /** What a build needs of it. */
  public Outcome outcome() {
    Outcome.Bills bills = new Outcome.Bills(facts, reasons, undecided);
    List<Outcome.CrateFate> crates = new ArrayList<>();
    for (int crate = 0; crate < classes.size(); crate++) {
      SortedMap<String, Outcome.ClassFate> fates = new TreeMap<>();
      classes.get(crate).forEach((name, c) -> fates.put(name, fate(c, bills)));
      crates.add(new Outcome.CrateFate(fates, resources.get(crate)));
    }
    return new Outcome(
        crates,
        bills.all(),
        bills.sites(),
        serialized,
        missing,
        countsDescriptors,
        notes,
        hierarchy.program());
  }

  private static Outcome.ClassFate fate(ClassNode c, Outcome.Bills bills) {
    SortedMap<String, Outcome.FunctionFate> functions = new TreeMap<>();
    for (FunctionNode f : c.functions.unlisted()) {
      if (f.level() != Level.ABSENT) {
        int bill = bills.of(f.used != Facts.NONE ? f.used : f.referenced);
        functions.put(f.selector.toString(), new Outcome.FunctionFate(f.level(), bill));
      }
    }
    Set<String> fields = new HashSet<>();
    for (FieldNode field : c.fields.values()) {
      if (field.used != Facts.NONE) {
        fields.add(field.selector.toString());
      }
    }
    return new Outcome.ClassFate(
        c.level(), bills.of(c.loaded), c.functions.size(), functions, Set.copyOf(fields));
  }

  /** What a later edit may build on. */
  public Established established() {
    return establishing.all();
  }

  /** What is wrong with the roots, a line each; empty when they all exist. */
  public List<String> problems() {
    return problems;
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
