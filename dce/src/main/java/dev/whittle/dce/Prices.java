package dev.whittle.dce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  public record Price(long functions, long classes, long bytes) implements Comparable<Price> {
    public static final Price NOTHING = new Price(0, 0, 0);

    /** By bytes first. ▸ Not one of the JDK's comparators, which no AOT cache holds: 1 ms each. */
    @Override
    public int compareTo(Price other) {
      int order = Long.compare(bytes, other.bytes);
      order = order != 0 ? order : Long.compare(functions, other.functions);
      return order != 0 ? order : Long.compare(classes, other.classes);
    }

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

  private final Outcome outcome;

  /** By bill. */
  private final Price[] bills;

  Prices(Outcome outcome, Sizes sizes) {
    this.outcome = outcome;
    this.bills = new Price[outcome.bills().size()];
    for (Outcome.CrateFate crate : outcome.crates()) {
      crate.classes().forEach((name, c) -> bill(name, c, sizes));
    }
  }

  private void bill(String name, Outcome.ClassFate c, Sizes sizes) {
    bill(c.bill(), new Price(0, 1, sizes.rest(name)));
    c.functions()
        .forEach(
            (symbol, function) -> {
              int descriptor = symbol.indexOf('(');
              long bytes =
                  sizes.function(
                      name, symbol.substring(0, descriptor), symbol.substring(descriptor));
              bill(function.bill(), new Price(1, 0, bytes));
            });
  }

  private void bill(int number, Price price) {
    if (number != Outcome.NO_BILL) {
      bills[number] = price(number).plus(price);
    }
  }

  private Price price(int bill) {
    return bills[bill] == null ? Price.NOTHING : bills[bill];
  }

  /** All policies that cost anything, the dearest first. */
  public List<Policy> policies() {
    Map<ReasonKind, Map<String, Price>> byPolicy = new HashMap<>();
    for (int i = 0; i < bills.length; i++) {
      Outcome.Bill bill = outcome.bills().get(i);
      byPolicy
          .computeIfAbsent(bill.policy(), _ -> new HashMap<>())
          .merge(bill.source(), price(i), Price::plus);
    }
    List<Policy> policies = new ArrayList<>();
    byPolicy.forEach((kind, bill) -> policies.add(policy(kind, bill)));
    policies.sort(
        (a, b) -> {
          int dearest = b.price().compareTo(a.price());
          return dearest != 0 ? dearest : a.name().compareTo(b.name());
        });
    return policies;
  }

  private static Policy policy(ReasonKind kind, Map<String, Price> bill) {
    List<Source> sources = new ArrayList<>();
    bill.forEach((from, price) -> sources.add(new Source(from, price)));
    sources.sort(
        (a, b) -> {
          int dearest = b.price().compareTo(a.price());
          return dearest != 0 ? dearest : a.from().compareTo(b.from());
        });
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
    Price[] prices = new Price[outcome.sites().size()];
    Arrays.fill(prices, Price.NOTHING);
    for (int i = 0; i < bills.length; i++) {
      for (int site : outcome.bills().get(i).sites()) {
        prices[site] = prices[site].plus(price(i));
      }
    }
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      Outcome.Site site = outcome.sites().get(i);
      sites.add(new Site(site.undecided(), prices[i], site.sharing()));
    }
    sites.sort(
        (a, b) -> {
          int dearest = b.price().compareTo(a.price());
          return dearest != 0 ? dearest : Undecided.ORDER.compare(a.undecided(), b.undecided());
        });
    return sites;
  }
}
