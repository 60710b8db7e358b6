package dev.whittle.codegen.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A thread's deflater keeps nothing of what it had before. */
class DeflationTest {
  private static byte[] noise(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  @Test
  void whatWasBeforeDoesNotMatter() {
    byte[] first = Deflation.USUAL.of(noise(100));
    Deflation.USUAL.of(noise(100_000));
    assertArrayEquals(first, Deflation.USUAL.of(noise(100)));
  }

  @Test
  void contentIsLetGo() throws InterruptedException {
    WeakReference<byte[]> content = deflated();
    for (int i = 0; i < 50 && !content.refersTo(null); i++) {
      System.gc();
      Thread.sleep(i);
    }
    assertTrue(content.refersTo(null));
  }

  private static WeakReference<byte[]> deflated() {
    byte[] content = noise(100_000);
    Deflation.USUAL.of(content);
    return new WeakReference<>(content);
  }
}
