package dev.whittle.driver.inspect;

import dev.whittle.cache.Kind;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.generate.GenerationKeys;
import dev.whittle.driver.reuse.OutputStore;
import java.util.List;

/** What is in a cache. */
public final class CacheContents {
  private static final List<Kind> KINDS =
      List.of(
          GenerationKeys.FUNCTIONS, GenerationKeys.CLASSES, CrateStore.CRATES, OutputStore.OUTPUTS);

  private CacheContents() {}

  /** The name of the kind with that number, as other versions may have it. */
  public static String kind(int number) {
    return KINDS.stream()
        .filter(kind -> kind.number() == number)
        .map(Kind::name)
        .findFirst()
        .orElse("kind " + number);
  }
}
