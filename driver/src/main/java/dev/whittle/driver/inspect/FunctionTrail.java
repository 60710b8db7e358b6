package dev.whittle.driver.inspect;

import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.ledger.Fact;
import dev.whittle.driver.ledger.MissReason;
import dev.whittle.driver.ledger.PastBuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the code of a function depended on in the last builds of a program, and what of it changed.
 */
final class FunctionTrail {
  private static final String UNKNOWN = "not known any more";
  private static final String NOT_THERE = "not in that build";

  private final CacheContents.Program program;
  private final ClassView now;
  private final ClassView.Function function;
  private final boolean isPatched;

  /**
   * @param now its class in the last build that has it
   * @param function null for the class alone
   * @param isPatched whether its class was made anew since the last build
   */
  FunctionTrail(
      CacheContents.Program program,
      ClassView now,
      ClassView.Function function,
      boolean isPatched) {
    this.isPatched = isPatched;
    this.program = program;
    this.now = now;
    this.function = function;
  }

  /** A key input; {@code before} and {@code after} are equal where nothing changed. */
  private record Compared(String input, String before, String after) {
    boolean differs() {
      return !Objects.equals(before, after);
    }

    Map<String, Object> change(PastBuild build) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("build", build.time());
      row.put("input", input);
      row.put("before", before);
      row.put("after", after);
      return row;
    }

