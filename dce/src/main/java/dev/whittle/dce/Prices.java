package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What every policy costs, and every undecided site. A policy is a dynamic kind of reason: what
 * survives although no code names it.
 *
 * <p>Each surviving function and class is on the bill of one policy at most: that of the dynamic
 * edge nearest to the root, on its canonical chain. Since such chains have the least dynamic edges,
 * what is reached without any policy costs none of them anything, and the bills add up. What two
 * policies keep is on the bill of one: without that policy it might stay all the same. So a price
 * is the most that giving up the policy can save.
 */
public final class Prices {
  /** Sources of a policy that are listed by themselves. */
  private static final int SOURCES = 10;

  /** Sizes in the output. */
  public interface Sizes {
    /** Bytes of a function; 0 when it is not in the output. */
    long function(String owner, String name, String descriptor);

    /** Bytes of a class without its functions. */
    long rest(String className);
  }

  /** What something costs. */
  public record Price(long functions, long classes, long bytes) {
    public static final Price NOTHING = new Price(0, 0, 0);

    Price plus(Price other) {
      return new Price(functions + other.functions, classes + other.classes, bytes + other.bytes);
    }
  }

  /**
   * A policy with a price.
   *
   * @param what it keeps
   * @param sources what it answers, with what that costs: the dearest first, not all of them
   * @param moreSources how many are not listed
   */
  public record Policy(
      String name, String what, Price price, List<Source> sources, int moreSources) {
    public Policy {
      sources = List.copyOf(sources);
    }
  }

  /** A function, class or question that makes a policy keep something. */
  public record Source(String from, Price price) {}

  /**
   * An undecided site with a price.
   *
   * @param price of all sites that ask the same
   * @param sites how many these are
   */
  public record Site(Undecided undecided, Price price, int sites) {}

  private static final Comparator<Price> DEAREST =
      Comparator.comparingLong(Price::bytes)
          .thenComparingLong(Price::functions)
          .thenComparingLong(Price::classes)
          .reversed();

  private final Facts facts;
  private final Reasons reasons;
  private final SequencedMap<Undecided, Set<Integer>> undecided;

  /** By edge. */
  private final Map<Integer, Price> edges = new HashMap<>();

  Prices(
      Facts facts,
      Reasons reasons,
      SequencedMap<Undecided, Set<Integer>> undecided,
      Iterable<ClassNode> survivors,
      Sizes sizes) {
    this.facts = facts;
    this.reasons = reasons;
    this.undecided = undecided;
    int[] policies = reasons.policies();
    for (ClassNode c : survivors) {
      bill(policies, c.loaded, new Price(0, 1, sizes.rest(c.name)));
      for (FunctionNode f : c.functions.values()) {
        if (f.level() != Level.ABSENT) {
          long bytes = sizes.function(c.name, f.selector.name(), f.selector.descriptor());
          bill(policies, f.used != Facts.NONE ? f.used : f.referenced, new Price(1, 0, bytes));
        }
      }
    }
  }

  private void bill(int[] policies, int fact, Price price) {
    if (fact != Facts.NONE && policies[fact] != Facts.NONE) {
      edges.merge(policies[fact], price, Price::plus);
    }
  }

  /** All policies that cost anything, the dearest first. */
  public List<Policy> policies() {
    Map<ReasonKind, Map<String, Price>> bills = new HashMap<>();
    edges.forEach(
        (edge, price) ->
            bills
                .computeIfAbsent(facts.edgeKind(edge), _ -> new HashMap<>())
                .merge(reasons.source(edge), price, Price::plus));
    List<Policy> policies = new ArrayList<>();
    bills.forEach((kind, bill) -> policies.add(policy(kind, bill)));
    policies.sort(Comparator.comparing(Policy::price, DEAREST).thenComparing(Policy::name));
    return policies;
  }

  private static Policy policy(ReasonKind kind, Map<String, Price> bill) {
    List<Source> sources = new ArrayList<>();
    bill.forEach((from, price) -> sources.add(new Source(from, price)));
    sources.sort(Comparator.comparing(Source::price, DEAREST).thenComparing(Source::from));
    int shown = Math.min(SOURCES, sources.size());
    return new Policy(
        kind.policyName(),
        kind.keeps(),
        bill.values().stream().reduce(Price.NOTHING, Price::plus),
        sources.subList(0, shown),
        sources.size() - shown);
  }

  /** All undecided sites, the dearest first. */
  public List<Site> sites() {
    Map<Integer, Price> byAntecedent = new HashMap<>();
    edges.forEach(
        (edge, price) -> {
          byAntecedent.merge(facts.first(edge), price, Price::plus);
          byAntecedent.merge(facts.second(edge), price, Price::plus);
        });
    Map<Integer, Set<Undecided>> askers = new HashMap<>();
    undecided.forEach(
        (site, all) ->
            all.forEach(fact -> askers.computeIfAbsent(fact, _ -> new HashSet<>()).add(site)));
    List<Site> sites = new ArrayList<>();
    undecided.forEach(
        (site, all) -> {
          Price price =
              all.stream()
                  .map(fact -> byAntecedent.getOrDefault(fact, Price.NOTHING))
                  .reduce(Price.NOTHING, Price::plus);
          Set<Undecided> sharing = new HashSet<>(Set.of(site));
          all.forEach(fact -> sharing.addAll(askers.get(fact)));
          sites.add(new Site(site, price, sharing.size()));
        });
    sites.sort(
        Comparator.comparing(Site::price, DEAREST).thenComparing(Site::undecided, Undecided.ORDER));
    return sites;
  }
}
