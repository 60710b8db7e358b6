package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of one library: a row of the table, and all that failed. */
final class Tally {
  /** Why code is longer than it was (docs/experiments/emission.md). */
  enum Growth {
    NONE,
    SPILLS,
    SUBROUTINES,
    CONSTANTS,
    PADDING,
    UNEXPLAINED
  }

  /** The head of the table. */
  static final String HEAD =
      "| library | classes | methods | larger | equal | smaller | code in | code out | ratio |"
          + " class files | spills | ldc | padding | together | subroutines | same code | CPU : ASM"
          + " | failures |\n"
          + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

  /** The most methods of a library that may be larger for the reasons that count together. */
  private static final double MAX_LARGER_PERCENT = 0.5;

  private final String library;
  private final Map<Growth, List<Larger>> larger = new EnumMap<>(Growth.class);
  private final Map<String, List<String>> failures = new TreeMap<>();
  private final Map<String, Integer> beyondJvms = new TreeMap<>();
  private int rejectedBefore;
  private int classes;
  private int equal;
  private int smaller;
  private int same;
  private long codeBefore;
  private long codeAfter;
  private long bytesBefore;
  private long bytesAfter;
  private long plainNanos;
  private long lowerNanos;
  private long emitNanos;

  /** A method whose code has become longer, and by how many bytes. */
  private record Larger(String where, int bytes) {}

  Tally(String library) {
    this.library = library;
  }

  void cost(long plain, long lower, long emit) {
    plainNanos += plain;
    lowerNanos += lower;
    emitNanos += emit;
  }

  void classFile(int before, int after) {
    classes++;
    bytesBefore += before;
    bytesAfter += after;
  }

  void method(String where, int before, int after, Growth growth, boolean isSame) {
    codeBefore += before;
    codeAfter += after;
    same += isSame ? 1 : 0;
    equal += before == after ? 1 : 0;
    smaller += after < before ? 1 : 0;
    if (growth != Growth.NONE) {
      larger.computeIfAbsent(growth, _ -> new ArrayList<>()).add(new Larger(where, after - before));
    }
    if (growth == Growth.UNEXPLAINED) {
      failed(where, "larger", before + " > " + after);
    }
  }

  /** All classes of the library have been told: as a whole it must not be larger. */
  void judgeWhole() {
    if (bytesAfter > bytesBefore) {
      failed(library, "class files", "are larger: %d > %d".formatted(bytesAfter, bytesBefore));
    }
    if (largerPercent() > MAX_LARGER_PERCENT) {
      failed(library, "larger", "%.2f %% of methods".formatted(largerPercent()));
    }
  }

  private int methods() {
    return larger.values().stream().mapToInt(List::size).sum() + equal + smaller;
  }

  /** Methods that are larger for a named reason, but for those with subroutines. */
  private double largerPercent() {
    int count = count(Growth.SPILLS) + count(Growth.CONSTANTS) + count(Growth.PADDING);
    return 100.0 * count / Math.max(1, methods());
  }

  void failed(String where, String what, String why) {
    failures
        .computeIfAbsent(what, _ -> new ArrayList<>())
        .add(where + ": " + why.lines().findFirst().orElse(""));
  }

  /** The verifier rejects the class, and rejected it as it came. */
  void rejectedBefore() {
    rejectedBefore++;
  }

  void dropped(String attribute) {
    beyondJvms.merge(attribute, 1, Integer::sum);
  }

  void kept(String attribute) {
    beyondJvms.merge(attribute, -1, Integer::sum);
  }

  int failureCount() {
    return failures.values().stream().mapToInt(List::size).sum();
  }

  private int count(Growth growth) {
    return larger.getOrDefault(growth, List.of()).size();
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %.5f | %.4f | %d | %d | %d | %.2f %% | %d | %d"
            + " | %.2f | %d |",
        library,
        classes,
        methods(),
        methods() - equal - smaller,
        equal,
        smaller,
        codeBefore,
        codeAfter,
        codeBefore == 0 ? 1 : (double) codeAfter / codeBefore,
        (double) bytesAfter / Math.max(1, bytesBefore),
        count(Growth.SPILLS),
        count(Growth.CONSTANTS),
        count(Growth.PADDING),
        largerPercent(),
        count(Growth.SUBROUTINES),
        same,
        (double) (lowerNanos + emitNanos) / Math.max(1, plainNanos),
        failureCount());
  }

  /** Failures by kind, some of each, and what was left out on purpose. */
  List<String> notes(int perKind) {
    List<String> notes = new ArrayList<>();
    failures.forEach(
        (kind, all) -> {
          notes.add("%s: %d x %s".formatted(library, all.size(), kind));
          all.stream().limit(perKind).forEach(failure -> notes.add("    " + failure));
        });
    beyondJvms.forEach(
        (attribute, count) -> {
          if (count != 0) {
            notes.add(
                "%s: left out, beyond the JVMS: %d x %s".formatted(library, count, attribute));
          }
        });
    if (rejectedBefore > 0) {
      notes.add(
          "%s: rejected by java.lang.classfile before and after: %d classes"
              .formatted(library, rejectedBefore));
    }
    larger.forEach(
        (growth, methods) -> {
          int bytes = methods.stream().mapToInt(Larger::bytes).sum();
          notes.add(
              "%s: %s: %d methods larger by %d bytes"
                  .formatted(library, growth, methods.size(), bytes));
          methods.stream()
              .sorted(Comparator.comparing(Larger::bytes).reversed())
              .limit(perKind)
              .forEach(method -> notes.add("    " + method.bytes() + " " + method.where()));
        });
    notes.add(
        String.format(
            Locale.ROOT,
            "%s: CPU ms: ASM %d, lower %d, emit %d",
            library,
            plainNanos / 1_000_000,
            lowerNanos / 1_000_000,
            emitNanos / 1_000_000));
    return notes;
  }
}
