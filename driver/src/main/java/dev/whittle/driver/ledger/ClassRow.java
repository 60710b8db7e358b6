package dev.whittle.driver.ledger;

import dev.whittle.cache.Digest;
import java.nio.ByteBuffer;

/**
 * A class of a build.
 *
 * @param release 0 for the class outside of {@code META-INF/versions}
 * @param key of its image, under which its {@link KeyInputs} are kept
 * @param content first eight bytes of the hash of the class
 * @param missed why its image was not there; null when it was
 * @param functionsMissed why code of its functions was not there: a bit by the ordinal of each
 *     reason
 */
public record ClassRow(
    String name, int release, Digest key, long content, MissReason missed, int functionsMissed) {
  /** A class whose image was there. */
  public static ClassRow found(String name, int release, Digest key, byte[] content) {
    return new ClassRow(name, release, key, ByteBuffer.wrap(content).getLong(), null, 0);
  }

  /** The same class when its image was not there. */
  public ClassRow because(Misses.OfClass misses) {
    return new ClassRow(name, release, key, content, misses.image(), misses.functions());
  }

  /** Whether code of one of its functions was not there for that reason. */
  public boolean missedFunctions(MissReason reason) {
    return (functionsMissed & 1 << reason.ordinal()) != 0;
  }
}
