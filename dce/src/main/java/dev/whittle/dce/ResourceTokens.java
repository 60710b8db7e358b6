package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The resources of the program that may be configuration, and the classes that each names. Crates
 * are asked for paths; names of all resources are read only where somebody wants a pattern of them.
 */
final class ResourceTokens {
  private static final int MAX_SIZE = 4 << 20;

  /**
   * Documents, listings that other mechanisms read, and what only tools read: a signed manifest
   * names every class of its jar. A folder below that of services is a listing of somebody's own.
   */
  private static final Pattern NOT_CONFIGURATION =
      Pattern.compile(
          ".*\\.(class|html?|xsd|dtd|md|SF|RSA|DSA|EC)"
              + "|META-INF/(MANIFEST\\.MF|INDEX\\.LIST)"
              + "|META-INF/services/[^/]*"
              + "|META-INF/(maven|native-image)/.*");

  private final Program program;
  private final CrateIndex index;
  private final NamedClasses named;
  private final Map<String, List<ClassSource>> crates = new HashMap<>();
  private final Map<String, Set<String>> tokens = new HashMap<>();

  ResourceTokens(ClassHierarchy hierarchy, NamedClasses named) {
    this.program = hierarchy.program();
    this.index = hierarchy.index();
    this.named = named;
  }

  /** Whether there may be a path with this hash code, so that others need not be put together. */
  boolean mayHave(int hash) {
    return index.hasPaths(hash);
  }

  /** Whether a resource of this path may be configuration. */
  static boolean isConfiguration(String path) {
    return !NOT_CONFIGURATION.matcher(path).matches() && !DeclarationFiles.has(path);
  }

  /** The crates that have the resource of a path, in order; none when it is no configuration. */
  List<ClassSource> crates(String path) {
    return crates.computeIfAbsent(path, this::findCrates);
  }

  private List<ClassSource> findCrates(String path) {
    List<ClassSource> have = new ArrayList<>(1);
    if (isConfiguration(path)) {
      for (ClassSource crate : index.withPaths(path.hashCode())) {
        if (Collections.binarySearch(crate.resourceNames(), path) >= 0) {
          have.add(crate);
        }
      }
    }
    return have;
  }

  /** The paths of all configuration in a folder and below it, which ends with a slash. */
  SortedSet<String> in(String folder) {
    SortedSet<String> paths = new TreeSet<>();
    for (ClassSource crate : index.withPaths(folder.hashCode())) {
      for (String path : ReflectiveEffects.startingWith(crate.resourceNames(), folder)) {
        if (isConfiguration(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  /** The crates that have configuration of a path that matches. */
  Set<ClassSource> matching(Pattern pattern) {
    Set<ClassSource> matching = new HashSet<>();
    for (ClassSource crate : program.crates()) {
      for (String path : crate.resourceNames()) {
        if (pattern.matcher(path).matches() && isConfiguration(path)) {
          matching.add(crate);
          break;
        }
      }
    }
    return matching;
  }

  /** Whether configuration, or a file for a service, has a blank in its path. */
  boolean haveBlank() {
    for (ClassSource crate : index.withPaths(NameHashes.WITH_BLANK)) {
      for (String path : crate.resourceNames()) {
        if (path.indexOf(' ') >= 0
            && (path.startsWith(NameHashes.SERVICES) || isConfiguration(path))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The classes of the program that the resource of a path names, as they stand there. */
  Set<String> of(String path) {
    Set<String> known = tokens.get(path);
    if (known == null) {
      known = tokens(path, crates(path));
      tokens.put(path, known);
    }
    return known;
  }

  /** Whether it is the name of a class that has no package. */
  private boolean isWithoutPackage(String token) {
    int hash = NameHashes.ofClass(token);
    for (int at = index.first(hash); at >= 0; at = index.next(at)) {
      ClassSource crate = program.crates().get(index.crate(at));
      if (Collections.binarySearch(crate.classNames(), token) >= 0) {
        return true;
      }
    }
    return false;
  }

  private Set<String> tokens(String path, List<ClassSource> crates) {
    Set<String> found = new LinkedHashSet<>();
    for (ClassSource crate : crates) {
      byte[] content = crate.resource(path).orElse(new byte[0]);
      if (content.length <= MAX_SIZE) {
        if (isText(content)) {
          scan(new String(content, StandardCharsets.UTF_8), found);
        } else {
          scanBinary(content, found);
        }
      }
    }
    return found;
  }

  private void scan(String text, Set<String> found) {
    int start = -1;
    boolean qualified = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isJavaIdentifierPart(c) && c != 0) {
        start = start < 0 ? i : start;
      } else if ((c == '.' || c == '/') && start >= 0) {
        qualified = true;
      } else {
        if (start >= 0) {
          String token = text.substring(start, i);
          if (qualified ? named.find(token) != null : isWithoutPackage(token)) {
            found.add(token);
          }
        }
        start = -1;
        qualified = false;
      }
    }
  }

  /** Strings as {@link java.io.DataOutput#writeUTF} writes them, wherever one may start. */
  private void scanBinary(byte[] content, Set<String> found) {
    for (int at = 0; at + 2 < content.length; at++) {
      int length = (content[at] & 0xff) << 8 | content[at + 1] & 0xff;
      if (length > 2 && length <= NamedClasses.MAX_NAME && at + 2 + length <= content.length) {
        String token = qualifiedName(content, at + 2, length);
        if (token != null && named.find(token) != null) {
          found.add(token);
        }
      }
    }
  }

  /** What stands there, if it can be the full name of a class; else null. */
  private static String qualifiedName(byte[] content, int from, int length) {
    boolean qualified = false;
    for (int i = from; i < from + length; i++) {
      qualified |= content[i] == '.' || content[i] == '/';
      if (content[i] <= ' ' || content[i] == ':' || content[i] == '<') {
        return null;
      }
    }
    return qualified ? new String(content, from, length, StandardCharsets.US_ASCII) : null;
  }

  static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 1024); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
