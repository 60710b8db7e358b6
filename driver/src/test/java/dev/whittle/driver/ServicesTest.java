package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.codegen.link.LinkedCrate;
import dev.whittle.ir.crate.Crate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static List<LinkedCrate.Entry> entries(String file, Set<String> survivors) {
    TreeMap<String, byte[]> resources = new TreeMap<>();
    resources.put("META-INF/services/lib.Speaker", file.getBytes(StandardCharsets.UTF_8));
    resources.put("other.txt", new byte[1]);
    return new Resources(survivors::contains, false)
        .of(new Crate("lib", List.of(), List.of(), resources, false));
  }

  private static String text(LinkedCrate.Entry entry) throws IOException {
    return new String(entry.content().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void providersThatDidNotSurviveLeaveTheFile() throws IOException {
    List<LinkedCrate.Entry> entries =
        entries("# all\nlib.Loud # loud\nlib.Quiet\n", Set.of("lib/Quiet"));
    assertEquals("# all\nlib.Quiet\n", text(entries.getFirst()));
  }

  @Test
  void aFileWithoutProvidersGoes() {
    List<LinkedCrate.Entry> entries = entries("# all\nlib.Loud\n", Set.of());
    assertEquals(List.of("other.txt"), entries.stream().map(LinkedCrate.Entry::name).toList());
  }

  @Test
  void aFileThatLosesNothingStaysAsItIs() throws IOException {
    assertEquals("lib.Loud", text(entries("lib.Loud", Set.of("lib/Loud")).getFirst()));
  }
}
