package dev.whittle.dce;

import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reflective sites whose outcome depends on what is known only at run time, for the report. */
final class UndecidedSites {
  private UndecidedSites() {}

  /**
   * In order of function and line, without repetitions; each with the facts that what it asks is
   * asked.
   */
  static SequencedMap<Undecided, Set<Integer>> of(List<ReflectiveSite> sites, Marks marks) {
    SortedMap<Undecided, Set<Integer>> all = new TreeMap<>(Undecided.ORDER);
    for (ReflectiveSite site : sites) {
      Kept kept = kept(site);
      if (kept != null) {
        Set<Integer> asked = all.computeIfAbsent(undecided(site, kept), _ -> new HashSet<>());
        Stream.concat(
                site.queries().stream(),
                Stream.of(site.call.reflection(), MethodPatterns.Listing.OF_ANY_CLASS))
            .filter(question -> asks(question, site))
            .map(marks::known)
            .filter(Objects::nonNull)
            .forEach(asked::add);
      }
    }
    return new LinkedHashMap<>(all);
  }

  /** Services are loaded because anything loads services, whichever: that is the question then. */
  private static boolean asks(Object question, ReflectiveSite site) {
    return switch (question) {
      case MemberQuery _ -> true;
      case MethodPatterns.Listing _ ->
          site.anyClass && site.queries().stream().anyMatch(MethodPatterns::isOne);
      default -> site.call.reflection() == ReflectiveCall.LOAD_SERVICE;
    };
  }

  /**
   * What the policy keeps for a site, and how it would be less.
   *
   * @param smaller continues "to have less kept, ..."
   */
  private record Kept(String what, String smaller) {}

  private static final String NAME_CLASS =
      "call it on a class literal, or a class found by a constant name";

  /** What the policy keeps for a site, null when everything about it is known. */
  private static Kept kept(ReflectiveSite site) {
    ReflectiveCall call = site.call.reflection();
    if (call == ReflectiveCall.DEFINE_CLASS) {
      return new Kept(
          "public and protected methods of classes named by string constants",
          "generate the class at build time");
    }
    if (call == ReflectiveCall.DESERIALIZE && !site.call.method().name().equals("<init>")) {
      return new Kept(
          "serializable classes that are instantiated elsewhere or named by casts and literals",
          "cast what is read to the type that is expected");
    }
    return switch (call.finds()) {
      case CLASSES -> classes(site);
      case CONSTRUCTORS ->
          anyClass(
              site, "constructors of classes named by strings and of class literals", NAME_CLASS);
      case METHODS, FIELDS ->
          site.queries().stream().allMatch(MemberQuery::isSelective)
              ? anyClass(
                  site,
                  "matching members of classes that are named, literals or instantiated",
                  NAME_CLASS)
              : anyClass(
                  site,
                  "public accessors of classes named by strings and of class literals",
                  NAME_CLASS + "; or ask for one member by its name");
      case OTHER -> other(site);
    };
  }

  private static Kept classes(ReflectiveSite site) {
    if (site.call.reflection() == ReflectiveCall.LIST_CLASSES) {
      String kept =
          "member classes with annotations that code looks for, of classes that are named";
      return anyClass(site, kept + " or literals", NAME_CLASS);
    }
    return site.names.contains(NamePattern.ANY)
        ? new Kept(
            "classes named by string constants and by named resources",
            "name the class by a constant, or by a constant package before what is computed")
        : null;
  }

  private static Kept other(ReflectiveSite site) {
    return switch (site.call.reflection()) {
      case LOAD_SERVICE ->
          anyClass(site, "providers of all services that are used", "load it by a class literal");
      case PROXY ->
          anyClass(
              site,
              "default methods of interfaces that are named by strings or class literals",
              "pass an array of class literals as the interfaces");
      default -> null;
    };
  }

  private static Kept anyClass(ReflectiveSite site, String kept, String smaller) {
    return site.anyClass ? new Kept(kept, smaller) : null;
  }

  private static Undecided undecided(ReflectiveSite site, Kept kept) {
    String file = site.in == null ? null : site.in.owner().source().file();
    String what = site.call.method().owner().replace('/', '.') + "." + site.call.method().name();
    return new Undecided(
        site.function.toString(), file, line(site), what, kept.what(), kept.smaller());
  }

  private static int line(ReflectiveSite site) {
    return site.in == null ? 0 : line(site.in.function(), site.call);
  }

  /** The line of the last anchor at or before a call. */
  private static int line(FunctionDef function, Effect.PassValues call) {
    if (function.code() == null) {
      return 0;
    }
    Ints anchors = function.code().body().anchors();
    Ints lines = function.code().locations().lines();
    int line = 0;
    for (int i = 0; i < anchors.size() && anchors.at(i) <= call.point(); i++) {
      line = lines.at(i);
    }
    return line;
  }

  /**
   * Whether two versions of a function, whose calls into reflection are the same in the same order,
   * have as many sites: calls on one line are one, as far as reports say the same of them.
   */
  static boolean asMany(FunctionDef old, List<Effect> before, FunctionDef now, List<Effect> after) {
    Map<Integer, Integer> renumbered = new HashMap<>();
    Map<Integer, Integer> back = new HashMap<>();
    List<Integer> then = lines(old, before);
    List<Integer> lines = lines(now, after);
    for (int i = 0; i < then.size() && i < lines.size(); i++) {
      Integer line = renumbered.putIfAbsent(then.get(i), lines.get(i));
      Integer earlier = back.putIfAbsent(lines.get(i), then.get(i));
      if (line != null && !line.equals(lines.get(i))
          || earlier != null && !earlier.equals(then.get(i))) {
        return false;
      }
    }
    return then.size() == lines.size();
  }

  private static List<Integer> lines(FunctionDef function, List<Effect> effects) {
    List<Integer> lines = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.PassValues pass && pass.reflection() != null) {
        lines.add(line(function, pass));
      }
    }
    return lines;
  }
}
