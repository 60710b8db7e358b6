package dev.whittle.driver.generate;

import dev.whittle.cache.Digest;
import dev.whittle.cache.EntryStore;
import dev.whittle.codegen.FunctionStore;
import dev.whittle.driver.ledger.KeyInputs;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.BodyHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The code of the functions of one class in the cache; counts what was generated. */
final class CachedFunctions implements FunctionStore {
  private final EntryStore entries;
  private final GenerationKeys keys;
  private final Misses.OfClass misses;
  private final List<KeyInputs.Function> inputs = new ArrayList<>();
  private final BodyHash.Hasher hasher = new BodyHash.Hasher();
  private FunctionDef asked;
  private Digest key;
  private long generated;

  CachedFunctions(EntryStore entries, GenerationKeys keys, Misses.OfClass misses) {
    this.entries = entries;
    this.keys = keys;
    this.misses = misses;
  }

  @Override
  public Optional<byte[]> find(FunctionDef function) {
    BodyHash body = hasher.hash(function.code().body());
    asked = function;
    key = keys.function(body);
    inputs.add(
        new KeyInputs.Function(function.name(), function.descriptor(), body.first(), key.first()));
    return entries.find(GenerationKeys.FUNCTIONS, key);
  }

  @Override
  public void put(FunctionDef function, byte[] code) {
    if (function != asked) {
      throw new IllegalStateException("what is put is what was just looked for in vain");
    }
    boolean damaged = entries.isDamaged(GenerationKeys.FUNCTIONS, key);
    misses.function(GenerationKeys.FUNCTIONS, inputs.getLast(), damaged);
    entries.put(GenerationKeys.FUNCTIONS, key, code);
    generated++;
  }

  long generated() {
    return generated;
  }

  /** What the keys were made of, of all functions that were looked for. */
  List<KeyInputs.Function> inputs() {
    return inputs;
  }
}
