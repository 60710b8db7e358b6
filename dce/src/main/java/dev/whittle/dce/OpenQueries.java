package dev.whittle.dce;

import dev.whittle.dce.MethodPatterns.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  /** A class, and what makes it open. */
  private record Subject(ClassNode c, int fact) {}

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

  private final Map<String, List<Asked>> byName = new HashMap<>();
  private final List<Subject> mentioned = new ArrayList<>();
  private final List<Subject> instances = new ArrayList<>();
  private final Map<String, List<Subject>> byMember = new LinkedHashMap<>();
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
    named.subList(strings, named.size()).forEach(c -> newMentioned.add(new Subject(c, c.loaded)));
    values
        .subList(literals, values.size())
        .forEach(c -> newMentioned.add(new Subject(c, c.loaded)));
    List<Subject> newInstances = new ArrayList<>();
    objects
        .subList(instantiated, objects.size())
        .forEach(c -> newInstances.add(new Subject(c, c.instantiated)));
    strings = named.size();
    literals = values.size();
    instantiated = objects.size();
    newMentioned.forEach(this::meetNames);
    newInstances.forEach(this::meetNames);
    ofAnyName.forEach(query -> meetAll(query, newMentioned, newInstances));
    if (allPatterns != null) {
      meetPatterns(allPatterns, newMentioned, newInstances);
    }
    mentioned.addAll(newMentioned);
    instances.addAll(newInstances);
    List<Asked> queries = List.copyOf(newQueries);
    newQueries.clear();
    List<Asked> newPatterns =
        queries.stream().filter(asked -> MethodPatterns.isOne(asked.query())).toList();
    if (!newPatterns.isEmpty()) {
      newPatterns.forEach(this::list);
      meetPatterns(new MethodPatterns(effects, newPatterns), mentioned, instances);
      patterns.addAll(newPatterns);
      allPatterns = new MethodPatterns(effects, patterns);
    }
    queries.stream()
        .filter(asked -> !MethodPatterns.isOne(asked.query()))
        .forEach(this::meetSubjects);
  }

  private void meetNames(Subject subject) {
    for (ClassNode declaring : subject.c.supertypes()) {
      if (declaring.isProgram()) {
        for (String name : declaring.memberNames()) {
          meetName(name, subject);
        }
      }
    }
  }

  /** A name that several classes above declare comes more than once. */
  private void meetName(String name, Subject subject) {
    List<Subject> same = byMember.computeIfAbsent(name, _ -> new ArrayList<>(1));
    if (same.isEmpty() || same.getLast() != subject) {
      same.add(subject);
      List<Asked> asked = byName.get(name);
      if (asked != null) {
        asked.forEach(query -> meet(query, subject));
      }
    }
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
      byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(asked);
      byMember.getOrDefault(name, List.of()).forEach(subject -> meet(asked, subject));
    }
  }

  private void meetAll(Asked asked, List<Subject> mentioned, List<Subject> instances) {
    mentioned.forEach(subject -> meet(asked, subject));
    if (asked.query().isSelective()) {
      instances.forEach(subject -> meet(asked, subject));
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
