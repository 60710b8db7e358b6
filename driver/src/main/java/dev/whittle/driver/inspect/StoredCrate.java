package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A crate in the cache.
 *
 * @param key under which it is; null when no key leads to it any more
 * @param content the digest of its file
 * @param used when it was last used, as far as is known
 * @param programs output paths of those whose last builds were made of it
 */
public record StoredCrate(
    String name,
    Digest key,
    Digest content,
    Path file,
    long bytes,
    Instant used,
    long classes,
    long functions,
    List<String> programs) {
  public StoredCrate {
    programs = List.copyOf(programs);
  }
}
