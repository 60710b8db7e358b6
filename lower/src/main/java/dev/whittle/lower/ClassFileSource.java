package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/**
 * Class files that can be lowered one by one, and all of them: what a crate is made from. Closing
 * it makes what was not yet read unreadable.
 */
public sealed interface ClassFileSource extends ClassSource, Closeable
    permits JarSource, DirectorySource {
  /**
   * A class file by its place.
   *
   * @param name the internal name of the class
   * @param release 0, or that of a file under {@code META-INF/versions}
   */
  record Entry(String name, int release) {}

  /**
   * All class files: those outside of {@code META-INF/versions} by name, then the others by name
   * and release.
   */
  List<Entry> entries();

  /**
   * Lowers one of {@link #entries}; keeps nothing.
   *
   * @throws DamagedInput when it cannot be read; with a {@link DamagedInput#classReason} when the
   *     fault is that of the class
   */
  ClassDef lower(Entry entry);

  /**
   * The file of an entry that cannot be lowered, when it is a class, but not the one that its place
   * says: no class loader that goes by places makes a class of it. To the program it is a resource,
   * as class files of templates and of interpreters are, which their owners define themselves.
   */
  Optional<Misplaced> misplaced(Entry entry);

  /** A class file that is a resource. */
  record Misplaced(String path, byte[] content) {}
}
