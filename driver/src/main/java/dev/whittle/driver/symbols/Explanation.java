package dev.whittle.driver.symbols;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer about one class or member, whose full name is {@code symbol}. */
public sealed interface Explanation {
  String symbol();

  /** The answer in words: lines that go on from the symbol, or from the line before. */
  List<String> lines();

  /** The answer for scripts: {@code docs/why.md}. */
  Map<String, Object> json();

  /** One reason: {@code text because (given and)}; the last two may be empty. */
  record Step(String kind, String text, String because, String and) {
    private String line() {
      return text
          + (because.isEmpty() ? "" : " " + because)
          + (and.isEmpty() ? "" : " (given " + and + ")");
    }

    private Map<String, Object> json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("kind", kind);
      object.put("text", text);
      if (!because.isEmpty()) {
        object.put("because", because);
      }
      if (!and.isEmpty()) {
        object.put("and", and);
      }
      return object;
    }
  }

  /** It is in the build; the steps lead back to a root. */
  record Kept(String symbol, List<Step> steps) implements Explanation {
    public Kept {
      steps = List.copyOf(steps);
    }

    @Override
    public List<String> lines() {
      return steps.stream().map(Step::line).toList();
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("symbol", symbol);
      object.put("kept", true);
      object.put("chain", steps.stream().map(Step::json).toList());
      return object;
    }
  }

  /**
   * Something in the input that refers to what is not in the build.
   *
   * @param remark why that is no reason to keep it
   */
  record Referrer(String text, String by, boolean reached, String remark) {
    private String line() {
      return text + " " + by + ", " + remark;
    }

    private Map<String, Object> json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("text", text);
      object.put("by", by);
      object.put("reached", reached);
      return object;
    }
  }

  /**
   * It is not in the build.
   *
   * @param referrers some of those who refer to it, those that are reached first
   * @param more how many more there are
   * @param nearest from the nearest place that is reached, over what refers to what, to a referrer;
   *     empty when there is no way
   */
  record Pruned(String symbol, List<Referrer> referrers, int more, List<String> nearest)
      implements Explanation {
    public Pruned {
      referrers = List.copyOf(referrers);
      nearest = List.copyOf(nearest);
    }

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("is not in the build: nothing reaches it");
      if (referrers.isEmpty()) {
        lines.add("nothing in the input refers to it");
        return lines;
      }
      referrers.forEach(referrer -> lines.add(referrer.line()));
      if (more > 0) {
        lines.add("and " + more + " more");
      }
      if (nearest.isEmpty()) {
        lines.add("no reached code leads to it");
      } else if (nearest.size() > 1) {
        lines.add(
            "the nearest reached code is %d steps away: %s"
                .formatted(nearest.size(), String.join(" > ", nearest)));
      }
      return lines;
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("symbol", symbol);
      object.put("kept", false);
      object.put("referrers", referrers.stream().map(Referrer::json).toList());
      object.put("moreReferrers", more);
      object.put("nearest", nearest);
      return object;
    }
  }
}
