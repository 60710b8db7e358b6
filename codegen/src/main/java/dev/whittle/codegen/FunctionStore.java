package dev.whittle.codegen;

import dev.whittle.ir.FunctionDef;
import java.util.Optional;

/**
 * Where generated code of functions may come from instead of being generated, and where it goes.
 * What is found must be what was put, by this version of Whittle, for a function with an equal
 * body: a store answers for its bytes. May be asked from several threads.
 */
public interface FunctionStore {
  /** Nothing is found and nothing is kept. */
  FunctionStore NONE =
      new FunctionStore() {
        @Override
        public Optional<byte[]> find(FunctionDef function) {
          return Optional.empty();
        }

        @Override
        public void put(FunctionDef function, byte[] code) {}

        @Override
        public boolean keeps() {
          return false;
        }
      };

  /** The code that was put for a function with the same body. */
  Optional<byte[]> find(FunctionDef function);

  /** The code of a function that was just generated. */
  void put(FunctionDef function, byte[] code);

  /** Whether there is any use in putting something. */
  default boolean keeps() {
    return true;
  }

  /** The code of a function is about to be generated, on this thread. */
  default void begin(FunctionDef function) {}

  /** It has been. */
  default void end(FunctionDef function) {}
}
