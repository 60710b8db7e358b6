package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;

/**
 * What a crate is made of, for what a {@linkplain CrateReader#part part} of it lacks. It gives the
 * same whenever it is asked, and may be asked from several threads. What it throws beside {@link
 * DamagedInput} goes to whoever asked the crate.
 */
public interface Supply {
  /**
   * Lowers a class.
   *
   * @param release 0 for a class outside of {@code META-INF/versions}
   * @throws DamagedInput when it cannot be read; with a {@link DamagedInput#classReason} when the
   *     fault is that of the class
   */
  ClassDef lower(String className, int release);

  /**
   * Content of a resource.
   *
   * @throws DamagedInput when it cannot be read
   */
  byte[] resource(String name);
}
