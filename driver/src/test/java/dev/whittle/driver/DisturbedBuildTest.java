package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.ContentStore;
import dev.whittle.cache.Digest;
import dev.whittle.cache.Trimming;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds during which others remove, damage or change what is read: hazards 47, 53 and 54 within
 * one process. {@code corpus/crash} does it to processes.
 */
class DisturbedBuildTest {
  private static final List<String> STAGES =
      List.of("recognize", "reuse", "lower", "roots", "reach", "generate", "link");

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path lib;
  private Path out;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    out = temp.resolve("out/small.jar");
    lib = library("lib", 1);
    app = root("app", "System.out.println(lib.Lib.one());");
  }

  private Path library(String name, int number) throws IOException {
    StringBuilder source = new StringBuilder("package lib; public class Lib { ");
    source.append("public static int one() { return %d; } ".formatted(number));
    for (int i = 0; i < 100; i++) {
      source.append("public static String f%d() { return \"text %d\"; } ".formatted(i, i));
    }
    Path classes = program.classes(name, Map.of("lib/Lib.java", source + "}"));
    return program.jar(name, classes, Map.of());
  }

  private Path root(String name, String statements) throws IOException {
    String source =
        "package app; public class Main { public static void main(String[] a) {"
            + statements
            + "} static int edit() { return 1; } }";
    Path classes = program.classes(name, Map.of("app/Main.java", source), lib);
    return program.jar(
        name,
        classes,
        Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: app.Main\n"));
  }

  private BuildRequest request() {
    return program.request(out, app, lib);
  }

  /** What building gives in an empty cache. */
  private byte[] expected() throws IOException {
    Path folder = Files.createTempDirectory(temp, "alone");
    BuildRequest like = program.request(folder.resolve("small.jar"), app, lib);
    Build.run(at(like, folder.resolve("cache")), _ -> {});
    return Files.readAllBytes(folder.resolve("small.jar"));
  }

  private static BuildRequest at(BuildRequest like, Path cache) {
    return new RequestLike(like).cacheDirectory(cache).request();
  }

  /** What somebody else does. */
  @FunctionalInterface
  private interface Disturbance {
    void happen() throws IOException;
  }

  /** A build during which something happens when a stage is done. */
  private byte[] disturbed(BuildRequest request, String stage, Disturbance disturbance)
      throws IOException {
    AtomicBoolean happened = new AtomicBoolean();
    Build.run(
        request,
        done -> {
          if (done.name().equals(stage) && happened.compareAndSet(false, true)) {
            try {
              disturbance.happen();
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          }
        });
    assertTrue(happened.get(), stage);
    return Files.readAllBytes(out);
  }

  private void removeOutputs() throws IOException {
    Files.deleteIfExists(out);
    for (Path file : TestProgram.filesBelow(temp.resolve("cache/v1/ac"))) {
      Files.delete(file);
    }
  }

  /** Hazard 47: the crates and packs that a build has mapped. */
  @Test
  void whatIsMappedIsCutOff() throws IOException {
    byte[] expected = expected();
    Build.run(request(), _ -> {});
    for (String stage : STAGES) {
      edit();
      byte[] other = expected();
      for (int keep : new int[] {5_000, 100, 0}) {
        removeOutputs();
        assertArrayEquals(other, disturbed(request(), stage, () -> cutOff(keep)), stage);
        assertArrayEquals(other, disturbed(request(), "recognize", () -> {}), stage);
      }
    }
    app = root("app", "System.out.println(lib.Lib.one());");
    Build.run(request(), _ -> {});
    assertArrayEquals(expected, Files.readAllBytes(out));
  }

  private int edits;

  /** So that crates are there and an image is not. */
  private void edit() throws IOException {
    edits++;
    app = root("app", "System.out.println(lib.Lib.one() + lib.Lib.f%d());".formatted(edits));
  }

  private void cutOff(int keep) throws IOException {
    for (String shelf : List.of("cas", "packs")) {
      for (Path file : TestProgram.filesBelow(temp.resolve("cache/v1").resolve(shelf))) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(keep);
        }
      }
    }
  }

  /** Hazard 53: everything goes, at any moment of a build. */
  @Test
  void theDirectoryVanishes() throws IOException {
    byte[] expected = expected();
    for (String stage : STAGES) {
      removeOutputs();
      assertArrayEquals(expected, disturbed(request(), stage, this::removeCache), stage);
    }
    assertNothingDamaged();
  }

  private void removeCache() throws IOException {
    List<Path> paths;
    try (var walk = Files.walk(temp.resolve("cache"))) {
      paths = walk.toList();
    }
    for (Path path : paths.reversed()) {
      Files.delete(path);
    }
  }

  /** Hazard 53: nothing can be kept, so crates stay in memory. */
  @Test
  void aDirectoryThatIsNone() throws IOException {
    byte[] expected = expected();
    Path file = Files.writeString(temp.resolve("file"), "no directory");
    for (int i = 0; i < 2; i++) {
      Build.run(at(request(), file), _ -> {});
      assertArrayEquals(expected, Files.readAllBytes(out));
    }
    assertEquals("no directory", Files.readString(file));
  }

  /** Hazard 53: eight builds at once in one directory, which others trim and empty meanwhile. */
  @Test
  void manyAtOnceWhileOthersCleanUp() throws Exception {
    List<BuildRequest> requests = new ArrayList<>();
    List<byte[]> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      app = root("app" + i, "System.out.println(lib.Lib.f%d());".formatted(i));
      expected.add(expected());
      for (String who : List.of("a", "b")) {
        Path place = temp.resolve("out-" + who + i + "/small.jar");
        requests.add(program.request(place, app, lib));
      }
    }
    AtomicBoolean ended = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
      Future<?> cleaner = threads.submit(() -> cleanUp(ended));
      List<Future<?>> builds = new ArrayList<>();
      for (BuildRequest request : requests) {
        builds.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 6; i++) {
                    Files.deleteIfExists(request.output().path());
                    Build.run(request, _ -> {});
                  }
                  return null;
                }));
      }
      for (Future<?> build : builds) {
        build.get();
      }
      ended.set(true);
      cleaner.get();
    }
    for (int i = 0; i < requests.size(); i++) {
      byte[] output = Files.readAllBytes(requests.get(i).output().path());
      assertArrayEquals(expected.get(i / 2), output);
    }
    assertNothingDamaged();
  }

  private Void cleanUp(AtomicBoolean ended) throws IOException, InterruptedException {
    Random random = new Random(1);
    Trimming.Limits little = new Trimming.Limits(20_000, Duration.ofDays(7));
    while (!ended.get()) {
      if (random.nextBoolean()) {
        ContentStore.at(temp.resolve("cache")).clear();
      } else {
        BuildCache.open(temp.resolve("cache"), BuildCache.Settings.USUAL).trim(little, false);
      }
      Thread.sleep(random.nextInt(30));
    }
    return null;
  }

  private void assertNothingDamaged() throws IOException {
    BuildCache cache = BuildCache.open(temp.resolve("cache"), BuildCache.Settings.USUAL);
    assertEquals(List.of(), cache.verify(false));
  }

  /** Hazard 54: what is built is what was read; the next build is of what there is then. */
  @Test
  void aSourceThatChangesDuringABuild() throws IOException {
    byte[] first = expected();
    Path old = Files.copy(lib, temp.resolve("old.jar"));
    Path other = library("other", 2);
    Files.copy(other, lib, StandardCopyOption.REPLACE_EXISTING);
    byte[] second = expected();
    for (String stage : STAGES) {
      Files.copy(old, lib, StandardCopyOption.REPLACE_EXISTING);
      removeOutputs();
      byte[] built =
          disturbed(
              request(), stage, () -> Files.copy(other, lib, StandardCopyOption.REPLACE_EXISTING));
      boolean early = List.of("recognize", "reuse").contains(stage);
      assertArrayEquals(early ? second : first, built, stage);
      Build.run(request(), _ -> {});
      assertArrayEquals(second, Files.readAllBytes(out), "after a change after " + stage);
      Files.copy(old, lib, StandardCopyOption.REPLACE_EXISTING);
      Build.run(request(), _ -> {});
      assertArrayEquals(first, Files.readAllBytes(out), "back after a change after " + stage);
    }
  }

  /** Hazard 54: at the end there is what there was at the start, and something else was read. */
  @Test
  void aSourceThatChangesAndChangesBack() throws IOException {
    byte[] first = expected();
    byte[] one = Files.readAllBytes(lib);
    byte[] two = Files.readAllBytes(library("other", 2));
    Build.run(
        request(),
        done -> {
          if (done.name().equals("reuse")) {
            replace(lib, two);
          } else if (done.name().equals("lower")) {
            replace(lib, one);
          }
        });
    Files.delete(out);
    Build.run(request(), _ -> {});
    assertArrayEquals(first, Files.readAllBytes(out));
  }

  /** Hazard 54: what was lowered at once may be of both. */
  @Test
  void aSourceThatChangesWhileItIsLowered() throws IOException {
    Path other = root("other", "System.out.println(lib.Lib.f1());");
    byte[] two = Files.readAllBytes(other);
    Diagnostic changed =
        assertThrows(
            Diagnostic.class,
            () -> Build.run(request(), when(Work.CLASSES_LOWERED, () -> replace(app, two))));
    assertEquals(app + ": changed while it was being read; build again", changed.getMessage());
    Build.run(request(), _ -> {});
    assertArrayEquals(expected(), Files.readAllBytes(out));
  }

  /** Hazard 54: what is lowered as it is asked is of the jar that was there when it was opened. */
  @Test
  void aJarThatIsReplacedWhileItIsRead() throws IOException {
    byte[] first = expected();
    byte[] two = Files.readAllBytes(library("other", 2));
    Build.run(request(), when(Work.CLASSES_LISTED, () -> replace(lib, two)));
    assertArrayEquals(first, Files.readAllBytes(out));
    Build.run(request(), _ -> {});
    assertArrayEquals(expected(), Files.readAllBytes(out));
  }

  /**
   * Hazard 54: entries of a file that is written over are not what its table says, also where they
   * have the same place and length and can be lowered.
   */
  @Test
  void aJarThatIsWrittenOverWhileItIsRead() throws IOException {
    byte[] two = Files.readAllBytes(stored(library("other", 2)));
    lib = stored(lib);
    byte[] one = Files.readAllBytes(lib);
    assertEquals(one.length, two.length);
    for (String stage : List.of("Listed", "lower")) {
      Diagnostic changed =
          assertThrows(
              Diagnostic.class,
              () -> {
                if (stage.equals("lower")) {
                  disturbed(request(), stage, () -> overwrite(lib, two));
                } else {
                  Build.run(request(), when(Work.CLASSES_LISTED, () -> overwrite(lib, two)));
                }
              },
              stage);
      assertEquals(lib + ": changed while it was being read; build again", changed.getMessage());
      overwrite(lib, one);
    }
    Build.run(request(), _ -> {});
    assertArrayEquals(expected(), Files.readAllBytes(out));
  }

  /** The same jar with entries that are not compressed. */
  private static Path stored(Path jar) throws IOException {
    Path copy = jar.resolveSibling("stored-" + jar.getFileName());
    try (JarFile from = new JarFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (JarEntry entry : from.stream().toList()) {
        ZipEntry uncompressed = new ZipEntry(entry.getName());
        uncompressed.setMethod(ZipEntry.STORED);
        uncompressed.setSize(entry.getSize());
        uncompressed.setCrc(entry.getCrc());
        to.putNextEntry(uncompressed);
        from.getInputStream(entry).transferTo(to);
      }
    }
    return copy;
  }

  private static BuildListener when(Work work, Runnable disturbance) {
    AtomicBoolean happened = new AtomicBoolean();
    return new BuildListener() {
      @Override
      public void done(BuildReport.Stage stage) {}

      @Override
      public void progress(Work now, long more) {
        if (now == work && happened.compareAndSet(false, true)) {
          disturbance.run();
        }
      }
    };
  }

  private static void overwrite(Path file, byte[] content) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content));
      channel.truncate(content.length);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Hazard 54: whatever is read while it changes, nothing wrong is kept. */
  @Test
  void aSourceThatChangesAllTheTime() throws Exception {
    byte[] first = expected();
    byte[] one = Files.readAllBytes(lib);
    byte[] two = Files.readAllBytes(library("other", 2));
    Files.write(lib, two);
    byte[] second = expected();
    AtomicBoolean ended = new AtomicBoolean();
    Thread changes =
        Thread.ofPlatform()
            .start(
                () -> {
                  Random random = new Random(1);
                  for (int i = 0; !ended.get(); i++) {
                    replace(lib, i % 2 == 0 ? one : two);
                    pause(random.nextInt(12));
                  }
                });
    int built = 0;
    for (int i = 0; i < 30; i++) {
      removeOutputs();
      try {
        Build.run(request(), _ -> {});
        byte[] output = Files.readAllBytes(out);
        assertTrue(List.of(digest(first), digest(second)).contains(digest(output)), "build " + i);
        built++;
      } catch (Diagnostic changed) {
        String message = changed.getMessage();
        assertTrue(message.contains("while it was being read"), message);
      }
    }
    ended.set(true);
    changes.join();
    assertTrue(built > 0, "no build found a quiet moment");
    for (int i = 0; i < 4; i++) {
      replace(lib, i % 2 == 0 ? one : two);
      Files.deleteIfExists(out);
      Build.run(request(), _ -> {});
      assertArrayEquals(i % 2 == 0 ? first : second, Files.readAllBytes(out), "afterwards");
    }
  }

  private static Digest digest(byte[] content) {
    return Digest.of(content);
  }

  private void replace(Path file, byte[] content) {
    try {
      Path temporary = Files.write(temp.resolve("replacement"), content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void pause(int ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
