package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import java.util.List;

/**
 * What reachability looks at.
 *
 * @param crates in class-path order: the first that has a class wins
 * @param platforms the JDKs the program may run on, at least one; a class or method that any of
 *     them has is the platform's (JVMS 5.3: its loaders are asked first)
 */
public record Program(List<ClassSource> crates, List<ClassSource> platforms) {
  public Program {
    crates = List.copyOf(crates);
    platforms = List.copyOf(platforms);
  }
}
