package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A complete crate: all that {@link CrateWriter} writes.
 *
 * <p>Classes, variants and resources are sorted here, whatever order they come in: the order of
 * entries in a jar is no part of a crate, so jars that differ in nothing else give the same bytes.
 *
 * @param name shown to people: a file name or coordinates; no part of the crate's identity
 * @param classes classes outside of {@code META-INF/versions}, ascending by name
 * @param variants classes under {@code META-INF/versions}, ascending by name, then release
 * @param resources all other entries by name, the manifest among them; contents must not change
 * @param multiRelease whether the manifest says {@code Multi-Release: true}
 * @param refused classes that could not be lowered, ascending by name, then release
 */
public record Crate(
    String name,
    List<ClassDef> classes,
    List<Variant> variants,
    NavigableMap<String, byte[]> resources,
    boolean multiRelease,
    List<RefusedClass> refused)
    implements ClassSource {
  private static final Comparator<ClassDef> BY_NAME = Comparator.comparing(ClassDef::name);
  static final Comparator<Variant> BY_NAME_AND_RELEASE =
      Comparator.comparing((Variant variant) -> variant.definition().name())
          .thenComparingInt(Variant::release);

  /**
   * A crate of these parts.
   *
   * @throws IllegalArgumentException if two classes, or two variants of one release, have one name,
   *     refused ones among them, or a variant's release is below 9
   */
  public Crate {
    classes = classes.stream().sorted(BY_NAME).toList();
    variants = variants.stream().sorted(BY_NAME_AND_RELEASE).toList();
    resources = Collections.unmodifiableNavigableMap(new TreeMap<>(resources));
    refused = Refusals.of(refused).all();
    for (int i = 1; i < classes.size(); i++) {
      if (BY_NAME.compare(classes.get(i - 1), classes.get(i)) == 0) {
        throw new IllegalArgumentException(name + ": class twice: " + classes.get(i).name());
      }
    }
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      if (variant.release() < 9
          || i > 0 && BY_NAME_AND_RELEASE.compare(variants.get(i - 1), variant) == 0) {
        throw new IllegalArgumentException(
            "%s: release %d of class %s is below 9 or there twice"
                .formatted(name, variant.release(), variant.definition().name()));
      }
    }
    for (RefusedClass r : refused) {
      if (has(classes, variants, r)) {
        throw new IllegalArgumentException(name + ": class both there and refused: " + r.path());
      }
    }
  }

  private static boolean has(List<ClassDef> classes, List<Variant> variants, RefusedClass r) {
    return r.release() == 0
        ? classes.stream().anyMatch(c -> c.name().equals(r.name()))
        : variants.stream()
            .anyMatch(v -> v.release() == r.release() && v.definition().name().equals(r.name()));
  }

  /** A crate of these parts in which every class could be lowered. */
  public Crate(
      String name,
      List<ClassDef> classes,
      List<Variant> variants,
      NavigableMap<String, byte[]> resources,
      boolean multiRelease) {
    this(name, classes, variants, resources, multiRelease, List.of());
  }

  /** A crate of classes alone. */
  public static Crate of(String name, List<ClassDef> classes) {
    return new Crate(name, classes, List.of(), new TreeMap<>(), false);
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    int low = 0;
    int high = classes.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int order = classes.get(middle).name().compareTo(internalName);
      if (order == 0) {
        return Optional.of(classes.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    Refusals.of(refused).checkBase(name, internalName);
    return Optional.empty();
  }

  @Override
  public List<Variant> variants(String internalName) {
    Refusals.of(refused).checkVariants(name, internalName);
    return variants.stream().filter(v -> v.definition().name().equals(internalName)).toList();
  }

  @Override
  public List<String> classNames() {
    SortedSet<String> names = Refusals.of(refused).names();
    classes.forEach(definition -> names.add(definition.name()));
    variants.forEach(variant -> names.add(variant.definition().name()));
    return List.copyOf(names);
  }

  @Override
  public List<String> resourceNames() {
    return List.copyOf(new ArrayList<>(resources.keySet()));
  }

  @Override
  public Optional<byte[]> resource(String resourceName) {
    return Optional.ofNullable(resources.get(resourceName)).map(byte[]::clone);
  }

  /**
   * Services and their providers in order, from {@code META-INF/services} (see {@link
   * java.util.ServiceLoader}).
   */
  public NavigableMap<String, List<String>> services() {
    return ServiceIndex.of(resources);
  }
}
