package dev.whittle.driver.generate;

import dev.whittle.cache.Digest;
import dev.whittle.cache.EntryStore;
import dev.whittle.codegen.FunctionStore;
import dev.whittle.ir.FunctionDef;
import java.util.Optional;

/** The code of the functions of one class in the cache; counts what was generated. */
final class CachedFunctions implements FunctionStore {
  private final EntryStore entries;
  private final GenerationKeys keys;
  private FunctionDef asked;
  private Digest key;
  private long generated;

  CachedFunctions(EntryStore entries, GenerationKeys keys) {
    this.entries = entries;
    this.keys = keys;
  }

  @Override
  public Optional<byte[]> find(FunctionDef function) {
    asked = function;
    key = keys.function(function);
    return entries.find(GenerationKeys.FUNCTIONS, key);
  }

  @Override
  public void put(FunctionDef function, byte[] code) {
    // What is put is what was just looked for in vain, and its key takes longer than all else here.
    Digest known = function == asked ? key : keys.function(function);
    entries.put(GenerationKeys.FUNCTIONS, known, code);
    generated++;
  }

  long generated() {
    return generated;
  }
}
