package dev.whittle.ir.crate;

/**
 * A class that could not be lowered: it is broken, truncated, or of a version that is not
 * understood. It is an error only for programs that reach it, as for the JVM.
 *
 * @param name the internal name that its file says by its place
 * @param release 0, or that of a class under {@code META-INF/versions}
 * @param reason what is wrong with it, one line that names neither the file nor the class
 */
public record RefusedClass(String name, int release, String reason) {
  /**
   * A refused class.
   *
   * @throws IllegalArgumentException if the release is neither 0 nor at least 9
   */
  public RefusedClass {
    if (release != 0 && release < 9) {
      throw new IllegalArgumentException("release " + release + " of class " + name);
    }
  }

  /** Where it stands in a jar. */
  public String path() {
    return (release == 0 ? "" : "META-INF/versions/" + release + "/") + name + ".class";
  }
}
