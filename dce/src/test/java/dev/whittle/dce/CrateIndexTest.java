package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import dev.whittle.ir.crate.Crate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CrateIndexTest {
  private static ClassSource crate(List<String> classes, String... resources) {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    for (String resource : resources) {
      contents.put(resource, new byte[0]);
    }
    ClassSource source = new Crate("c", List.of(), List.of(), contents, false);
    NameHashes names = NameHashes.of(classes, contents.keySet());
    return new KnownNames(source, Optional.of(names), new ArrayList<>());
  }

  private static List<Integer> crates(CrateIndex index, String name) {
    List<Integer> found = new ArrayList<>();
    for (int at = index.first(NameHashes.ofClass(name)); at >= 0; at = index.next(at)) {
      found.add(index.crate(at));
    }
    return found;
  }

  @Test
  void cratesComeInOrderAndOnlyThoseWithThePackage() {
    List<ClassSource> all =
        List.of(
            crate(List.of("Main", "a/b/C")),
            crate(List.of("a/b/D", "a/b/c/E")),
            crate(List.of("a/F", "x/Y")));
    CrateIndex index = new CrateIndex(all);
    assertEquals(List.of(0, 1), crates(index, "a/b/Any"));
    assertEquals(List.of(2), crates(index, "a/Any"));
    assertEquals(List.of(0), crates(index, "Main"));
    assertEquals(List.of(), crates(index, "Other"));
    assertEquals(List.of(2), crates(index, "a/b"));
    assertEquals(all, index.withClassesFrom("a/An"));
    assertEquals(all.subList(1, 2), index.withClassesFrom("a/b/c/"));
    assertEquals(all, index.withClassesFrom("Ma"));
  }

  @Test
  void resourcesByPathFolderAndService() {
    List<ClassSource> all =
        List.of(
            crate(List.of(), "a/b.txt"),
            crate(List.of(), "META-INF/services/x.y.Z", "META-INF/services/p/q"));
    CrateIndex index = new CrateIndex(all);
    assertEquals(all.subList(0, 1), index.withPaths("a/b.txt".hashCode()));
    assertEquals(all.subList(0, 1), index.withPaths("a/".hashCode()));
    assertEquals(all.subList(1, 2), index.withPaths(NameHashes.ofService("x/y/Z")));
    assertEquals(all.subList(1, 2), index.withPaths(NameHashes.ofService("p/q")));
    assertTrue(index.hasPaths(NameHashes.ofServices("x/y/")));
    assertFalse(index.hasPaths(NameHashes.ofServices("x/")));
    assertFalse(index.hasPaths(NameHashes.ofService("")));
    assertFalse(index.hasPaths("b.txt".hashCode()));
  }

  @Test
  void whereOneDoesNotKnowItsNamesAllAreAsked() {
    List<ClassSource> all =
        List.of(
            crate(List.of("a/B"), "r"),
            new Crate("none", List.of(), List.of(), new TreeMap<>(), false));
    CrateIndex index = new CrateIndex(all);
    assertEquals(List.of(0, 1), crates(index, "q/C"));
    assertEquals(all, index.withClassesFrom("q/C"));
    assertTrue(index.hasPaths(7));
  }
}
