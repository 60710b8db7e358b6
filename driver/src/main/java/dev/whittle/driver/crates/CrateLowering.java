package dev.whittle.driver.crates;

import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.JarSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Lowers a whole input, its classes in parallel. */
public final class CrateLowering {
  private final OrderedMap parallel;

  public CrateLowering(OrderedMap parallel) {
    this.parallel = parallel;
  }

  /**
   * The crate of {@code input}, in memory.
   *
   * @throws dev.whittle.ir.DamagedInput when a class in it cannot be lowered
   * @throws Diagnostic when it cannot be read
   */
  public Crate lower(Input input) {
    try {
      return switch (input) {
        case Input.Jar jar -> {
          try (JarSource source = JarSource.open(jar.path())) {
            List<String> names = new ArrayList<>(source.classNames());
            yield crate(input, source, names, source.variantOnlyNames());
          }
        }
        case Input.ClassDirectory directory -> {
          DirectorySource source = DirectorySource.open(directory.path());
          yield crate(input, source, source.classNames(), List.of());
        }
        case Input.MirCrate crate -> CrateReader.open(crate.path()).toCrate();
      };
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }

  private Crate crate(
      Input input, ClassSource source, List<String> names, List<String> variantOnly) {
    List<ClassDef> classes = parallel.map(names, name -> whole(source.find(name).orElseThrow()));
    List<String> withVariants = new ArrayList<>(names);
    withVariants.addAll(variantOnly);
    List<ClassSource.Variant> variants = new ArrayList<>();
    for (String name : withVariants) {
      variants.addAll(source.variants(name));
    }
    parallel.map(variants, variant -> whole(variant.definition()));
    TreeMap<String, byte[]> resources = new TreeMap<>();
    for (String name : source.resourceNames()) {
      resources.put(name, source.resource(name).orElseThrow());
    }
    return new Crate(input.name(), classes, variants, resources, !variants.isEmpty());
  }

  /** Bodies of a class are lowered together when the first is asked for: here, on this thread. */
  private static ClassDef whole(ClassDef definition) {
    definition.functions().stream()
        .map(FunctionDef::code)
        .filter(Objects::nonNull)
        .limit(1)
        .forEach(CodeHandle::body);
    return definition;
  }
}
