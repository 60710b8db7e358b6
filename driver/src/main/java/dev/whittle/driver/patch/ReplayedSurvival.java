package dev.whittle.driver.patch;

import dev.whittle.dce.Established;
import dev.whittle.dce.Level;
import dev.whittle.dce.Pruning;
import dev.whittle.dce.Survival;
import dev.whittle.driver.ledger.FactKind;
import dev.whittle.ir.ClassDef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A program of which only answers are left that it once gave. */
final class ReplayedSurvival implements Survival {
  /** Something is asked that was not asked then. */
  static final class Unasked extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unasked(String question) {
      super(question, null, false, false);
    }
  }

  private static final Level[] LEVELS = Level.values();

  private final Map<String, Integer> known = new HashMap<>();

  /** By the function: how much of it survives, whatever was answered then. */
  private final Map<String, Level> edited = new HashMap<>();

  private final byte[] answers;
  private final Supplier<Optional<Established>> established;

  /** How many of the answers have been given once more. */
  private int given;

  private ReplayedSurvival(byte[] answers, Supplier<Optional<Established>> established) {
    this.answers = answers;
    this.established = established;
  }

  /**
   * What was answered while {@code then} was cut down. The same class asks the same questions in
   * the same order, so they need not be kept.
   *
   * @param answers a byte for each question
   * @param established by the analysis of then, when that is known: it may know of classes that
   *     nobody asked for; asked for when one of them is
   * @throws Unasked when they are those of another class
   */
  static ReplayedSurvival of(
      ClassDef then, byte[] answers, Supplier<Optional<Established>> established) {
    ReplayedSurvival program = new ReplayedSurvival(answers, established);
    Pruning.prune(then, program);
    if (program.given != answers.length) {
      throw new Unasked("more was asked then");
    }
    return program;
  }

  /**
   * From now on, these functions of a class survive otherwise.
   *
   * @param used those that survive whole, by name and descriptor
   * @param added those that nobody can have asked for
   */
  void edit(String owner, Set<String> used, Set<String> added) {
    for (String function : added) {
      edited.put(owner + "." + function, Level.ABSENT);
    }
    for (String function : used) {
      edited.put(owner + "." + function, Level.USED);
    }
  }

  @Override
  public Level level(String className) {
    return LEVELS[answer(FactKind.CLASS, List.of(className))];
  }

  @Override
  public Level function(String owner, String name, String descriptor) {
    Level level = edited.isEmpty() ? null : edited.get(owner + "." + name + descriptor);
    return level != null
        ? level
        : LEVELS[answer(FactKind.FUNCTION, List.of(owner, name, descriptor))];
  }

  @Override
  public Level field(String owner, String name, String descriptor) {
    return LEVELS[answer(FactKind.FIELD, List.of(owner, name, descriptor))];
  }

  @Override
  public boolean isPresent(String className) {
    return hasAnswer(FactKind.PRESENT, List.of(className))
        ? answer(FactKind.PRESENT, List.of(className)) != 0
        : isEstablished(className);
  }

  @Override
  public boolean serializes(String className) {
    return answer(FactKind.SERIALIZES, List.of(className)) != 0;
  }

  private boolean isEstablished(String className) {
    if (established.get().filter(known -> known.isPresent(className)).isEmpty()) {
      throw new Unasked(className);
    }
    return true;
  }

  private boolean hasAnswer(FactKind kind, List<String> names) {
    return given < answers.length || known.containsKey(question(kind, names));
  }

  private int answer(FactKind kind, List<String> names) {
    String question = question(kind, names);
    if (given < answers.length) {
      int answer = answers[given++];
      known.put(question, answer);
      return answer;
    }
    Integer answer = known.get(question);
    if (answer == null) {
      throw new Unasked(question);
    }
    return answer;
  }

  /**
   * What comes before the last name has a fixed number of names, so that no two questions are
   * equal.
   */
  private static String question(FactKind kind, List<String> names) {
    StringBuilder question = new StringBuilder().append(kind.code);
    for (String name : names) {
      question.append('\0').append(name);
    }
    return question.toString();
  }
}
