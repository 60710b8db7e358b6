package dev.whittle.codegen.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** A patched jar is the jar that would have been written. */
class JarPatchTest {
  private static byte[] jar(Map<String, Deflated> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ZipWriter zip = new ZipWriter(bytes);
    for (Map.Entry<String, Deflated> entry : entries.entrySet()) {
      zip.write(ZipWriter.pack(entry.getKey(), entry.getValue()));
    }
    zip.finish();
    return bytes.toByteArray();
  }

  /** Random bytes are stored, repeated ones compressed. */
  private static Deflated content(Random random) {
    byte[] content = new byte[random.nextInt(3000)];
    if (random.nextBoolean()) {
      random.nextBytes(content);
    }
    return Deflated.of(content);
  }

  @Test
  void anyEntriesInAnyJar() throws IOException {
    Random random = new Random(25);
    for (int round = 0; round < 200; round++) {
      Map<String, Deflated> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        String name = "päckage/" + i + (random.nextBoolean() ? ".class" : ".txt");
        entries.put(name, content(random));
      }
      byte[] before = jar(entries);
      Map<String, Deflated> changed = new LinkedHashMap<>();
      for (String name : entries.keySet()) {
        if (random.nextInt(3) == 0) {
          changed.put(name, content(random));
        }
      }
      Map<String, Deflated> after = new LinkedHashMap<>(entries);
      after.putAll(changed);
      assertArrayEquals(jar(after), JarPatch.replace(before, changed).orElseThrow());
    }
  }

  @Test
  void whatIsNotThereIsNotReplaced() throws IOException {
    byte[] jar = jar(Map.of("a", Deflated.of(new byte[10])));
    Map<String, Deflated> other = Map.of("b", Deflated.of(new byte[10]));
    assertEquals(Optional.empty(), JarPatch.replace(jar, other));
  }

  @Test
  void otherJarsAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a", "b"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[100]);
      }
    }
    Map<String, Deflated> other = Map.of("b", Deflated.of(new byte[10]));
    assertTrue(JarPatch.replace(bytes.toByteArray(), other).isEmpty(), "data descriptors");
    assertTrue(JarPatch.replace(new byte[5], other).isEmpty());
    assertTrue(JarPatch.replace(new byte[500], other).isEmpty());
    byte[] ours = jar(Map.of("b", Deflated.of(new byte[10])));
    byte[] longer = new byte[ours.length + 3];
    System.arraycopy(ours, 0, longer, 3, ours.length);
    assertTrue(JarPatch.replace(longer, other).isEmpty(), "something before it");
  }
}
