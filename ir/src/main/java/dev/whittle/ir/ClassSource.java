package dev.whittle.ir;

import java.util.List;
import java.util.Optional;

/**
 * What can answer "the class of this name": a mapped crate, a jar that is lowered class by class as
 * it is asked, or the platform. Reachability asks class sources and does not know which it has.
 *
 * <p>A source is a pure function behind a memo and may be asked from several threads. Errors:
 * damaged input throws {@link DamagedInput}, naming the file; a damaged class throws it when that
 * class is asked for, and no others.
 */
public interface ClassSource {
  /** Shown to people: a file name or coordinates. */
  String name();

  /** The class of this internal name outside of {@code META-INF/versions}. */
  Optional<ClassDef> find(String internalName);

  /**
   * Whether {@link #find} may have a class, or an error, for a name with this hash code ({@link
   * String#hashCode}); says yes wherever it does not know. For those who try many names.
   */
  default boolean mayHave(int hash) {
    return true;
  }

  /**
   * Variants of the class under {@code META-INF/versions/N}, ascending by N, empty for most; only
   * those of a source whose manifest says {@code Multi-Release: true}.
   */
  List<Variant> variants(String internalName);

  /**
   * Internal names of all classes, sorted. Those that exist only under {@code META-INF/versions}
   * are among them, although {@link #find} has none, and so are those that cannot be had: asking
   * for one throws.
   */
  List<String> classNames();

  /** Names of all entries that are not classes of this source, sorted; directories are left out. */
  List<String> resourceNames();

  /**
   * What there are names of; empty where that is not known without looking at all of them. What
   * follows for {@link #find}, {@link #variants} and {@link #resource} holds also where they have
   * an error.
   */
  default Optional<NameHashes> names() {
    return Optional.empty();
  }

  /** Content of a resource. */
  Optional<byte[]> resource(String name);

  /** A class for Java release {@code release} and later. */
  record Variant(int release, ClassDef definition) {}
}
