package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether two codes are the same: first instruction by instruction with all tables; else by what
 * can be seen from outside, which is less than all only where instructions came or went (code that
 * nothing reaches, jumps to the next instruction, spills on back edges).
 *
 * <p>Seen from outside are effects, in the order of the code: accesses, calls, allocations, checks,
 * locks, throws and returns, each with its line, the visible variables, and the handlers that cover
 * it by their types.
 */
final class CodeComparison {
  private final Code code;

  /** Effects before each instruction, and before the end. */
  private final int[] effectsBefore;

  private final List<Integer> effects = new ArrayList<>();

  private CodeComparison(Code code) {
    this.code = code;
    effectsBefore = new int[code.size() + 1];
    BitSet reachable = code.reachable();
    for (int i = 0; i < code.size(); i++) {
      effectsBefore[i] = effects.size();
      if (reachable.get(i) && isEffect(code.opcode(i))) {
        effects.add(i);
      }
    }
    effectsBefore[code.size()] = effects.size();
  }

  /** Null when the codes are the same instruction by instruction, else the first difference. */
  static String exact(Code before, Code after) {
    return difference(exactLines(before), exactLines(after));
  }

  /** Null when the codes are the same seen from outside, else the first difference. */
  static String observable(Code before, Code after) {
    return difference(
        new CodeComparison(before).effectLines(), new CodeComparison(after).effectLines());
  }

  static String difference(List<String> before, List<String> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String left = i < before.size() ? before.get(i) : "";
      String right = i < after.size() ? after.get(i) : "";
      if (!left.equals(right)) {
        return "was [" + left + "] is [" + right + "]";
      }
    }
    return null;
  }

  private static List<String> exactLines(Code code) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < code.size(); i++) {
      StringBuilder line = new StringBuilder(code.text(i));
      for (int target : code.targets(i)) {
        line.append(" @").append(target);
      }
      lines.add(line.toString());
    }
    code.handlers.forEach(h -> lines.add(h.toString()));
    TreeSet<String> tables = new TreeSet<>(code.annotations);
    code.lines.forEach(line -> tables.add(line.toString()));
    code.variables.stream().filter(v -> v.start() < v.end()).forEach(v -> tables.add(v.toString()));
    lines.addAll(tables);
    return lines;
  }

  private List<String> effectLines() {
    TreeMap<Integer, Integer> lineAt = new TreeMap<>();
    code.lines.forEach(line -> lineAt.put(line.start(), line.line()));
    List<String> texts = new ArrayList<>();
    for (int effect : effects) {
      var line = lineAt.floorEntry(effect);
      texts.add((line == null ? "?" : line.getValue()) + " " + code.text(effect));
    }
    for (Code.Handler h : code.handlers) {
      spans("catch " + h.type(), h.start(), h.end(), texts);
    }
    TreeSet<String> variables = new TreeSet<>();
    List<String> spans = new ArrayList<>();
    code.variables.forEach(v -> spans(v.text(), v.start(), v.end(), spans));
    variables.addAll(spans);
    texts.addAll(variables);
    return texts;
  }

  private void spans(String text, int start, int end, List<String> into) {
    int first = effectsBefore[start];
    int last = effectsBefore[end];
    if (first < last) {
      into.add(text + " " + first + ".." + last);
    }
  }

  private static boolean isEffect(int opcode) {
    return opcode >= 46 && opcode <= 53
        || opcode >= 79 && opcode <= 86
        || opcode >= 172 && opcode <= 197;
  }
}
