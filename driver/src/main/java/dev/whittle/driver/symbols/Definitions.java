package dev.whittle.driver.symbols;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.util.Optional;

/** What a source says of a class to somebody who looks around in it. */
final class Definitions {
  private Definitions() {}

  /**
   * The class, or the first variant of one that exists only under {@code META-INF/versions}; empty
   * when it could not be lowered.
   *
   * @throws DamagedInput when the source itself is damaged
   */
  static Optional<ClassDef> first(ClassSource source, String name) {
    try {
      Optional<ClassDef> base = source.find(name);
      return base.isPresent()
          ? base
          : source.variants(name).stream().map(ClassSource.Variant::definition).findFirst();
    } catch (DamagedInput damaged) {
      if (damaged.classReason().isEmpty()) {
        throw damaged;
      }
      return Optional.empty();
    }
  }
}
