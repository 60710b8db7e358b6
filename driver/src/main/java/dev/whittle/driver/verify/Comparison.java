package dev.whittle.driver.verify;

import dev.whittle.driver.report.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How two runs differ.
 *
 * @param differences empty when nothing does
 */
public record Comparison(List<Difference> differences) {
  /** Of a text no more lines than this are shown. */
  private static final int LINES = 10;

  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * One thing that differs.
   *
   * @param what {@code exit code}, {@code stdout}, {@code stderr} or the path of a file
   * @param lines how: a line of the original begins with {@code - }, one of the pruned program with
   *     {@code + }
   */
  public record Difference(String what, List<String> lines) {
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  /** Which streams count. */
  public enum Streams {
    OUTPUT,
    OUTPUT_AND_ERRORS
  }

  /** Compares what two runs left. */
  public static Comparison of(ProgramRun original, ProgramRun pruned, Streams streams) {
    List<Difference> differences = new ArrayList<>();
    if (original.exitCode() != pruned.exitCode()) {
      differences.add(
          new Difference("exit code", List.of("- " + exit(original), "+ " + exit(pruned))));
    }
    compare("stdout", original.output(), pruned.output(), differences);
    if (streams == Streams.OUTPUT_AND_ERRORS) {
      compare("stderr", original.errors(), pruned.errors(), differences);
    }
    SortedSet<String> files = new TreeSet<>(original.files().keySet());
    files.addAll(pruned.files().keySet());
    for (String file : files) {
      compare(file, original.files().get(file), pruned.files().get(file), differences);
    }
    return new Comparison(differences);
  }

  private static String exit(ProgramRun run) {
    return run.exitCode() == ProgramRun.TIMED_OUT
        ? "killed, as it took too long"
        : Integer.toString(run.exitCode());
  }

  private static void compare(
      String what, byte[] original, byte[] pruned, List<Difference> differences) {
    if (original == null) {
      differences.add(new Difference(what, List.of("+ written by the pruned program only")));
    } else if (pruned == null) {
      differences.add(new Difference(what, List.of("- written by the original only")));
    } else if (!Arrays.equals(original, pruned)) {
      differences.add(new Difference(what, lines(original, pruned)));
    }
  }

  /** The lines from the first that differs on; of other than text, the place of the first byte. */
  private static List<String> lines(byte[] original, byte[] pruned) {
    String before = text(original);
    String after = text(pruned);
    if (before == null || after == null) {
      return List.of(
          "  %d and %d bytes, from byte %d on"
              .formatted(original.length, pruned.length, Arrays.mismatch(original, pruned)));
    }
    List<String> left = before.lines().toList();
    List<String> right = after.lines().toList();
    int start = 0;
    while (start < Math.min(left.size(), right.size())
        && left.get(start).equals(right.get(start))) {
      start++;
    }
    int leftEnd = left.size();
    int rightEnd = right.size();
    while (leftEnd > start
        && rightEnd > start
        && left.get(leftEnd - 1).equals(right.get(rightEnd - 1))) {
      leftEnd--;
      rightEnd--;
    }
    List<String> lines = new ArrayList<>();
    lines.add("  from line " + (start + 1) + " on:");
    show("- ", left.subList(start, leftEnd), lines);
    show("+ ", right.subList(start, rightEnd), lines);
    if (lines.size() == 1) {
      lines.add("  only the ends of lines differ");
    }
    return lines;
  }

  private static void show(String prefix, List<String> part, List<String> lines) {
    part.stream().limit(LINES).map(prefix::concat).forEach(lines::add);
    if (part.size() > LINES) {
      lines.add("  and " + (part.size() - LINES) + " more such lines");
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  /** For scripts: whether the runs are the same, and what differs. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("same", differences.isEmpty());
    List<Object> all = new ArrayList<>();
    for (Difference difference : differences) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("what", difference.what());
      one.put("lines", difference.lines());
      all.add(one);
    }
    json.put("differences", all);
    return Json.print(json);
  }
}
