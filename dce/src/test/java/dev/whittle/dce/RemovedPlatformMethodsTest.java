package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.ClassLowering;
import dev.whittle.lower.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A method that Java 17 has and Java 25 does not: its overrides count when 17 is among the
 * platforms. What 17 declares stands in the compiler's own record of earlier releases.
 */
class RemovedPlatformMethodsTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final Platform PLATFORM = Platform.open(JAVA);

  @TempDir Path directory;

  /** A class of {@code java.base} as a release declares it; releases are digits, then letters. */
  private static ClassDef declared(int release, String name) throws IOException {
    String key = Integer.toString(release, 36).toUpperCase(java.util.Locale.ROOT);
    try (ZipFile releases = new ZipFile(JAVA.resolve("lib/ct.sym").toFile())) {
      for (ZipEntry entry : releases.stream().map(ZipEntry.class::cast).toList()) {
        String[] parts = entry.getName().split("/", 3);
        if (parts.length == 3 && parts[0].contains(key) && parts[2].equals(name + ".sig")) {
          try (InputStream in = releases.getInputStream(entry)) {
            return ClassLowering.declarations(in.readAllBytes());
          }
        }
      }
    }
    throw new IllegalStateException("no " + name + " of Java " + release);
  }

  private Level override(ClassSource crate, ClassSource... platforms) {
    return Reachability.compute(
            new Program(List.of(crate), List.of(platforms)), Roots.ofMain("Main"), Summaries::of)
        .function("Main", "allowThreadSuspension", "(Z)Z");
  }

  @Test
  void overridesOfItCountWhereThePlatformHasIt() throws IOException {
    ClassSource crate =
        MemorySource.of(
            MemorySource.compile(
                directory,
                "Main.java",
                "class Main extends ThreadGroup { Main() { super(\"\"); }"
                    + " public static void main(String[] a) { new Main(); }"
                    + " public boolean allowThreadSuspension(boolean b) { return b; } }"));
    String group = "java/lang/ThreadGroup";
    ClassSource java17 = MemorySource.of(Map.of(group, declared(17, group))).before(PLATFORM);
    assertEquals(Level.ABSENT, override(crate, PLATFORM));
    assertEquals(Level.USED, override(crate, java17));
    assertEquals(Level.USED, override(crate, PLATFORM, java17));
  }
}
