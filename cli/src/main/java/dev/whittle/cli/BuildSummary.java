package dev.whittle.cli;

import dev.whittle.cache.RemoteCache;
import dev.whittle.driver.report.BuildReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person reads when a build is done: what to look at, then what was written. */
final class BuildSummary {
  /** Things of one kind that are listed without {@code -v}. */
  private static final int SHOWN = 3;

  /** Per cent of all functions from which on a policy is worth a line. */
  private static final int DEAR = 10;

  private final Verbosity verbosity;
  private final BuildReport built;
  private final String output;
  private final String details;
  private final StringBuilder text = new StringBuilder();

  /**
   * Of {@code built}.
   *
   * @param output as the user wrote it
   * @param details where the whole of it is, for a person: "see report.json"
   */
  BuildSummary(Verbosity verbosity, BuildReport built, String output, String details) {
    this.verbosity = verbosity;
    this.built = built;
    this.output = output;
    this.details = details;
  }

  /**
   * The lines.
   *
   * @param seconds that it took
   */
  String text(String seconds) {
    return text(seconds, wasFound(built.total().functions()));
  }

  /** The lines of a build that would find this one's output. */
  String repeated(String seconds) {
    return text(seconds, true);
  }

  private String text(String seconds, boolean wasFound) {
    String notices = notices();
    text.setLength(0);
    text.append(notices);
    BuildReport.Counts total = built.total();
    say(
        "%s %s: %s of %s, %,d of %,d classes, %,d of %,d functions, in %s s.",
        wasFound ? "Built before:" : "Wrote",
        output,
        Sizes.bytes(total.bytes().out()),
        Sizes.bytes(total.bytes().in()),
        total.classes().out(),
        total.classes().in(),
        total.functions().reached(),
        total.functions().in(),
        seconds);
    BuildReport.Functions functions = total.functions();
    if (functions.cached() > 0 && !wasFound) {
      say(
          "Code was generated for %,d %s; that of %,d was in the cache.",
          functions.generated(),
          FUNCTIONS.of((int) Math.min(functions.generated(), 2)),
          functions.cached());
    }
    return text.toString();
  }

  /** What there is to look at, of the output and of what it was made of. */
  String notices() {
    text.setLength(0);
    list(built.refused(), BuildSummary::refused, "warning: %d more %s; -v lists them.", CLASSES);
    list(built.duplicates(), BuildSummary::duplicate, "%d more %s; -v lists them.", PATHS);
    list(built.notes(), note -> "note: " + note, "%d more %s; -v lists them.", NOTES);
    undecided(built.undecided());
    policies(built.policies(), built.total());
    if (verbosity.verbose()) {
      built.missing().forEach(m -> say("missing: %s, named by %s", m.name(), m.by()));
      misses(built.misses());
    }
    if (built.remote() != null) {
      remote(built.remote());
    }
    return text.toString();
  }

  /** Why what was looked for was not in the cache, a line per kind. */
  private void misses(Map<String, Map<String, Long>> misses) {
    misses.forEach(
        (kind, reasons) ->
            say(
                "not in the cache: %,d %s (%s)",
                reasons.values().stream().mapToLong(Long::longValue).sum(),
                kind,
                reasons.entrySet().stream()
                    .map(reason -> "%,d %s".formatted(reason.getValue(), reason.getKey()))
                    .collect(Collectors.joining(", "))));
  }

  /** Whether the whole output was there already, or in the cache. */
  private static boolean wasFound(BuildReport.Functions functions) {
    return functions.from().outputs() > 0;
  }

  /** A thing and many of them. */
  private record Noun(String one, String many) {
    String of(int count) {
      return count == 1 ? one : many;
    }
  }

  private static final Noun CLASSES = new Noun("class like that", "classes like that");
  private static final Noun PATHS =
      new Noun("path differs between crates", "paths differ between crates");
  private static final Noun FUNCTIONS = new Noun("function", "functions");
  private static final Noun NOTES = new Noun("note like that", "notes like that");
  private static final Noun PLACES = new Noun("place", "places");

  private <T> void list(List<T> all, Function<T, String> line, String more, Noun noun) {
    int shown = verbosity.verbose() ? all.size() : Math.min(SHOWN, all.size());
    all.subList(0, shown).forEach(one -> say("%s", line.apply(one)));
    int left = all.size() - shown;
    if (left > 0) {
      say(more, left, noun.of(left));
    }
  }

  private static String refused(BuildReport.Refused refused) {
    return "warning: %s: %s: %s; nothing reaches it"
        .formatted(refused.path(), refused.entry(), refused.reason());
  }

  private static String duplicate(BuildReport.Duplicate duplicate) {
    return "%s: differs between crates; kept that of %s, not that of %s"
        .formatted(duplicate.name(), duplicate.kept(), String.join(", ", duplicate.dropped()));
  }

  /** A remote that is no use is worth a line; what one that works did is for who wants to know. */
  private void remote(RemoteCache.Traffic remote) {
    if (remote.givenUp()) {
      say(
          "note: the remote cache was given up after %d errors, the last: %s",
          remote.errors(), remote.lastError());
    } else if (verbosity.verbose()) {
      say(
          "remote     %,d requests, %,d found, %s read, %s sent, %,d errors",
          remote.requests(),
          remote.hits(),
          Sizes.bytes(remote.bytesRead()),
          Sizes.bytes(remote.bytesSent()),
          remote.errors());
    }
  }

  private void undecided(List<BuildReport.Undecided> sites) {
    if (verbosity.verbose()) {
      for (BuildReport.Undecided site : sites) {
        say("undecided: %s: %s; kept %s", site.site(), site.what(), site.kept());
      }
    } else if (!sites.isEmpty()) {
      say(
          "%d %s could not be decided (what it finds depends on the run); %s.",
          sites.size(), PLACES.of(sites.size()), details);
    }
  }

  /** The dearest policy when it is dear; all of them for who wants to know. */
  private void policies(List<BuildReport.Policy> policies, BuildReport.Counts total) {
    if (verbosity.verbose() && !policies.isEmpty()) {
      say("%-20s %9s %9s %12s  %s", "policy", "functions", "classes", "bytes", "keeps");
      for (BuildReport.Policy policy : policies) {
        BuildReport.Price price = policy.price();
        say(
            "%-20s %,9d %,9d %,12d  %s",
            policy.name(), price.functions(), price.classes(), price.bytes(), policy.what());
      }
    } else if (!policies.isEmpty()) {
      BuildReport.Policy dearest = policies.getFirst();
      long functions = dearest.price().functions();
      long percent = 100 * functions / Math.max(1, total.functions().reached());
      if (percent > DEAR) {
        say(
            "%d%% of the functions are kept by the policy '%s': %s; --report says for what.",
            percent, dearest.name(), dearest.what());
      }
    }
  }

  private void say(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
