package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import dev.whittle.cache.Kind;
import dev.whittle.cache.UsageCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Says of what a build did not find in the cache why that is, by what earlier builds of the program
 * were made of, and counts it. May be asked from several threads.
 *
 * <p>The build before counts; one before that when it did not have the class at all.
 */
public final class Misses {
  private final List<PastBuild> builds;
  private final Map<String, ClassRow>[] rows;
  private final List<PastBuild.Field> fields;
  private final boolean readable;
  private final UsageCounters usage;
  private final Map<String, Map<MissReason, LongAdder>> counts = new ConcurrentHashMap<>();

  /**
   * @param history of the program
   * @param fields what the output key of this build is made of; empty when nothing is looked for
   * @param readable whether the cache can be read
   * @param usage where misses are counted, too
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  Misses(
      ProgramHistory history, List<PastBuild.Field> fields, boolean readable, UsageCounters usage) {
    this.builds = history.builds();
    this.rows = new Map[builds.size()];
    this.fields = fields;
    this.readable = readable;
    this.usage = usage;
  }

  /** For what nobody asks about afterwards. */
  public static Misses uncounted() {
    ProgramHistory none = new ProgramHistory("", List.of());
    return new Misses(none, List.of(), true, new UsageCounters());
  }

  /** How often each reason was met, by the name of the kind. */
  public Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    counts.forEach(
        (kind, reasons) -> {
          Map<String, Long> sums = new TreeMap<>();
          reasons.forEach((reason, count) -> sums.put(reason.label(), count.sum()));
          all.put(kind, sums);
        });
    return all;
  }

  private MissReason count(Kind kind, MissReason reason) {
    counts
        .computeIfAbsent(kind.name(), _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(reason, _ -> new LongAdder())
        .increment();
    usage.countMiss(kind, reason.label());
    return reason;
  }

  /** Why a recorded output was not there. */
  public void output(Kind kind, Digest key, boolean damaged) {
    count(kind, output(key, damaged));
  }

  private MissReason output(Digest key, boolean damaged) {
    if (!readable) {
      return MissReason.UNREADABLE;
    }
    if (builds.stream().anyMatch(build -> build.output().equals(key))) {
      return damaged ? MissReason.DAMAGED : MissReason.EVICTED;
    }
    if (builds.isEmpty()) {
      return MissReason.NEW;
    }
    PastBuild last = builds.getFirst();
    if (whittleDiffers(last)) {
      return MissReason.WHITTLE;
    }
    return options(last.fields()).equals(options(fields)) ? MissReason.INPUT : MissReason.OPTIONS;
  }

  /** What is neither Whittle nor an input. */
  private static List<PastBuild.Field> options(List<PastBuild.Field> fields) {
    return fields.stream()
        .filter(field -> !List.of("root", "library", "name", "content").contains(field.tag()))
        .toList();
  }

  private boolean whittleDiffers(PastBuild build) {
    return !build.field("schema").equals(value("schema"))
        || !build.field(PastBuild.WHITTLE).equals(value(PastBuild.WHITTLE));
  }

  private String value(String tag) {
    return fields.stream()
        .filter(field -> field.tag().equals(tag))
        .map(PastBuild.Field::value)
        .findFirst()
        .orElse("");
  }

  /**
   * Why a crate was not there.
   *
   * @param content of the input
   */
  public void crate(Kind kind, String name, Digest content, Digest key, boolean damaged) {
    count(kind, crate(name, content, key, damaged));
  }

  private MissReason crate(String name, Digest content, Digest key, boolean damaged) {
    if (!readable) {
      return MissReason.UNREADABLE;
    }
    if (damaged) {
      return MissReason.DAMAGED;
    }
    for (PastBuild build : builds) {
      Optional<PastBuild.Input> before = build.input(name);
      if (before.isPresent()) {
        return !before.get().content().equals(content)
            ? MissReason.INPUT
            : key.equals(before.get().key()) ? MissReason.EVICTED : MissReason.WHITTLE;
      }
    }
    return MissReason.NEW;
  }

  /** The class in a build before this one, and that build. */
  private record Before(PastBuild build, ClassRow row) {}

  private Optional<Before> before(String name, int release) {
    for (int i = 0; i < builds.size(); i++) {
      ClassRow row = rows(i).get(release + name);
      if (row != null) {
        return Optional.of(new Before(builds.get(i), row));
      }
    }
    return Optional.empty();
  }

  private synchronized Map<String, ClassRow> rows(int build) {
    if (rows[build] == null) {
      Map<String, ClassRow> byName = new HashMap<>();
      for (ClassRow row : builds.get(build).classes()) {
        byName.putIfAbsent(row.release() + row.name(), row);
      }
      rows[build] = byName;
    }
    return rows[build];
  }

  /** Whether any earlier build had an image under that key. */
  private boolean had(String name, int release, Digest key) {
    for (int i = 0; i < builds.size(); i++) {
      ClassRow row = rows(i).get(release + name);
      if (row != null && row.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The image of a class was not there.
   *
   * @param now the class as it is now
   * @param answers what was asked about the program and answered, as it stands in the key
   * @param damaged whether the image was there and could not be read
   * @param inputs what is kept of an image
   */
  public OfClass image(
      Kind kind,
      ClassRow now,
      byte[] answers,
      boolean damaged,
      Function<Digest, Optional<KeyInputs>> inputs) {
    Optional<Before> before = before(now.name(), now.release());
    Optional<KeyInputs> then = Optional.empty();
    MissReason reason;
    if (!readable) {
      reason = MissReason.UNREADABLE;
    } else if (damaged) {
      reason = MissReason.DAMAGED;
    } else if (had(now.name(), now.release(), now.key())) {
      reason = MissReason.EVICTED;
    } else if (before.isEmpty()) {
      reason = MissReason.NEW;
    } else if (whittleDiffers(before.get().build())) {
      reason = MissReason.WHITTLE;
    } else if (generationDiffers(before.get().build())) {
      reason = MissReason.OPTIONS;
    } else {
      then = inputs.apply(before.get().row().key());
      reason =
          before.get().row().content() != now.content()
              ? MissReason.CLASS
              : then.map(inputsThen -> fact(inputsThen, answers)).orElse(MissReason.UNKNOWN);
    }
    return new OfClass(count(kind, reason), then);
  }

  private boolean generationDiffers(PastBuild build) {
    return PastBuild.GENERATION.stream().anyMatch(tag -> !build.field(tag).equals(value(tag)));
  }

  /** The first question that is new, or that has another answer. */
  private static MissReason fact(KeyInputs then, byte[] answers) {
    List<Fact> now = Fact.parse(answers);
    for (int i = 0; i < now.size(); i++) {
      if (i >= then.facts().size() || !then.facts().get(i).equals(now.get(i))) {
        return MissReason.of(now.get(i).kind());
      }
    }
    return MissReason.UNKNOWN;
  }

  /** Why functions of a class whose image was not there were not there either. */
  public final class OfClass {
    private final MissReason image;
    private final Optional<KeyInputs> then;
    private int functions;

    private OfClass(MissReason image, Optional<KeyInputs> then) {
      this.image = image;
      this.then = then;
    }

    /** Why the image was not there. */
    public MissReason image() {
      return image;
    }

    /** Why functions were not there: a bit by the ordinal of each reason. */
    public int functions() {
      return functions;
    }

    /** The code of that function was not there, and whether because it is damaged. */
    public void function(Kind kind, KeyInputs.Function now, boolean damaged) {
      functions |= 1 << count(kind, damaged ? MissReason.DAMAGED : reason(now)).ordinal();
    }

    private MissReason reason(KeyInputs.Function now) {
      return switch (image) {
        case UNREADABLE, NEW, WHITTLE, OPTIONS -> image;
        // Of the same bodies, and their code is not there: it went with the image.
        case EVICTED, DAMAGED -> MissReason.EVICTED;
        case BODY,
            CLASS,
            INPUT,
            UNKNOWN,
            FACT_CLASS,
            FACT_FUNCTION,
            FACT_FIELD,
            FACT_PRESENT,
            FACT_SERIALIZES ->
            then.isEmpty()
                ? MissReason.UNKNOWN
                : then.get()
                    .function(now.name(), now.descriptor())
                    .map(old -> old.body() == now.body() ? MissReason.EVICTED : MissReason.BODY)
                    .orElse(MissReason.NEW);
      };
    }
  }
}
