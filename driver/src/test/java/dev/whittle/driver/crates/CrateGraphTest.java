package dev.whittle.driver.crates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which crates people edit function by function. */
class CrateGraphTest {
  private static MappedCrate crate(int functions) throws IOException {
    try (InputStream in = CrateGraphTest.class.getResourceAsStream("CrateGraphTest.class")) {
      ClassDef definition = ClassLowering.lower(in.readAllBytes());
      FunctionDef any = definition.functions().getFirst();
      List<FunctionDef> many =
          IntStream.range(0, functions)
              .mapToObj(
                  i ->
                      new FunctionDef(
                          any.access(),
                          "f" + i,
                          any.descriptor(),
                          any.exceptions(),
                          any.attributes(),
                          any.details(),
                          null))
              .toList();
      ClassDef large = definition.withMembers(List.of(), many);
      return CrateReader.of(
          CrateWriter.write(
              new Crate("x", List.of(large), List.of(), new TreeMap<>(), false, List.of())),
          "x");
    }
  }

  private static void assertEdited(boolean root, boolean library, Input input, int functions)
      throws IOException {
    OpenCrate crate = new OpenCrate(input, crate(functions), null, 0);
    CrateGraph graph = new CrateGraph(List.of(crate, crate), 1);
    assertEquals(root, graph.isEdited(0), "as a root");
    assertEquals(library, graph.isEdited(1), "as a library");
  }

  @Test
  void aDirectoryAlways() throws IOException {
    assertEdited(true, true, new Input.ClassDirectory(Path.of("classes")), 1);
    assertEdited(true, true, new Input.ClassDirectory(Path.of("classes")), 20_001);
  }

  @Test
  void aJarThatIsARootUnlessItIsLarge() throws IOException {
    assertEdited(true, false, new Input.Jar(Path.of("x.jar")), 20_000);
    assertEdited(false, false, new Input.Jar(Path.of("x.jar")), 20_001);
    assertEdited(true, false, new Input.MirCrate(Path.of("x.mirc")), 20_000);
    assertEdited(false, false, new Input.MirCrate(Path.of("x.mirc")), 20_001);
  }
}
