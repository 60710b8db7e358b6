package dev.whittle.ir.text;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A crate in memory, as its text states it. */
public final class ParsedCrate implements ClassSource {
  private final String name;
  private final Map<String, ClassDef> classes;
  private final Map<String, List<Variant>> variants;
  private final Map<String, byte[]> resources;

  private ParsedCrate(Builder builder) {
    this.name = builder.name;
    this.classes = builder.classes;
    this.variants = builder.variants;
    this.resources = builder.resources;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    return Optional.ofNullable(classes.get(internalName));
  }

  @Override
  public List<Variant> variants(String internalName) {
    return List.copyOf(variants.getOrDefault(internalName, List.of()));
  }

  @Override
  public List<String> classNames() {
    return List.copyOf(classes.keySet());
  }

  @Override
  public List<String> resourceNames() {
    return List.copyOf(resources.keySet());
  }

  @Override
  public Optional<byte[]> resource(String resourceName) {
    return Optional.ofNullable(resources.get(resourceName)).map(byte[]::clone);
  }

  /** Collects a crate; each {@code add} says whether the entry is new. */
  static final class Builder {
    private final String name;
    private final Map<String, ClassDef> classes = new TreeMap<>();
    private final Map<String, List<Variant>> variants = new TreeMap<>();
    private final Map<String, byte[]> resources = new TreeMap<>();

    Builder(String name) {
      this.name = name;
    }

    boolean add(ClassDef definition) {
      return classes.putIfAbsent(definition.name(), definition) == null;
    }

    boolean add(Variant variant) {
      List<Variant> known =
          variants.computeIfAbsent(variant.definition().name(), _ -> new ArrayList<>());
      boolean isNew = known.stream().noneMatch(other -> other.release() == variant.release());
      known.add(variant);
      known.sort(Comparator.comparingInt(Variant::release));
      return isNew;
    }

    boolean add(String resourceName, byte[] content) {
      return resources.putIfAbsent(resourceName, content) == null;
    }

    ParsedCrate build() {
      return new ParsedCrate(this);
    }
  }
}
