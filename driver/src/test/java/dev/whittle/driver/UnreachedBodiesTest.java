package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.dce.Level;
import dev.whittle.dce.Program;
import dev.whittle.dce.Reachability;
import dev.whittle.dce.Reached;
import dev.whittle.dce.Roots;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import dev.whittle.testkit.crate.CrateSurgery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** What nothing reaches is not read: a crate may hold anything there. */
class UnreachedBodiesTest {
  private static final int FILLER = 0xee;

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path library;

  /** A program that uses a sliver of a real library. */
  @BeforeEach
  void crates() throws IOException, URISyntaxException {
    program = new TestProgram(temp);
    Path asm =
        Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path classes =
        program.classes(
            "app",
            Map.of(
                "app/Main.java",
                """
                package app;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    try (var in = Main.class.getResourceAsStream("Main.class")) {
                      System.out.println(new org.objectweb.asm.ClassReader(in).getClassName());
                    }
                  }
                }
                """),
            asm);
    Path jar = program.jar("app", classes, Map.of());
    List<Lower.Written> written =
        Lower.run(
            new Inputs(List.of(Input.of(jar)), List.of(Input.of(asm))), temp.resolve("crates"), 1);
    app = written.get(0).crate();
    library = written.get(1).crate();
  }

  @Test
  void overwrittenUnreachedBodiesChangeNothing() throws Exception {
    Path out = temp.resolve("out.jar");
    BuildReport report = build(out);
    byte[] expected = Files.readAllBytes(out);
    assertEquals("app/Main\n", TestProgram.run(out));
    long generated = report.total().functions().generated();
    // Once for its summary and, when the memory was needed meanwhile, once more for its code.
    assertTrue(report.total().bodiesDecoded() <= 2 * generated, report.total().toString());

    int overwritten = overwrite(library, Level.ABSENT) + overwrite(library, Level.REFERENCED);
    assertTrue(overwritten > 400, overwritten + " bodies overwritten");
    build(out);
    assertArrayEquals(expected, Files.readAllBytes(out));
  }

  @Test
  void overwrittenReachedBodiesAreFound() throws Exception {
    assertTrue(overwrite(library, Level.USED) > 10);
    Diagnostic damage = assertThrows(Diagnostic.class, () -> build(temp.resolve("o.jar")));
    assertTrue(damage.getCause() instanceof DamagedInput, damage.getMessage());
    assertTrue(damage.getMessage().contains(library.toString()), damage.getMessage());
  }

  private BuildReport build(Path out) {
    BuildRequest request = program.request(out, app, library);
    return Build.run(new RequestLike(request).mainClasses(List.of("app.Main")).request(), _ -> {});
  }

  /** Overwrites the bodies of all functions of one level, with checksums that fit. */
  private int overwrite(Path crate, Level level) throws IOException {
    CrateSurgery surgery = CrateSurgery.open(crate);
    Path changed = temp.resolve("changed");
    int count;
    List<ClassSource> sources = List.of(CrateReader.open(app), CrateReader.open(crate));
    try (Platform platform = Platform.open(Path.of(System.getProperty("java.home")))) {
      Reached reached =
          Reachability.compute(
              new Program(sources, List.of(platform)), Roots.ofMain("app/Main"), Summaries::of);
      count =
          surgery.overwriteBodies(
              f -> reached.function(f.owner(), f.name(), f.descriptor()) == level, FILLER);
      surgery.overwriteLocations(
          f -> reached.function(f.owner(), f.name(), f.descriptor()) == level, FILLER);
    }
    Files.write(changed, surgery.toBytes(CrateSurgery.Identity.KEPT));
    Files.move(changed, crate, StandardCopyOption.REPLACE_EXISTING);
    return count;
  }
}
