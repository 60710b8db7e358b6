package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.Platform;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that a binary table of plug-ins names are found once reached code names the table. */
class PluginTableTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));
  private static final String FOLDER = "META-INF/org/apache/logging/log4j/core/config/plugins/";

  @TempDir Path directory;

  private Reached reach(String text) throws IOException {
    String source =
        """
        public class Main {
          public static void main(String[] args) {
            System.out.println(ClassLoader.getSystemResource("TEXT"));
          }
        }
        """
            .replace("TEXT", text);
    String packaged = "package plug; public class Named { public static class Nested {} }";
    MemorySource.compile(directory, "plug/Named.java", packaged);
    MemorySource.compile(directory, "Main.java", source);
    table("Log4j2Plugins.dat", "plug.Named");
    table("Unread.dat", "plug.Named$Nested");
    return Reachability.compute(
        new Program(List.of(DirectorySource.open(directory)), List.of(PLATFORM)),
        Roots.ofMain("Main"),
        Summaries::of);
  }

  /** The form that is documented at {@code codegen.link.CategoryTable}. */
  private void table(String name, String className) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(1);
      out.writeUTF("core");
      out.writeInt(1);
      out.writeUTF("key");
      out.writeUTF(className);
      out.writeUTF("Name");
      out.writeBoolean(true);
      out.writeBoolean(false);
    }
    Files.createDirectories(directory.resolve(FOLDER));
    Files.write(directory.resolve(FOLDER + name), bytes.toByteArray());
  }

  @Test
  void aTableThatIsNamed() throws IOException {
    Reached reached = reach(FOLDER + "Log4j2Plugins.dat");
    assertEquals(Level.USED, reached.function("plug/Named", "<init>", "()V"));
    assertEquals(Level.ABSENT, reached.level("plug/Named$Nested"));
  }

  @Test
  void aTableThatNobodyNames() throws IOException {
    assertEquals(Level.ABSENT, reach("other.dat").level("plug/Named"));
  }
}
