package dev.whittle.driver.patch;

import dev.whittle.dce.Level;
import dev.whittle.dce.Survival;
import dev.whittle.driver.ledger.Fact;
import dev.whittle.driver.ledger.FactKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private final Map<String, Integer> answers = new HashMap<>();

  /**
   * @param recorded questions and answers, as they stand in keys
   * @throws IllegalArgumentException when it is something else
   */
  ReplayedSurvival(byte[] recorded) {
    for (Fact fact : Fact.parse(recorded)) {
      answers.put(question(fact.kind(), fact.names()), fact.answer());
    }
  }

  @Override
  public Level level(String className) {
    return LEVELS[answer(FactKind.CLASS, List.of(className))];
  }

  @Override
  public Level function(String owner, String name, String descriptor) {
    return LEVELS[answer(FactKind.FUNCTION, List.of(owner, name, descriptor))];
  }

  @Override
  public Level field(String owner, String name, String descriptor) {
    return LEVELS[answer(FactKind.FIELD, List.of(owner, name, descriptor))];
  }

  @Override
  public boolean isPresent(String className) {
    return answer(FactKind.PRESENT, List.of(className)) != 0;
  }

  @Override
  public boolean serializes(String className) {
    return answer(FactKind.SERIALIZES, List.of(className)) != 0;
  }

  private int answer(FactKind kind, List<String> names) {
    String question = question(kind, names);
    Integer answer = answers.get(question);
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
