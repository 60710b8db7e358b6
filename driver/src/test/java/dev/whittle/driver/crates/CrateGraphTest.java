package dev.whittle.driver.crates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.driver.input.Input;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which crates people edit function by function. */
class CrateGraphTest {
  private static void assertEdited(boolean edited, Input input) {
    Crate empty = new Crate("x", List.of(), List.of(), new TreeMap<>(), false, List.of());
    MappedCrate source = CrateReader.of(CrateWriter.write(empty), "x");
    OpenCrate crate = new OpenCrate(input, source, null, 0);
    CrateGraph graph = new CrateGraph(List.of(crate, crate), 1);
    assertEquals(edited, graph.isEdited(0), "as a root");
    assertEquals(edited, graph.isEdited(1), "as a library");
  }

  @Test
  void directoriesAndNothingElse() {
    assertEdited(true, new Input.ClassDirectory(Path.of("classes")));
    assertEdited(false, new Input.Jar(Path.of("x.jar")));
    assertEdited(false, new Input.MirCrate(Path.of("x.mirc")));
  }
}
