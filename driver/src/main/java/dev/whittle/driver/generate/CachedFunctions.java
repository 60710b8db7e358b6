package dev.whittle.driver.generate;

import dev.whittle.cache.EntryStore;
import dev.whittle.codegen.FunctionStore;
import dev.whittle.ir.FunctionDef;
import java.util.Optional;

/** The code of the functions of one class in the cache; counts what was generated. */
final class CachedFunctions implements FunctionStore {
  private final EntryStore entries;
  private final GenerationKeys keys;
  private long generated;

  CachedFunctions(EntryStore entries, GenerationKeys keys) {
    this.entries = entries;
    this.keys = keys;
  }

  @Override
  public Optional<byte[]> find(FunctionDef function) {
    return entries.find(GenerationKeys.FUNCTIONS, keys.function(function));
  }

  @Override
  public void put(FunctionDef function, byte[] code) {
    entries.put(GenerationKeys.FUNCTIONS, keys.function(function), code);
    generated++;
  }

  long generated() {
    return generated;
  }
}