    Map<String, Object> value() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("input", input);
      row.put("value", after);
      return row;
    }
  }

  Description describe() {
    String name = function == null ? now.name() : now.name(function);
    Description.Builder said =
        new Description.Builder(function == null ? "class" : "function", name);
    said.with("program", program.history().output());
    said.with("build", now.build().time());
    if (isPatched) {
      said.with("since then", "its class was edited, and made anew in the jar as it lay (a patch)");
    }
    List<PastBuild> builds = program.history().builds();
    int at = builds.indexOf(now.build());
    if (at > 0) {
      said.with("not in the build", builds.getFirst().time());
    }
    Optional<ClassView> previous =
        at + 1 < builds.size() ? now.in(builds.get(at + 1)) : Optional.empty();
    said.with("came", came(previous));
    said.with("changed", changed(at, previous));
    said.with("inputs", compare(now, now).stream().map(Compared::value).toList());
    return said.with("changes", changes(builds.subList(at, builds.size()))).build();
  }

  /** What differs from the build before, in short. */
  private String changed(int at, Optional<ClassView> previous) {
    if (at + 1 == program.history().builds().size()) {
      return "no earlier build is known";
    }
    if (previous.isEmpty()) {
      return "the build before did not have the class";
    }
    List<String> changed =
        compare(previous.get(), now).stream()
            .filter(Compared::differs)
            .map(Compared::input)
            .toList();
    return changed.isEmpty() ? "nothing" : String.join("; ", changed);
  }

  /** What differed from one build to the next, the last change first. */
  private List<Map<String, Object>> changes(List<PastBuild> builds) {
    List<Map<String, Object>> changes = new ArrayList<>();
    for (int i = 0; i + 1 < builds.size(); i++) {
      PastBuild build = builds.get(i);
      Optional<ClassView> after = now.in(build);
      Optional<ClassView> before = now.in(builds.get(i + 1));
      if (after.isPresent() && before.isPresent()) {
        compare(before.get(), after.get()).stream()
            .filter(Compared::differs)
            .map(compared -> compared.change(build))
            .forEach(changes::add);
      } else if (after.isPresent() || before.isPresent()) {
        String then = before.isPresent() ? "there" : NOT_THERE;
        changes.add(
            new Compared("class", then, after.isPresent() ? "there" : NOT_THERE).change(build));
      }
    }
    return changes;
  }

  /** Where the code came from in the last build. */
  private String came(Optional<ClassView> previous) {
    ClassRow row = now.row();
    if (row.missed() == null) {
      return "with the image of its class, which was in the cache";
    }
    String because = " (" + row.missed().label() + ")";
    if (function == null) {
      return "its image was not in the cache" + because;
    }
    if (now.keyInputs(function).isEmpty()) {
      return "generated with its class, whose image was not in the cache" + because;
    }
    Optional<MissReason> missed = missed(previous);
    return missed
        .map(reason -> "generated: " + reason.label())
        .orElse("its code was in the cache; the image of its class was not" + because);
  }

  /** Why the code was not there, as far as that can still be told. */
  private Optional<MissReason> missed(Optional<ClassView> previous) {
    ClassRow row = now.row();
    boolean had = previous.map(p -> p.functions().contains(function)).orElse(false);
    if (had) {
      if (!now.body(function).equals(previous.get().body(function))) {
        return Optional.of(MissReason.BODY).filter(row::missedFunctions);
      }
    } else if (row.missedFunctions(MissReason.NEW)) {
      return Optional.of(MissReason.NEW);
    }
    return List.of(
            MissReason.WHITTLE,
            MissReason.OPTIONS,
            MissReason.EVICTED,
            MissReason.DAMAGED,
            MissReason.UNREADABLE,
            MissReason.UNKNOWN)
        .stream()
        .filter(row::missedFunctions)
        .findFirst();
  }

  private List<Compared> compare(ClassView before, ClassView after) {
    List<Compared> inputs = new ArrayList<>();
    inputs.add(new Compared("Whittle", whittle(before.build()), whittle(after.build())));
    for (String option : PastBuild.GENERATION) {
      inputs.add(new Compared(option, before.build().field(option), after.build().field(option)));
    }
    if (function != null) {
      inputs.add(new Compared("body of the function", body(before), body(after)));
    }
    inputs.add(
        new Compared(
            "class", ClassView.hex(before.row().content()), ClassView.hex(after.row().content())));
    if (function == null) {
      inputs.addAll(bodies(before, after));
    }
    inputs.addAll(facts(before, after));
    return inputs;
  }

  private String body(ClassView view) {
    return view.functions().contains(function)
        ? view.body(function).orElse(UNKNOWN)
        : view.inputs().isPresent() ? NOT_THERE : UNKNOWN;
  }

  /** The functions whose bodies differ, as far as they are known. */
  private static List<Compared> bodies(ClassView before, ClassView after) {
    List<Compared> differing = new ArrayList<>();
    for (ClassView.Function function : after.functions()) {
      Optional<String> then = before.keyInputs(function).map(f -> ClassView.hex(f.body()));
      Optional<String> now = after.keyInputs(function).map(f -> ClassView.hex(f.body()));
      if (then.isPresent() && now.isPresent() && !then.equals(now)) {
        String name = "body of " + function.name() + function.descriptor();
        differing.add(new Compared(name, then.get(), now.get()));
      }
    }
    return differing;
  }

  private static String whittle(PastBuild build) {
    String digest = build.field(PastBuild.WHITTLE);
    return build.version() + " " + digest.substring(0, Math.min(12, digest.length()));
  }

  /** The questions whose answers differ, or one line that none does. */
  private static List<Compared> facts(ClassView before, ClassView after) {
    if (before.inputs().isEmpty() || after.inputs().isEmpty()) {
      return List.of(new Compared("questions about the program", UNKNOWN, UNKNOWN));
    }
    Map<String, String> then = answers(before);
    Map<String, String> now = answers(after);
    List<Compared> differing = new ArrayList<>();
    now.forEach(
        (question, answer) -> {
          String earlier = then.getOrDefault(question, "not asked");
          if (!earlier.equals(answer)) {
            differing.add(new Compared(question, earlier, answer));
          }
        });
    then.forEach(
        (question, answer) -> {
          if (!now.containsKey(question)) {
            differing.add(new Compared(question, answer, "not asked"));
          }
        });
    if (differing.isEmpty()) {
      String all = now.size() + " answers";
      return List.of(new Compared("questions about the program", all, all));
    }
    return differing;
  }

  private static Map<String, String> answers(ClassView view) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (Fact fact : view.facts()) {
      answers.put(fact.question(), fact.answerText());
    }
    return answers;
  }
}
