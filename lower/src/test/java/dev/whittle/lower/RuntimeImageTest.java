package dev.whittle.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.DamagedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of the JDK that runs the test beside that JDK's own reader, and made-up images. */
class RuntimeImageTest {
  private static final Path HOME = Path.of(System.getProperty("java.home"));
  private static final FileSystem JRT = FileSystems.getFileSystem(URI.create("jrt:/"));

  @TempDir Path folder;

  private static RuntimeImage own() throws IOException {
    return RuntimeImage.open(HOME.resolve("lib/modules")).orElseThrow();
  }

  private static byte[] bytes(ByteBuffer resource) {
    byte[] bytes = new byte[resource.remaining()];
    resource.get(bytes);
    return bytes;
  }

  @Test
  void resourcesAreThoseOfTheJdk() throws IOException {
    RuntimeImage image = own();
    Random random = new Random(5);
    int compared = 0;
    try (Stream<Path> files = Files.walk(JRT.getPath("/modules"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String path = file.toString().substring("/modules".length());
        boolean isRead = random.nextInt(20) == 0;
        Optional<ByteBuffer> found = image.find(path);
        assertTrue(found.isPresent(), path);
        if (isRead) {
          assertArrayEquals(Files.readAllBytes(file), bytes(found.get()), path);
          compared++;
        }
        assertEquals(Optional.empty(), image.find(path + "x"));
        assertEquals(Optional.empty(), image.find(path.substring(1)));
      }
    }
    assertTrue(compared > 500, compared + " resources");
  }

  @Test
  void modulesOfPackagesAreThoseOfTheJdk() throws IOException {
    RuntimeImage image = own();
    try (Stream<Path> packages = Files.list(JRT.getPath("/packages"))) {
      for (Path p : (Iterable<Path>) packages::iterator) {
        TreeSet<String> links = new TreeSet<>();
        try (Stream<Path> all = Files.list(p)) {
          all.forEach(link -> links.add(link.getFileName().toString()));
        }
        String name = p.getFileName().toString();
        assertEquals(links, new TreeSet<>(image.modules(name)), name);
      }
    }
    assertEquals(List.of(), image.modules("no.such.package"));
    assertEquals(List.of(), image.modules(""));
  }

  @Test
  void classesAreTheSameEitherWay() throws IOException {
    try (PlatformClasses ours = PlatformClasses.of(HOME);
        PlatformClasses theirs = PlatformClasses.unknown(HOME)) {
      for (String name :
          List.of("java/lang/Object", "java/util/logging/Logger", "javax/tools/JavaCompiler")) {
        assertArrayEquals(theirs.find(name).orElseThrow(), ours.find(name).orElseThrow(), name);
      }
      for (String name : List.of("Object", "java/lang/NoSuch", "no/such/Package", "", "/")) {
        assertEquals(Optional.empty(), theirs.find(name), name);
        assertEquals(Optional.empty(), ours.find(name), name);
      }
    }
  }

  private static final int OFFSET = 5;
  private static final int COMPRESSED = 6;

  /** An image of one resource, {@code /m/p/C.class}. */
  private static byte[] image(ByteOrder order, byte[] content, int compressed) {
    byte[] strings = "\0m\0p\0C\0class\0".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream location = new ByteArrayOutputStream();
    int[] values = {0, 1, 3, 5, 7, 0, compressed, content.length};
    for (int kind = 1; kind < values.length; kind++) {
      if (kind != OFFSET && (kind != COMPRESSED || compressed != 0)) {
        location.write(kind << 3);
        location.write(values[kind]);
      }
    }
    location.write(0);
    ByteBuffer out = ByteBuffer.allocate(1000).order(order);
    out.putInt(0xCAFEDADA).putInt(1 << 16).putInt(0).putInt(1).putInt(1);
    out.putInt(location.size()).putInt(strings.length);
    out.putInt(-1).putInt(0).put(location.toByteArray()).put(strings).put(content);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private Optional<RuntimeImage> open(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "modules", "");
    Files.write(file, bytes);
    return RuntimeImage.open(file);
  }

  @Test
  void eitherByteOrder() throws IOException {
    byte[] content = {1, 2, 3};
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      RuntimeImage image = open(image(order, content, 0)).orElseThrow();
      assertArrayEquals(content, bytes(image.find("/m/p/C.class").orElseThrow()));
      for (String other : List.of("/m/p/D.class", "/m/p/C.clas", "/m/p/C", "m/p/C.class", "")) {
        assertEquals(Optional.empty(), image.find(other), other);
      }
    }
  }

