package dev.whittle.dce;

import dev.whittle.ir.code.Ints;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reflective sites whose outcome depends on what is known only at run time, for the report. */
final class UndecidedSites {
  private UndecidedSites() {}

  /** In order of function and line, without repetitions. */
  static List<Undecided> of(List<ReflectiveSite> sites) {
    return sites.stream()
        .flatMap(site -> kept(site).map(kept -> undecided(site, kept)).stream())
        .distinct()
        .sorted(
            Comparator.comparing(Undecided::function)
                .thenComparing(Undecided::line)
                .thenComparing(Undecided::what))
        .toList();
  }

  /** What the policy keeps for a site, empty when everything about it is known. */
  private static Optional<String> kept(ReflectiveSite site) {
    ReflectiveCall call = site.call.reflection();
    if (call == ReflectiveCall.DEFINE_CLASS) {
      return Optional.of("nothing for what the class made here may call");
    }
    if (call == ReflectiveCall.DESERIALIZE && !site.call.method().name().equals("<init>")) {
      return Optional.of(
          "serializable classes that are instantiated elsewhere or named by casts and literals");
    }
    return switch (call.finds()) {
      case CLASSES ->
          call == ReflectiveCall.LIST_CLASSES || !site.names.contains(NamePattern.ANY)
              ? Optional.empty()
              : Optional.of("classes named by string constants and by named resources");
      case CONSTRUCTORS ->
          anyClass(site, "constructors of classes named by strings and of class literals");
      case METHODS, FIELDS ->
          anyClass(
              site,
              site.queries().stream().allMatch(MemberQuery::isSelective)
                  ? "matching members of classes that are named, literals or instantiated"
                  : "public accessors of classes named by strings and of class literals");
      case OTHER -> Optional.empty();
    };
  }

  private static Optional<String> anyClass(ReflectiveSite site, String kept) {
    return site.anyClass ? Optional.of(kept) : Optional.empty();
  }

  private static Undecided undecided(ReflectiveSite site, String kept) {
    String file = site.in == null ? null : site.in.owner().source().file();
    String what = site.call.method().owner().replace('/', '.') + "." + site.call.method().name();
    return new Undecided(site.function.toString(), file, line(site), what, kept);
  }

  /** The line of the last anchor at or before the call. */
  private static int line(ReflectiveSite site) {
    if (site.in == null || site.in.function().code() == null) {
      return 0;
    }
    Ints anchors = site.in.function().code().body().anchors();
    Ints lines = site.in.function().code().locations().lines();
    int line = 0;
    for (int i = 0; i < anchors.size() && anchors.at(i) <= site.call.point(); i++) {
      line = lines.at(i);
    }
    return line;
  }
}
