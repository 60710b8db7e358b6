package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What reachability found, as far as a build needs it: what survives, and on the bill of which
 * policy; without the reasons, which are many times as much. It can be kept ({@link
 * OutcomeFormat}), and stands for the analysis where nothing has changed that the analysis saw.
 */
public final class Outcome implements Survival {
  /** No policy has it on its bill. */
  static final int NO_BILL = -1;

  /** How much of a function survives, and on whose bill. */
  record FunctionFate(Level level, int bill) {}

  /**
   * A class of which something survives.
   *
   * @param declared functions in the input
   * @param functions those that survive, by name and descriptor
   * @param fields those that survive, by name and descriptor
   */
  record ClassFate(
      Level level,
      int bill,
      int declared,
      SortedMap<String, FunctionFate> functions,
      Set<String> fields) {}

  /** What of a crate survives, by internal name. */
  record CrateFate(SortedMap<String, ClassFate> classes, boolean keepsResources) {}

  /**
   * What a policy answered: what is on the same bill would go together.
   *
   * @param source function, class or question, in words
   * @param sites undecided sites that ask this, by index, one as often as it asks
   */
  record Bill(ReasonKind policy, String source, List<Integer> sites) {}

  /**
   * An undecided site.
   *
   * @param sharing how many sites ask the same
   */
  record Site(Undecided undecided, int sharing) {}

  private final List<CrateFate> crates;
  private final List<Bill> bills;
  private final List<Site> sites;
  private final Set<String> serialized;
  private final SortedMap<String, String> missing;
  private final boolean countsDescriptors;
  private final List<String> notes;
  private final Program program;
  private final Map<String, ClassFate> byName = new HashMap<>();

  Outcome(
      List<CrateFate> crates,
      List<Bill> bills,
      List<Site> sites,
      Set<String> serialized,
      SortedMap<String, String> missing,
      boolean countsDescriptors,
      List<String> notes,
      Program program) {
    this.crates = List.copyOf(crates);
    this.bills = List.copyOf(bills);
    this.sites = List.copyOf(sites);
    this.serialized = Set.copyOf(serialized);
    this.missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    this.countsDescriptors = countsDescriptors;
    this.notes = List.copyOf(notes);
    this.program = program;
    crates.forEach(crate -> byName.putAll(crate.classes));
  }

  /** Names of surviving classes of a crate, by its index in {@link Program#crates()}, sorted. */
  public List<String> classes(int crate) {
    return List.copyOf(crates.get(crate).classes.keySet());
  }

  @Override
  public Level level(String className) {
    ClassFate c = byName.get(className);
    return c == null ? Level.ABSENT : c.level;
  }

  @Override
  public Level function(String owner, String name, String descriptor) {
    ClassFate c = byName.get(owner);
    FunctionFate function = c == null ? null : c.functions.get(name + descriptor);
    return function == null ? Level.ABSENT : function.level;
  }

  @Override
  public Level field(String owner, String name, String descriptor) {
    ClassFate c = byName.get(owner);
    return c != null && c.fields.contains(name + descriptor) ? Level.USED : Level.ABSENT;
  }

  /** As {@link ClassHierarchy} decides whose a class is. */
  @Override
  public boolean isPresent(String className) {
    if (byName.containsKey(className)) {
      return true;
    }
    long with = program.platforms().stream().filter(p -> p.find(className).isPresent()).count();
    return with == program.platforms().size() || with > 0 && !programHas(className);
  }

  private boolean programHas(String className) {
    return program.crates().stream()
        .anyMatch(
            crate -> crate.find(className).isPresent() || !crate.variants(className).isEmpty());
  }

  @Override
  public boolean serializes(String className) {
    return serialized.contains(className);
  }

  /** Surviving functions of a crate. */
  public FunctionCount functions(int crate) {
    int declared = 0;
    int used = 0;
    int referenced = 0;
    for (ClassFate c : crates.get(crate).classes.values()) {
      declared += c.declared;
      for (FunctionFate function : c.functions.values()) {
        switch (function.level) {
          case USED -> used++;
          case REFERENCED -> referenced++;
          case ABSENT -> {}
        }
      }
    }
    return new FunctionCount(declared, used, referenced);
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
    return crates.get(crate).keepsResources;
  }

  /** Whether providers that module descriptors name count: {@link DescribedServices}. */
  public boolean countsDescriptors() {
    return countsDescriptors;
  }

  /** What every policy and every undecided site costs. */
  public Prices prices(Prices.Sizes sizes) {
    return new Prices(this, sizes);
  }

  /** What of the declarations that crates carry does not count, and why, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** Sites that could not be decided, by function and line. */
  public List<Undecided> undecided() {
    return sites.stream().map(Site::undecided).toList();
  }

  /**
   * Classes that reached code names or extends and neither the program nor the platform has, by
   * internal name, each with one place that does, in words. The program fails there as the original
   * does, or never gets there.
   */
  public SortedMap<String, String> missing() {
    return missing;
  }

  List<CrateFate> crates() {
    return crates;
  }

  List<Bill> bills() {
    return bills;
  }

  List<Site> sites() {
    return sites;
  }

  Set<String> serialized() {
    return serialized;
  }

  /** Bills, made out while the fates of classes and functions are written down. */
  static final class Bills {
    private final Facts facts;
    private final Reasons reasons;
    private final int[] policies;
    private final Map<Integer, List<Integer>> askers = new HashMap<>();
    private final Map<Integer, Integer> byEdge = new HashMap<>();
    private final Map<Bill, Integer> numbers = new HashMap<>();
    private final List<Bill> bills = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();

    Bills(Facts facts, Reasons reasons, SequencedMap<Undecided, Set<Integer>> undecided) {
      this.facts = facts;
      this.reasons = reasons;
      this.policies = reasons.policies();
      int index = 0;
      for (Set<Integer> asked : undecided.values()) {
        for (int fact : asked) {
          askers.computeIfAbsent(fact, _ -> new ArrayList<>()).add(index);
        }
        index++;
      }
      int site = 0;
      for (Map.Entry<Undecided, Set<Integer>> entry : undecided.entrySet()) {
        Set<Integer> sharing = new HashSet<>(Set.of(site++));
        entry.getValue().forEach(fact -> sharing.addAll(askers.get(fact)));
        sites.add(new Site(entry.getKey(), sharing.size()));
      }
    }

    /** The number of the bill that a fact is on. */
    int of(int fact) {
      int edge = fact == Facts.NONE ? Facts.NONE : policies[fact];
      return edge == Facts.NONE ? NO_BILL : byEdge.computeIfAbsent(edge, this::number);
    }

    private int number(int edge) {
      List<Integer> asking = new ArrayList<>();
      asking.addAll(askers.getOrDefault(facts.first(edge), List.of()));
      asking.addAll(askers.getOrDefault(facts.second(edge), List.of()));
      Collections.sort(asking);
      Bill bill = new Bill(facts.edgeKind(edge), reasons.source(edge), List.copyOf(asking));
      Integer known = numbers.putIfAbsent(bill, bills.size());
      if (known != null) {
        return known;
      }
      bills.add(bill);
      return bills.size() - 1;
    }

    List<Bill> all() {
      return bills;
    }

    List<Site> sites() {
      return sites;
    }
  }
}
