package dev.whittle.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The digest against published values and against another implementation. */
class Blake3Test {
  private static byte[] other(byte[] input) {
    return org.apache.commons.codec.digest.Blake3.hash(input);
  }

  private static String hex(byte[] input) {
    return HexFormat.of().formatHex(new Blake3().digest(input));
  }

  @Test
  void publishedValues() {
    assertEquals(
        "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262", hex(new byte[0]));
    assertEquals(
        "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213", hex(new byte[1]));
    assertEquals(
        "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85",
        hex(new byte[] {'a', 'b', 'c'}));
  }

  /** Around every size at which blocks, chunks and subtrees are completed. */
  @Test
  void sizes() {
    Random random = new Random(1);
    for (int size : new int[] {63, 64, 65, 127, 128, 1023, 1024, 1025}) {
      for (int chunks = 0; chunks < 20; chunks++) {
        byte[] input = new byte[chunks * 1024 + size];
        random.nextBytes(input);
        assertArrayEquals(other(input), new Blake3().digest(input), () -> input.length + " bytes");
      }
    }
  }

  /** In whatever pieces the input comes; and a digest starts again where it ended. */
  @Test
  void pieces() {
    Random random = new Random(2);
    MessageDigest digest = new Blake3();
    for (int round = 0; round < 200; round++) {
      byte[] input = new byte[random.nextInt(20_000)];
      random.nextBytes(input);
      for (int at = 0; at < input.length; ) {
        int count = Math.min(input.length - at, 1 + random.nextInt(random.nextInt(2_000) + 1));
        if (count == 1) {
          digest.update(input[at]);
        } else {
          digest.update(input, at, count);
        }
        at += count;
      }
      assertArrayEquals(other(input), digest.digest(), () -> input.length + " bytes");
    }
  }

  /** More complete subtrees than there is room for at first. */
  @Test
  void manyChunks() {
    byte[] input = new byte[(1 << 20) - 1];
    new Random(3).nextBytes(input);
    assertArrayEquals(other(input), new Blake3().digest(input));
  }
}
