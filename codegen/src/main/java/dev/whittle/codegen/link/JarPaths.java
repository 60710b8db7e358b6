package dev.whittle.codegen.link;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path in a jar means, by the JAR File Specification. */
final class JarPaths {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/(?:[^/]+\\.(?:SF|RSA|DSA|EC)|SIG-[^/]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.+)");

  private JarPaths() {}

  /** Part of a signature, which no changed jar can keep, or the index that a changed jar belies. */
  static boolean staleInAnyOutput(String path) {
    return signature(path) || path.equalsIgnoreCase("META-INF/INDEX.LIST");
  }

  static boolean signature(String path) {
    return SIGNATURE.matcher(path).matches();
  }

  /** A module descriptor, at the top or for a version. */
  static boolean moduleDescriptor(String path) {
    return unversioned(path).equals("module-info.class");
  }

  static boolean manifest(String path) {
    return path.equalsIgnoreCase(JarManifest.PATH);
  }

  /** Whether a class loader sees this path in place of another from some Java version on. */
  static boolean versioned(String path) {
    return VERSIONED.matcher(path).matches();
  }

  /** The path as a class loader is asked for it. */
  static String unversioned(String path) {
    Matcher matcher = VERSIONED.matcher(path);
    return matcher.matches() ? matcher.group(2) : path;
  }

  /**
   * The folders that {@code files} are in, outer ones first. Jars have entries for them: who lists
   * a package asks a class loader for its folder.
   */
  static Set<String> folders(Collection<String> files) {
    Set<String> folders = new LinkedHashSet<>();
    for (String file : files) {
      for (int i = file.indexOf('/'); i >= 0; i = file.indexOf('/', i + 1)) {
        folders.add(file.substring(0, i + 1));
      }
    }
    return folders;
  }

  /**
   * The section name of the package that a class file at {@code path} is in, or an empty string.
   */
  static String packageSection(String path) {
    String plain = unversioned(path);
    boolean inPackage = plain.toLowerCase(Locale.ROOT).endsWith(".class") && plain.contains("/");
    return inPackage ? plain.substring(0, plain.lastIndexOf('/') + 1) : "";
  }
}
