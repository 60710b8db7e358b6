package dev.whittle.ir;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.util.Optional;

/**
 * The code of a function, decoded when asked: a pure function behind a memo. {@link Code} is one
 * already in memory; a mapped crate and a jar lowered on demand have their own.
 *
 * <p>Errors: both methods may throw the reader's unchecked error for damaged input, naming the
 * file.
 */
public interface CodeHandle {
  /** The body: all that decides what the function does, and its generated code. */
  Body body();

  /** Lines, names and code type annotations: beside the body, outside its hash. */
  Locations locations();

  /**
   * Why there is no body, when lowering could not follow the code: then both other methods throw.
   * It is an error only for programs that reach the function.
   */
  default Optional<String> refusal() {
    return Optional.empty();
  }

  /** Code in memory. */
  record Code(Body body, Locations locations) implements CodeHandle {}

  /** Code that lowering could not follow. */
  record Refused(String reason) implements CodeHandle {
    @Override
    public Body body() {
      throw new DamagedInput(reason);
    }

    @Override
    public Locations locations() {
      throw new DamagedInput(reason);
    }

    @Override
    public Optional<String> refusal() {
      return Optional.of(reason);
    }
  }
}
