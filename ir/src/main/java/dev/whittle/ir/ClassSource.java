package dev.whittle.ir;

import java.util.List;
import java.util.Optional;

/**
 * What can answer "the class of this name": a mapped crate, a jar that is lowered class by class as
 * it is asked, or the platform. Reachability asks class sources and does not know which it has.
 *
 * <p>A source is a pure function behind a memo and may be asked from several threads. Errors:
 * damaged input throws {@link DamagedInput}, naming the file.
 */
public interface ClassSource {
  /** Shown to people: a file name or coordinates. */
  String name();

  /** The class of this internal name outside of {@code META-INF/versions}. */
  Optional<ClassDef> find(String internalName);

  /**
   * Variants of the class under {@code META-INF/versions/N}, ascending by N, empty for most; only
   * those of a source whose manifest says {@code Multi-Release: true}.
   */
  List<Variant> variants(String internalName);

  /** Internal names of all classes, sorted, without variants of classes that have no base. */
  List<String> classNames();

  /** Names of all entries that are not classes of this source, sorted; directories are left out. */
  List<String> resourceNames();

  /** Content of a resource. */
  Optional<byte[]> resource(String name);

  /** A class for Java release {@code release} and later. */
  record Variant(int release, ClassDef definition) {}
}
