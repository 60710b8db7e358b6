package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.lower.DirectorySource;
import dev.whittle.testkit.programs.JavaProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Classes in memory, perhaps in front of others. */
record MemorySource(
    String name, Map<String, ClassDef> classes, Map<String, List<Variant>> all, ClassSource behind)
    implements ClassSource {
  /** The classes that one text with a single source file compiles to. */
  static Map<String, ClassDef> compile(Path directory, String file, String source) {
    new JavaProgram("memory", "", List.of(), Map.of(file, source)).compile(directory);
    ClassSource compiled = DirectorySource.open(directory);
    Map<String, ClassDef> classes = new TreeMap<>();
    for (String name : compiled.classNames()) {
      ClassDef c = compiled.find(name).orElseThrow();
      c.functions().stream().filter(f -> f.code() != null).forEach(f -> f.code().body());
      classes.put(name, c);
    }
    return classes;
  }

  static MemorySource of(Map<String, ClassDef> classes) {
    return new MemorySource("memory", classes, Map.of(), null);
  }

  MemorySource before(ClassSource other) {
    return new MemorySource(name, classes, all, other);
  }

  MemorySource withVariants(int release, Map<String, ClassDef> variants) {
    Map<String, List<Variant>> more = new LinkedHashMap<>(all);
    variants.forEach(
        (n, c) -> {
          List<Variant> list = new ArrayList<>(more.getOrDefault(n, List.of()));
          list.add(new Variant(release, c));
          more.put(n, list);
        });
    return new MemorySource(name, classes, more, behind);
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    ClassDef c = classes.get(internalName);
    return c != null || behind == null ? Optional.ofNullable(c) : behind.find(internalName);
  }

  @Override
  public List<Variant> variants(String internalName) {
    return all.getOrDefault(internalName, List.of());
  }

  @Override
  public List<String> classNames() {
    return classes.keySet().stream().sorted().toList();
  }

  @Override
  public List<String> resourceNames() {
    return List.of();
  }

  @Override
  public Optional<byte[]> resource(String resource) {
    return Optional.empty();
  }
}
