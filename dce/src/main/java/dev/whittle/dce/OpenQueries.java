package dev.whittle.dce;

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
 * too much to look at (the Kotlin compiler: three minutes).
 */
final class OpenQueries {
  private record Query(MemberQuery query, int fact) {}

  /** A class, and what makes it open. */
  private record Subject(ClassNode c, int fact) {}

  private final ReflectiveEffects effects;
  private final Set<MemberQuery> known = new HashSet<>();
  private final List<Query> newQueries = new ArrayList<>();
  private final List<Query> ofAnyName = new ArrayList<>();
  private final Map<String, List<Query>> byName = new HashMap<>();
  private final List<Subject> mentioned = new ArrayList<>();
  private final List<Subject> instances = new ArrayList<>();
  private final Map<String, List<Subject>> byMember = new LinkedHashMap<>();
  private int strings;
  private int literals;
  private int instantiated;

  OpenQueries(ReflectiveEffects effects) {
    this.effects = effects;
  }

  void add(MemberQuery query, int fact) {
    if (known.add(query)) {
      newQueries.add(new Query(query, fact));
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
    mentioned.addAll(newMentioned);
    instances.addAll(newInstances);
    List<Query> queries = List.copyOf(newQueries);
    newQueries.clear();
    queries.forEach(this::meetSubjects);
  }

  private void meetNames(Subject subject) {
    for (String name : ReflectiveEffects.memberNames(subject.c)) {
      byMember.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(subject);
      byName.getOrDefault(name, List.of()).forEach(query -> meet(query, subject));
    }
  }

  private void meetSubjects(Query query) {
    String name = query.query.name().text();
    if (name == null) {
      ofAnyName.add(query);
      meetAll(query, mentioned, instances);
    } else {
      byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(query);
      byMember.getOrDefault(name, List.of()).forEach(subject -> meet(query, subject));
    }
  }

  private void meetAll(Query query, List<Subject> mentioned, List<Subject> instances) {
    mentioned.forEach(subject -> meet(query, subject));
    if (query.query.isSelective()) {
      instances.forEach(subject -> meet(query, subject));
    }
  }

  private void meet(Query query, Subject subject) {
    Because because = Because.of(ReasonKind.POLICY, query.fact, subject.fact);
    if (query.query.isSelective() || query.query.isConstruction()) {
      effects.found(query.query, subject.c, because);
    } else {
      effects.accessors(subject.c, because);
    }
  }
}
