package dev.whittle.lower;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import java.io.Closeable;
import java.util.List;

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
}
