package dev.whittle.driver.crates;

import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.crate.MappedCrate;

/**
 * An input and the crate that stands for it.
 *
 * @param bytes of the input
 */
public record OpenCrate(Input input, ClassSource source, long bytes) {
  /** Shown to people; also the name of its jar where there is one per crate. */
  public String name() {
    return input.name();
  }

  /** How many functions it declares. */
  public long functionCount() {
    return switch (source) {
      case MappedCrate mapped -> mapped.functionCount();
      default ->
          source.classNames().stream()
              .map(name -> source.find(name).orElseThrow())
              .mapToLong((ClassDef definition) -> definition.functions().size())
              .sum();
    };
  }

  /** How many classes it has. */
  public long classCount() {
    return source instanceof MappedCrate mapped ? mapped.classCount() : source.classNames().size();
  }

  /** How many of its function bodies were read so far. */
  public long bodiesDecoded() {
    return source instanceof MappedCrate mapped ? mapped.counters().bodiesDecoded() : 0;
  }
}
