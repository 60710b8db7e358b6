package dev.whittle.driver.generate;

import dev.whittle.dce.Level;
import dev.whittle.dce.Survival;
import dev.whittle.driver.ledger.FactKind;

/** A program whose answers are written down. */
final class RecordedSurvival implements Survival {
  private final Survival program;
  private final Answers answers;

  RecordedSurvival(Survival program, Answers answers) {
    this.program = program;
    this.answers = answers;
  }

  @Override
  public Level level(String className) {
    answers.question(FactKind.CLASS, className);
    return answers.answer(program.level(className));
  }

  @Override
  public Level function(String owner, String name, String descriptor) {
    answers.question(FactKind.FUNCTION, owner, name, descriptor);
    return answers.answer(program.function(owner, name, descriptor));
  }

  @Override
  public Level field(String owner, String name, String descriptor) {
    answers.question(FactKind.FIELD, owner, name, descriptor);
    return answers.answer(program.field(owner, name, descriptor));
  }

  @Override
  public boolean isPresent(String className) {
    answers.question(FactKind.PRESENT, className);
    return answers.answer(program.isPresent(className));
  }

  @Override
  public boolean serializes(String className) {
    answers.question(FactKind.SERIALIZES, className);
    return answers.answer(program.serializes(className));
  }
}
