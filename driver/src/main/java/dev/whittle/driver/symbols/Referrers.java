package dev.whittle.driver.symbols;

import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.dce.Level;
import dev.whittle.dce.Reached;
import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Who in the input refers to something, reached or not: for questions about what did not survive.
 * One pass over all code gives an index; it takes as long as lowering does, so it is made when such
 * a question is asked.
 *
 * <p>References are matched by name and by the program's own supertypes. Calls on types of the
 * platform are not: a method that only such a call may select is led to by who makes its instances.
 */
final class Referrers {
  /** A search for reached code that has seen this much gives up. */
  private static final int MAX_SEEN = 50_000;

  /** How something refers to another, to be read after that other. */
  enum How {
    CALLS("is called by"),
    ACCESSES("is accessed by"),
    HANDLES("is named by a method handle in"),
    MAKES("is instantiated by"),
    NAMES("is named by"),
    SPELLS("is named by a string in"),
    EXTENDS("is a supertype of"),
    /** Of a method: the platform may call it on instances. */
    MAKES_OWNER("is a method of instances made by");

    final String text;

    How(String text) {
      this.text = text;
    }
  }

  /** A class, or a function of it; {@code function} is null for a class. */
  record Place(String owner, String function, String descriptor, boolean virtual) {
    static Place of(ClassDef c) {
      return new Place(c.name(), null, null, false);
    }

    static Place of(ClassDef c, FunctionDef function) {
      boolean virtual =
          !function.name().startsWith("<")
              && !Access.has(function.access(), Access.STATIC | Access.PRIVATE);
      return new Place(c.name(), function.name(), function.descriptor(), virtual);
    }

    String text() {
      return function == null
          ? SourceForm.className(owner)
          : SourceForm.function(owner, function, descriptor);
    }
  }

  /**
   * A reference.
   *
   * @param through the class that it names as the owner of a member, or the class itself
   */
  record Reference(How how, String through, Place by) {}

  private final Reached reached;
  private final Map<String, List<Reference>> index = new HashMap<>();
  private final Map<String, List<String>> parents = new HashMap<>();

  private record Task(ClassSource crate, String name) {}

  Referrers(List<ClassSource> crates, Reached reached, OrderedMap parallel) {
    this.reached = reached;
    Map<String, Task> tasks = new LinkedHashMap<>();
    for (ClassSource crate : crates) {
      crate.classNames().forEach(name -> tasks.putIfAbsent(name, new Task(crate, name)));
    }
    List<Optional<ReferenceScan>> scans =
        parallel.map(
            List.copyOf(tasks.values()),
            task ->
                Definitions.first(task.crate(), task.name())
                    .map(c -> ReferenceScan.of(c, tasks.keySet())));
    for (Optional<ReferenceScan> scan : scans) {
      scan.ifPresent(this::add);
    }
  }

  private void add(ReferenceScan scan) {
    parents.put(scan.name(), scan.parents());
    scan.references()
        .forEach(
            (key, references) ->
                index.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(references));
  }

  /** Whoever refers to the class itself. */
  List<Reference> toClass(String name) {
    return index.getOrDefault(ReferenceScan.ofClass(name), List.of());
  }

  /** Whoever accesses the field. */
  List<Reference> toField(String owner, String name, String descriptor) {
    return toMember(owner, ReferenceScan.ofField(name, descriptor));
  }

  /** Whoever refers to a class or function. */
  List<Reference> to(Place place) {
    if (place.function() == null) {
      return toClass(place.owner());
    }
    List<Reference> all =
        new ArrayList<>(
            toMember(
                place.owner(), ReferenceScan.ofFunction(place.function(), place.descriptor())));
    if (place.virtual()) {
      for (Reference reference : toClass(place.owner())) {
        if (reference.how() == How.MAKES) {
          all.add(new Reference(How.MAKES_OWNER, place.owner(), reference.by()));
        }
      }
    }
    return all;
  }

  private List<Reference> toMember(String owner, String key) {
    Set<String> above = supertypes(owner);
    return index.getOrDefault(key, List.of()).stream()
        .filter(
            reference ->
                above.contains(reference.through())
                    || supertypes(reference.through()).contains(owner))
        .toList();
  }

  /** The class and what it extends, as far as the program has it. */
  private Set<String> supertypes(String name) {
    Set<String> all = new HashSet<>();
    ArrayDeque<String> work = new ArrayDeque<>(List.of(name));
    while (!work.isEmpty()) {
      String next = work.poll();
      if (all.add(next)) {
        work.addAll(parents.getOrDefault(next, List.of()));
      }
    }
    return all;
  }

  boolean isReached(Place place) {
    return place.function() == null
        ? reached.level(place.owner()) != Level.ABSENT
        : reached.function(place.owner(), place.function(), place.descriptor()) == Level.USED;
  }

  /**
   * The shortest way from reached code to what {@code references} lead to: the reached place first;
   * empty when there is none.
   */
  List<Place> nearest(List<Reference> references) {
    Map<Place, Place> towards = new LinkedHashMap<>();
    ArrayDeque<Place> work = new ArrayDeque<>();
    enqueue(references, null, towards, work);
    while (!work.isEmpty() && towards.size() < MAX_SEEN) {
      Place place = work.poll();
      if (isReached(place)) {
        List<Place> way = new ArrayList<>();
        for (Place at = place; at != null; at = towards.get(at)) {
          way.add(at);
        }
        return way;
      }
      enqueue(to(place), place, towards, work);
    }
    return List.of();
  }

  private static void enqueue(
      List<Reference> references, Place target, Map<Place, Place> towards, ArrayDeque<Place> work) {
    for (Reference reference : references) {
      if (!towards.containsKey(reference.by())) {
        towards.put(reference.by(), target);
        work.add(reference.by());
      }
    }
  }

  /** What is reached first, then by how it refers, then by name; one of each place. */
  List<Reference> sorted(List<Reference> references) {
    SequencedSet<Place> seen = new LinkedHashSet<>();
    return references.stream()
        .sorted(
            Comparator.comparing((Reference r) -> !isReached(r.by()))
                .thenComparing(Reference::how)
                .thenComparing(r -> r.by().text()))
        .filter(reference -> seen.add(reference.by()))
        .toList();
  }
}
