package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildRequest;
import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root jar that was written again: what it gives is what a whole build gives, or is refused. */
class PatchOfJarTest {
  private static final String MAIN =
      """
      public class Main {
        interface Shape { int area(); }
        record Square(int side) implements Shape { public int area() { return side * side; } }
        public static void main(String[] a) {
          System.out.println(new Square(3).area() + price(a.length));
        }
        static int price(int n) { return n * 7; }
        static int idle(int n) { return n * 8; }
      }
      """;

  private static final String EDITED = MAIN.replace("n * 7", "n > 2 ? n * 9 : n - 1");

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String VARIANT = "META-INF/versions/9/Main$Square.class";

  /** As packers differ. */
  private enum Packing {
    PLAIN,
    STORED,
    FAST
  }

  @TempDir Path temp;
  private Path jar;
  private PatchBasis basis;

  @BeforeEach
  void places() {
    jar = temp.resolve("app.jar");
  }

  private byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The files of a program, as they are packed. */
  private Map<String, byte[]> files(String main) throws IOException {
    Path classes = temp.resolve("classes" + System.nanoTime());
    new JavaProgram("edited", "", List.of(), Map.of("Main.java", main)).compile(classes);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(MANIFEST, text("Manifest-Version: 1.0\n\n"));
    files.put("data/a.txt", text("data data data"));
    files.put("data/b.txt", text("data data data"));
    try (Stream<Path> compiled = Files.list(classes)) {
      for (Path file : compiled.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private void pack(Map<String, byte[]> files) throws IOException {
    pack(files, Packing.PLAIN, 1_500_000_000_000L);
  }

  private void pack(Map<String, byte[]> files, Packing packing, long time) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(packing == Packing.FAST ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(time);
        if (packing == Packing.STORED) {
          CRC32 crc = new CRC32();
          crc.update(file.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(file.getValue().length);
          entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
  }

  private BuildRequest request(String output, String cache) {
    return PatchedProgram.request(temp, List.of(jar), List.of(), output, cache);
  }

  /** What the next build may start from; null when there is nothing. */
  private PatchBasis build() {
    return PatchedProgram.build(request("out.jar", "cache"), _ -> {});
  }

  /** Whether the jar as it is now is put into the output, which has the right bytes then. */
  private boolean takes() throws IOException {
    byte[] before = Files.readAllBytes(temp.resolve("out.jar"));
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Optional<Patch.Done> done = Patch.run(temp.resolve("cache"), basis, now);
    byte[] after = Files.readAllBytes(temp.resolve("out.jar"));
    if (done.isEmpty()) {
      assertArrayEquals(before, after, "what is refused changes nothing");
      return false;
    }
    assertEquals(done.get().isWritten(), !Arrays.equals(before, after));
    basis = PatchBasis.parse(done.get().basis().toBytes());
    Build.run(request("whole.jar", "cache" + System.nanoTime()), _ -> {});
    assertArrayEquals(Files.readAllBytes(temp.resolve("whole.jar")), after);
    return true;
  }

  private void start(Map<String, byte[]> files) throws IOException {
    pack(files);
    basis = build();
    assertNotNull(basis);
  }

  @Test
  void anEditedClassIsPut() throws IOException {
    start(files(MAIN));
    byte[] first = Files.readAllBytes(temp.resolve("out.jar"));
    pack(files(EDITED));
    assertTrue(takes());
    assertFalse(Arrays.equals(first, Files.readAllBytes(temp.resolve("out.jar"))));
    pack(files(MAIN));
    assertTrue(takes(), "and back again");
    assertArrayEquals(first, Files.readAllBytes(temp.resolve("out.jar")));
    pack(files(EDITED.replace("n * 8", "n + 8")));
    assertTrue(takes(), "another function, too");
  }

  @Test
  void howItIsPackedDoesNotMatter() throws IOException {
    start(files(MAIN));
    List<String> names = new ArrayList<>(files(MAIN).keySet());
    Collections.reverse(names);
    for (String source : List.of(MAIN, EDITED)) {
      Map<String, byte[]> files = files(source);
      Map<String, byte[]> turned = new LinkedHashMap<>();
      for (String name : names) {
        turned.put(name, files.get(name));
      }
      turned.put("data/", new byte[0]);
      pack(files, Packing.PLAIN, System.currentTimeMillis());
      assertTrue(takes(), "times");
      pack(turned);
      assertTrue(takes(), "order");
      pack(files, Packing.STORED, System.currentTimeMillis());
      assertTrue(takes(), "no compression");
      pack(turned, Packing.FAST, 0);
      assertTrue(takes(), "another compression");
    }
  }

  @Test
  void filesMayNotComeGoOrChange() throws IOException {
    start(files(MAIN));
    Map<String, byte[]> files = files(MAIN);
    files.put("data/c.txt", text("more"));
    pack(files);
    assertFalse(takes(), "a file more");
    files = files(MAIN);
    files.remove("data/a.txt");
    pack(files);
    assertFalse(takes(), "a file less");
    files.put("data/c.txt", text("data data data"));
    pack(files);
    assertFalse(takes(), "another name");
    files = files(MAIN);
    files.put("data/a.txt", text("date date date"));
    pack(files);
    assertFalse(takes(), "another content");
    files = files(MAIN);
    files.put(MANIFEST, text("Manifest-Version: 1.0\nMulti-Release: true\n\n"));
    pack(files);
    assertFalse(takes(), "another manifest");
    files = files(MAIN);
    files.put("Main.class", files.get("Main$Square.class"));
    pack(files);
    assertFalse(takes(), "another class in its place");
    pack(files(MAIN.replace("return n * 7", "return \"data\".length()")));
    assertFalse(takes(), "a text more");
    pack(files(MAIN));
    assertTrue(takes(), "as it was");
  }

  @Test
  void variantsAreForAWholeBuild() throws IOException {
    Map<String, byte[]> files = files(MAIN);
    files.put(MANIFEST, text("Manifest-Version: 1.0\nMulti-Release: true\n\n"));
    files.put(VARIANT, files.get("Main$Square.class"));
    start(files);
    files.put("Main.class", files(EDITED).get("Main.class"));
    pack(files);
    assertTrue(takes(), "another class");
    String cubes = MAIN.replace("side * side", "side * side * side");
    files.put("Main$Square.class", files(cubes).get("Main$Square.class"));
    pack(files);
    assertTrue(takes(), "the class for all releases");
    files.put(VARIANT, files(cubes).get("Main$Square.class"));
    pack(files);
    assertFalse(takes(), "the class for some");
  }

  /** Two of its versions may have it on the same line, where it counts once. */
  @Test
  void whatIsUndecidedInAClassWithVariantsIsForAWholeBuild() throws IOException {
    String finding = "static void find(String name) throws Exception { Class.forName(name); }";
    String main = MAIN.replace("String[] a) {", "String[] a) throws Exception { find(a[0]);");
    main = main.replace("static int idle", finding + " static int idle");
    Map<String, byte[]> files = files(main);
    files.put(MANIFEST, text("Manifest-Version: 1.0\nMulti-Release: true\n\n"));
    files.put("META-INF/versions/9/Main.class", files.get("Main.class"));
    start(files);
    files.put("Main.class", files(main.replace("{ Class", "{\nClass")).get("Main.class"));
    pack(files);
    assertFalse(takes());
  }

  @Test
  void signaturesAreFilesLikeOthers() throws IOException {
    Map<String, byte[]> files = files(MAIN);
    files.put("META-INF/A.SF", text("Signature-Version: 1.0\n\n"));
    files.put("META-INF/A.RSA", text("no real one"));
    start(files);
    files.put("Main.class", files(EDITED).get("Main.class"));
    pack(files);
    assertTrue(takes());
    files.put("META-INF/A.SF", text("Signature-Version: 1.0\n\nName: Main.class\n\n"));
    pack(files);
    assertFalse(takes());
  }

  @Test
  void aBrokenJarIsForAWholeBuild() throws IOException {
    start(files(MAIN));
    pack(files(EDITED));
    byte[] whole = Files.readAllBytes(jar);
    for (int length = 0; length < whole.length; length += 197) {
      Files.write(jar, Arrays.copyOf(whole, length));
      assertFalse(takes(), "truncated");
    }
    for (int at = 0; at < whole.length; at += 59) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x11;
      Files.write(jar, damaged);
      takes(); // Some of these bytes are times.
    }
    Files.delete(jar);
    assertFalse(takes(), "nothing there");
  }

  @Test
  void twoFilesOfOneNameAreForAWholeBuild() throws IOException {
    Map<String, byte[]> files = files(MAIN);
    start(files);
    files.put("data/b.txt", files.get("data/a.txt"));
    pack(files);
    byte[] bytes = Files.readAllBytes(jar);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("data/b", "data/a");
    Files.write(jar, text.getBytes(StandardCharsets.ISO_8859_1));
    assertFalse(takes());
    assertNull(build(), "nothing to start from");
  }

  @Test
  void aJarThatIsWrittenMeanwhileIsNoBasis() throws IOException {
    pack(files(MAIN));
    Map<String, byte[]> edited = files(EDITED);
    assertNull(
        PatchedProgram.build(
            request("out.jar", "cache"),
            stage -> {
              if (stage.name().equals("report")) {
                try {
                  pack(edited);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }
            }));
  }

  @Test
  void anOutputThatIsFoundIsABasis() throws IOException {
    start(files(MAIN));
    Map<String, byte[]> other = files(MAIN);
    other.put("data/a.txt", text("other"));
    pack(other);
    assertFalse(takes());
    basis = build();
    pack(files(MAIN));
    assertFalse(takes());
    basis = build();
    pack(files(EDITED));
    assertTrue(takes(), "found in the cache, then edited");
    other.put("Main.class", files(EDITED).get("Main.class"));
    pack(other);
    assertFalse(takes());
  }
}
