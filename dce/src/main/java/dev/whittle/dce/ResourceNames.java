package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Constant;
import dev.whittle.ir.summary.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Classes named in text resources: configuration that a program reads and makes objects from.
 *
 * <p>A resource is taken as read when a string constant of reached code names it: by its path, by
 * its path relative to the package of that code, or without the extension that properties and XML
 * files have. In it, every token that is the full name of a class of the program counts as a string
 * that names it ({@link NamedClasses}); in a binary resource, every string as {@code DataOutput}
 * writes it. A folder that a string names has all its files read, and their names are names, too.
 * Resources that nothing names are not read.
 */
final class ResourceNames implements Mechanism {
  private static final int MAX_SIZE = 4 << 20;

  /** More files in one folder are data. */
  private static final int MAX_FILES = 1000;

  private static final List<String> EXTENSIONS = List.of("", ".properties", ".xml");

  /**
   * Documents, listings that other mechanisms read, and what only tools read: a signed manifest
   * names every class of its jar.
   */
  private static final Pattern NOT_CONFIGURATION =
      Pattern.compile(
          ".*\\.(class|html?|xsd|dtd|md|SF|RSA|DSA|EC)"
              + "|META-INF/(MANIFEST\\.MF|INDEX\\.LIST)"
              + "|META-INF/(services|maven|native-image|proguard|com\\.android\\.tools)/.*");

  private final Marks marks;
  private final NamedClasses named;
  private final NavigableMap<String, List<ClassSource>> byPath = new TreeMap<>();
  private final Set<ClassSource> read = new HashSet<>();
  private final Map<String, Set<String>> tokens = new HashMap<>();

  /** Classes that have no package: their names are single words. */
  private final Set<String> withoutPackage = new HashSet<>();

  ResourceNames(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
    for (ClassSource crate : marks.hierarchy.program().crates()) {
      crate.classNames().stream()
          .filter(name -> name.indexOf('/') < 0)
          .forEach(withoutPackage::add);
      for (String path : crate.resourceNames()) {
        if (!NOT_CONFIGURATION.matcher(path).matches()) {
          byPath.computeIfAbsent(path, _ -> new ArrayList<>(1)).add(crate);
        }
      }
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    switch (effect) {
      case Effect.UseText(String text) -> text(function, text);
      case Effect.CallDynamic call -> recipe(function, call.site());
      case Effect.Call _,
          Effect.Instantiate _,
          Effect.AccessField _,
          Effect.UseClass _,
          Effect.UseConstant _,
          Effect.Assign _,
          Effect.PassValues _ -> {}
    }
  }

  /** The constant beginning of a string concatenation: a folder whose files are named later. */
  private void recipe(FunctionNode function, Constant.Dynamic site) {
    for (Constant argument : site.arguments()) {
      if (argument instanceof Constant.Str(String recipe) && recipe.indexOf('\1') > 0) {
        text(function, recipe.substring(0, recipe.indexOf('\1')));
      }
    }
  }

  private void text(FunctionNode function, String text) {
    if (text.length() > 2 && text.length() < 300) {
      String path = text.startsWith("/") ? text.substring(1) : text;
      Because because = Because.of(ReasonKind.RESOURCE, function.used);
      if (path.endsWith("/") && path.indexOf('/') < path.length() - 1) {
        folder(path, because);
      }
      for (String extension : EXTENSIONS) {
        read(path + extension, because);
        read(function.owner.packageName() + path + extension, because);
        if (!extension.isEmpty()) {
          read(path.replace('.', '/') + extension, because);
        }
      }
    }
  }

  /**
   * A folder of listings: files of it that are named like a class, or name classes themselves. The
   * folder has to be one of several levels; of one like {@code META-INF/} nothing follows.
   */
  private void folder(String path, Because because) {
    Set<String> files = byPath.tailMap(path).keySet();
    int count = 0;
    for (String file : files) {
      if (!file.startsWith(path) || ++count > MAX_FILES) {
        break;
      }
      named.text(file.substring(file.lastIndexOf('/') + 1), because);
      read(file, because);
    }
  }

  private void read(String path, Because because) {
    List<ClassSource> crates = byPath.get(path);
    if (crates != null) {
      read.addAll(crates);
      for (String token : tokens.computeIfAbsent(path, p -> tokens(p, crates))) {
        named.text(token, because);
      }
    }
  }

  /** Resources of these paths come along, with all of their crate. */
  void read(Pattern paths) {
    byPath.forEach(
        (path, crates) -> {
          if (!read.containsAll(crates) && paths.matcher(path).matches()) {
            read.addAll(crates);
          }
        });
  }

  /** Tokens that have the form of a qualified class name and name a class of the program. */
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

  private static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 1024); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether reached code names a resource of a crate, by its index. */
  boolean reads(int crate) {
    return read.contains(marks.hierarchy.program().crates().get(crate));
  }
}
