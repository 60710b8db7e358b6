package dev.whittle.lower;

/**
 * Which paths of a class path are those of classes. A file {@code BOOT-INF/classes/p/A.class} is
 * none: a program reads it itself, with a class loader of its own, and to anybody else it is a
 * resource like any other.
 */
final class ClassPlace {
  private static final String CLASS = ".class";

  private ClassPlace() {}

  /** Whether a class with the name that the path spells can be there: its package is one. */
  static boolean isOne(String path) {
    int end = path.lastIndexOf('/');
    return path.endsWith(CLASS) && isPackage(path.substring(0, Math.max(end, 0)));
  }

  /** The internal name that such a path spells. */
  static String className(String path) {
    return path.substring(0, path.length() - CLASS.length());
  }

  /** Whether {@code file} is a class file, of another class than {@code name}. */
  static boolean isOfAnother(byte[] file, String name) {
    try {
      return !name.equals(ClassLowering.open(file).getClassName());
    } catch (RuntimeException _) { // Broken, which lowering has a reason for.
      return false;
    }
  }

  private static boolean isPackage(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' && !Character.isJavaIdentifierPart(c)) {
        return false;
      }
    }
    return true;
  }
}