  /** An image of nothing but the links of a package, {@code /packages/p}. */
  private static byte[] links(byte[] content) {
    byte[] strings = "\0packages\0p\0some.module\0".getBytes(StandardCharsets.UTF_8);
    byte[] location = {1 << 3, 1, 3 << 3, 10, 7 << 3, (byte) content.length, 0};
    ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xCAFEDADA).putInt(1 << 16).putInt(0).putInt(1).putInt(1);
    out.putInt(location.length).putInt(strings.length);
    out.putInt(-1).putInt(0).put(location).put(strings).put(content);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  @Test
  void linksThatLeadNowhereAreDamage() throws IOException {
    byte[] link = {0, 0, 0, 0, 12, 0, 0, 0};
    assertEquals(List.of("some.module"), open(links(link)).orElseThrow().modules("p"));
    for (byte[] bad : List.of(new byte[] {0, 0, 0, 0, 0, 0, 1, 0}, new byte[6], new byte[9])) {
      RuntimeImage image = open(links(bad)).orElseThrow();
      assertThrows(DamagedInput.class, () -> image.modules("p"));
    }
    // Cut off, and damaged anywhere, too.
    Random random = new Random(8);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = links(link);
      if (random.nextBoolean()) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Optional<RuntimeImage> image = open(bytes);
      try {
        image.ifPresent(i -> i.modules("p"));
      } catch (DamagedInput | RuntimeImage.Unreadable _) {
        // That is what it should say.
      }
    }
  }

  @Test
  void whatIsCompressedIsLeftToTheJdk() throws IOException {
    RuntimeImage image = open(image(ByteOrder.LITTLE_ENDIAN, new byte[9], 5)).orElseThrow();
    assertThrows(RuntimeImage.Unreadable.class, () -> image.find("/m/p/C.class"));
  }

  @Test
  void whatIsNoImageIsNone() throws IOException {
    assertEquals(Optional.empty(), open(new byte[0]));
    assertEquals(Optional.empty(), open(new byte[1000]));
    byte[] other = image(ByteOrder.LITTLE_ENDIAN, new byte[1], 0);
    other[4] = 1;
    assertEquals(Optional.empty(), open(other), "another version");
    Files.createDirectories(folder.resolve("jdk/lib"));
    Files.write(folder.resolve("jdk/lib/modules"), new byte[1000]);
    DamagedInput failure =
        assertThrows(DamagedInput.class, () -> Platform.open(folder.resolve("jdk")));
    assertTrue(failure.getMessage().startsWith(folder.resolve("jdk").toString()));
  }

  /** Cut off or changed anywhere, an image has the resource, or lacks it, or is damaged. */
  @Test
  void damage() throws IOException {
    byte[] content = {1, 2, 3};
    byte[] whole = image(ByteOrder.LITTLE_ENDIAN, content, 0);
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = whole.clone();
      if (random.nextBoolean()) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Optional<RuntimeImage> image = open(bytes);
      try {
        image.ifPresent(i -> i.find("/m/p/C.class"));
        image.ifPresent(i -> i.modules("p"));
      } catch (DamagedInput | RuntimeImage.Unreadable _) {
        // That is what it should say.
      }
    }
  }
}
