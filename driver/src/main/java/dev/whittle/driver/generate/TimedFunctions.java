package dev.whittle.driver.generate;

import dev.whittle.codegen.FunctionStore;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.FunctionDef;
import java.util.Optional;

/** Takes the time of generating each function of a class; otherwise another store. */
final class TimedFunctions implements FunctionStore {
  private final FunctionStore store;
  private final String className;
  private final Timings timings;
  private Timings.Start begun;

  TimedFunctions(FunctionStore store, String className, Timings timings) {
    this.store = store;
    this.className = className;
    this.timings = timings;
  }

  @Override
  public Optional<byte[]> find(FunctionDef function) {
    return store.find(function);
  }

  @Override
  public void put(FunctionDef function, byte[] code) {
    store.put(function, code);
  }

  @Override
  public boolean keeps() {
    return store.keeps();
  }

  @Override
  public void begin(FunctionDef function) {
    begun = timings.start();
  }

  @Override
  public void end(FunctionDef function) {
    String name = className + "." + function.name() + function.descriptor();
    timings.add(Timings.Kind.FUNCTION, name, begun);
  }
}
