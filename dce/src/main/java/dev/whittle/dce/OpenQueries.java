package dev.whittle.dce;

import dev.whittle.dce.MethodPatterns.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Undecided queries, and the open classes that they may be about ({@link Reflection} says which
 * those are). Each query meets each class once.
 *
 * <p>A query for one name meets only classes that have a member of that name: of a compiler that
 * names its run-time functions in strings there are thousands of either, and the product of both is
 * too much to look at (the Kotlin compiler: three minutes). Queries for methods by parts of names
 * meet classes together ({@link MethodPatterns}).
 */
final class OpenQueries {
  /**
   * A class, and what makes it open.
   *
   * @param number in the order in which they came
   */
  private record Subject(int number, ClassNode c, int fact) {}

  /** Who asks for members of a name, and the last subject that met them. */
  private static final class Asking {
    final List<Asked> queries = new ArrayList<>(1);
    Subject latest;
  }

  private final Marks marks;
  private final ReflectiveEffects effects;
  private final Set<MemberQuery> known = new HashSet<>();
  private final List<Asked> newQueries = new ArrayList<>();
  private final List<Asked> ofAnyName = new ArrayList<>();
  private final List<Asked> patterns = new ArrayList<>();

  /** Of {@link #patterns}; made anew when there are more, null before the first. */
  private MethodPatterns allPatterns;

  /** That such look-ups are done. */
  private int listing = Facts.NONE;

  private final Map<String, Asking> byName = new HashMap<>();
  private final List<Subject> mentioned = new ArrayList<>();
  private final List<Subject> instances = new ArrayList<>();

  /** Subjects that have or inherit what a class declares, by that class. */
  private final Map<ClassNode, List<Subject>> below = new HashMap<>();

  /**
   * Classes by the names of their members, but for those that wait: nobody asks for a name in many
   * programs, ecj among them, whose 653 subjects have 155,339 names, most of them inherited.
   */
  private final Map<String, List<ClassNode>> declaring = new HashMap<>();

  private final List<ClassNode> waiting = new ArrayList<>();
  private int subjects;
  private int strings;
  private int literals;
  private int instantiated;

  OpenQueries(Marks marks, ReflectiveEffects effects) {
    this.marks = marks;
    this.effects = effects;
  }

  void add(MemberQuery query, int fact) {
    if (known.add(query)) {
      newQueries.add(new Asked(query, fact));
    }
  }

  /** The lists grow at their ends. What is new meets what is new and what is old. */
  void meet(List<ClassNode> named, List<ClassNode> values, List<ClassNode> objects) {
    List<Subject> newMentioned = new ArrayList<>();
    for (ClassNode c : named.subList(strings, named.size())) {
      newMentioned.add(new Subject(subjects++, c, c.loaded));
    }
    for (ClassNode c : values.subList(literals, values.size())) {
      newMentioned.add(new Subject(subjects++, c, c.loaded));
    }
    List<Subject> newInstances = new ArrayList<>();
    for (ClassNode c : objects.subList(instantiated, objects.size())) {
      newInstances.add(new Subject(subjects++, c, c.instantiated));
    }
    strings = named.size();
    literals = values.size();
    instantiated = objects.size();
    for (Subject subject : newMentioned) {
      meetNames(subject);
    }
    for (Subject subject : newInstances) {
      meetNames(subject);
    }
    for (Asked query : ofAnyName) {
      meetAll(query, newMentioned, newInstances);
    }
    if (allPatterns != null) {
      meetPatterns(allPatterns, newMentioned, newInstances);
    }
    mentioned.addAll(newMentioned);
    instances.addAll(newInstances);
    List<Asked> queries = List.copyOf(newQueries);
    newQueries.clear();
    List<Asked> newPatterns = new ArrayList<>();
    for (Asked asked : queries) {
      if (MethodPatterns.isOne(asked.query())) {
        newPatterns.add(asked);
      }
    }
    if (!newPatterns.isEmpty()) {
      newPatterns.forEach(this::list);
      meetPatterns(new MethodPatterns(effects, newPatterns), mentioned, instances);
      patterns.addAll(newPatterns);
      allPatterns = new MethodPatterns(effects, patterns);
    }
    for (Asked asked : queries) {
      if (!MethodPatterns.isOne(asked.query())) {
        meetSubjects(asked);
      }
    }
  }

  private void meetNames(Subject subject) {
    for (ClassNode above : subject.c.supertypes()) {
      if (above.isProgram()) {
        List<Subject> same = below.get(above);
        if (same == null) {
          same = new ArrayList<>(1);
          below.put(above, same);
          waiting.add(above);
        }
        same.add(subject);
        if (!byName.isEmpty()) {
          meetNames(above, subject);
        }
      }
    }
  }

  /** A name that several classes above declare comes more than once. */
  private void meetNames(ClassNode above, Subject subject) {
    for (String name : above.memberNames()) {
      Asking asking = byName.get(name);
      if (asking != null && asking.latest != subject) {
        asking.latest = subject;
        for (Asked query : asking.queries) {
          meet(query, subject);
        }
      }
    }
  }

  /** All subjects so far that have members of this name, in the order in which they came. */
  private List<Subject> having(String name) {
    for (ClassNode c : waiting) {
      for (String member : c.memberNames()) {
        declaring.computeIfAbsent(member, _ -> new ArrayList<>(1)).add(c);
      }
    }
    waiting.clear();
    SortedMap<Integer, Subject> having = new TreeMap<>();
    for (ClassNode c : declaring.getOrDefault(name, List.of())) {
      for (Subject subject : below.get(c)) {
        having.put(subject.number, subject);
      }
    }
    return List.copyOf(having.values());
  }

  /** Whoever is asked about by parts of names lists its members, whatever they are asked for. */
  private void list(Asked asked) {
    listing =
        marks.fact(
            Facts.Kind.CAPABILITY,
            MethodPatterns.Listing.OF_ANY_CLASS,
            Because.of(ReasonKind.CALL, asked.fact()));
  }

  private void meetPatterns(
      MethodPatterns asked, List<Subject> mentioned, List<Subject> instances) {
    for (List<Subject> subjects : List.of(mentioned, instances)) {
      for (Subject subject : subjects) {
        marks.enumerate(subject.c, Because.of(ReasonKind.POLICY, listing, subject.fact));
        asked.meet(subject.c, subject.fact);
      }
    }
  }

  private void meetSubjects(Asked asked) {
    String name = asked.query().name().text();
    if (name == null) {
      ofAnyName.add(asked);
      meetAll(asked, mentioned, instances);
    } else {
      marks.hierarchy.sought().add(name);
      byName.computeIfAbsent(name, _ -> new Asking()).queries.add(asked);
      for (Subject subject : having(name)) {
        meet(asked, subject);
      }
    }
  }

  private void meetAll(Asked asked, List<Subject> mentioned, List<Subject> instances) {
    for (Subject subject : mentioned) {
      meet(asked, subject);
    }
    if (asked.query().isSelective()) {
      for (Subject subject : instances) {
        meet(asked, subject);
      }
    }
  }

  private void meet(Asked asked, Subject subject) {
    Because because = Because.of(ReasonKind.POLICY, asked.fact(), subject.fact);
    if (asked.query().isSelective() || asked.query().isConstruction()) {
      effects.found(asked.query(), subject.c, because);
    } else {
      effects.accessors(subject.c, because);
    }
  }
}
