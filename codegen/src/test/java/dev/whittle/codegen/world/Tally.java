package dev.whittle.codegen.world;

import java.util.ArrayList;
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
          + " class files | spills | subroutines | ldc | padding | same code | CPU : ASM | failures"
          + " |\n"
          + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

  private final String library;
  private final Map<Growth, Integer> growths = new EnumMap<>(Growth.class);
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
      growths.merge(growth, 1, Integer::sum);
    }
    if (growth == Growth.UNEXPLAINED) {
      failed(where, "larger", before + " > " + after);
    }
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
    return growths.getOrDefault(growth, 0);
  }

  String row() {
    int larger = growths.values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %.5f | %.4f | %d | %d | %d | %d | %d | %.2f | %d"
            + " |",
        library,
        classes,
        larger + equal + smaller,
        larger,
        equal,
        smaller,
        codeBefore,
        codeAfter,
        (double) codeAfter / Math.max(1, codeBefore),
        (double) bytesAfter / Math.max(1, bytesBefore),
        count(Growth.SPILLS),
        count(Growth.SUBROUTINES),
        count(Growth.CONSTANTS),
        count(Growth.PADDING),
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
