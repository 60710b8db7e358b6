package dev.whittle.testkit.crate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal bodies have equal hashes, wherever they come from, and different ones different. */
class BodyHashTest {
  @TempDir Path directory;

  @Test
  void equalExactlyWhenBodiesAre() {
    Map<BodyHash, Body> known = new HashMap<>();
    Set<Body> bodies = new HashSet<>();
    for (int seed = 0; seed < 3000; seed++) {
      for (FunctionDef function : RandomClassDefs.of(seed).functions()) {
        if (function.code() != null) {
          Body body = function.code().body();
          Body other = known.put(BodyHash.of(body), body);
          if (other != null) {
            assertEquals(other, body);
          }
          bodies.add(body);
        }
      }
    }
    assertEquals(bodies.size(), known.size());
  }

  /** One body in two crates with other numbers for its symbols, and other neighbours. */
  @Test
  void independentOfTheCrate() throws IOException {
    ClassDef definition = withCode();
    List<ClassDef> more = new ArrayList<>(List.of(definition));
    for (int seed = 0; seed < 50; seed++) {
      more.add(RandomClassDefs.named("more/C" + seed, seed));
    }
    assertEquals(
        hashes(definition), hashes(mapped("a", List.of(definition)).find("p/A").orElseThrow()));
    assertEquals(hashes(definition), hashes(mapped("b", more).find("p/A").orElseThrow()));
  }

  @Test
  void everyPartCounts() {
    Body body = body(1, "f", 0, VType.Primitive.INT);
    Set<BodyHash> hashes = new HashSet<>();
    hashes.add(BodyHash.of(body));
    hashes.add(BodyHash.of(body(2, "f", 0, VType.Primitive.INT)));
    hashes.add(BodyHash.of(body(1, "g", 0, VType.Primitive.INT)));
    hashes.add(BodyHash.of(body(1, "f", 1, VType.Primitive.INT)));
    hashes.add(BodyHash.of(body(1, "f", 0, VType.Primitive.FLOAT)));
    hashes.add(BodyHash.of(body.withPoints(List.of(new Body.Extent(0, 0, 3)), body.anchors())));
    hashes.add(BodyHash.of(body.withPoints(body.extents(), Ints.of(1))));
    assertEquals(7, hashes.size());
    assertEquals(BodyHash.of(body), BodyHash.of(body(1, "f", 0, VType.Primitive.INT)));
  }

  /** When this fails, the encoding of bodies changed: change the schema, then the hash here. */
  @Test
  void pinned() {
    assertEquals(
        "53430e49595284aeb497bf11364f399a472dad4e154c72bceff5709968000eda",
        BodyHash.of(body(1, "f", 0, VType.Primitive.INT)).toString());
  }

  private static Body body(int constant, String method, int slot, VType type) {
    MethodRef callee = new MethodRef("a/B", method, "(I)V", OwnerKind.CLASS);
    Block block =
        new Block(
            List.of(),
            new EntryTypes(Ints.of(0), List.of(type)),
            Ints.EMPTY,
            List.of(
                new Statement.Const(0, new Constant.Int(constant)),
                new Statement.Invoke(
                    Statement.NONE, Statement.InvokeKind.STATIC, callee, Ints.of(0))),
            new Terminator.Return(Terminator.NONE));
    return new Body(
        List.of(new Local(slot, Kind.INT)), 1, List.of(block), List.of(), 1, List.of(), Ints.EMPTY);
  }

  private static ClassDef withCode() {
    for (int seed = 0; ; seed++) {
      ClassDef definition = RandomClassDefs.named("p/A", seed);
      if (definition.functions().stream().filter(f -> f.code() != null).count() > 2) {
        return definition;
      }
    }
  }

  private static List<BodyHash> hashes(ClassDef definition) {
    return definition.functions().stream()
        .filter(function -> function.code() != null)
        .map(function -> BodyHash.of(function.code().body()))
        .toList();
  }

  private MappedCrate mapped(String name, List<ClassDef> classes) throws IOException {
    Path file = directory.resolve(name);
    CrateWriter.write(Crate.of(name, classes), file);
    return CrateReader.open(file);
  }
}
