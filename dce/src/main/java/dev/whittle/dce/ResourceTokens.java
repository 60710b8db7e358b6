package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The resources of the program that may be configuration, and the classes that each names. */
final class ResourceTokens {
  private static final int MAX_SIZE = 4 << 20;
  private static final int HASH_BITS = 16;

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

  private final NamedClasses named;
  private final NavigableMap<String, List<ClassSource>> byPath = new TreeMap<>();

  /** The low bits of the hash codes of all paths. */
  private final BitSet hashes = new BitSet(1 << HASH_BITS);

  private final Map<String, Set<String>> tokens = new HashMap<>();

  /** Classes that have no package: their names are single words. */
  private final Set<String> withoutPackage = new HashSet<>();

  ResourceTokens(Program program, NamedClasses named) {
    this.named = named;
    for (ClassSource crate : program.crates()) {
      addWithoutPackage(crate.classNames());
      for (String path : crate.resourceNames()) {
        if (!NOT_CONFIGURATION.matcher(path).matches() && !DeclarationFiles.has(path)) {
          byPath.computeIfAbsent(path, _ -> new ArrayList<>(1)).add(crate);
          hashes.set(low(path.hashCode()));
        }
      }
    }
  }

  /** Whether there may be a path with this hash code, so that others need not be put together. */
  boolean mayHave(int hash) {
    return hashes.get(low(hash));
  }

  private static int low(int hash) {
    return (hash ^ hash >>> HASH_BITS) & (1 << HASH_BITS) - 1;
  }

  /** Leaps over whole packages: the names of a crate that nothing uses stay unread. */
  private void addWithoutPackage(List<String> sorted) {
    for (int i = 0; i < sorted.size(); i++) {
      String name = sorted.get(i);
      int slash = name.indexOf('/');
      if (slash < 0) {
        withoutPackage.add(name);
      } else {
        char afterSlash = '/' + 1;
        int next = Collections.binarySearch(sorted, name.substring(0, slash) + afterSlash);
        i = (next < 0 ? -next - 1 : next) - 1;
      }
    }
  }

  /** The crates that have a resource, by path, for all resources that may be configuration. */
  NavigableMap<String, List<ClassSource>> byPath() {
    return byPath;
  }

  /** The classes of the program that the resource of a path names, as they stand there. */
  Set<String> of(String path) {
    return tokens.computeIfAbsent(path, p -> tokens(p, byPath.getOrDefault(p, List.of())));
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
          if (qualified ? named.find(token) != null : withoutPackage.contains(token)) {
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
