package dev.whittle.dce.metadata;

import dev.whittle.dce.metadata.Metadata.Access;
import dev.whittle.dce.metadata.Metadata.Condition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Reads a file of reachability metadata, of today's form or of one of the older ones. Which it is
 * follows from its shape; but for the older serialization file, which looks like the one for
 * reflection and is told by its name.
 *
 * <p>Keys that are not known say nothing: editions of the format added some.
 */
public final class MetadataParser {
  private static final Condition ALWAYS = new Condition.Always();

  private static final Map<String, Access> ACCESS = access();

  private final List<Metadata.Entry> entries = new ArrayList<>();

  private MetadataParser() {}

  private static Map<String, Access> access() {
    Map<String, Access> access = new LinkedHashMap<>();
    for (String members : List.of("Methods", "Constructors", "Fields")) {
      for (String which : List.of("Declared", "Public")) {
        String constant = (which + "_" + members).toUpperCase(java.util.Locale.ROOT);
        access.put("all" + which + members, Access.valueOf(constant));
        if (!members.equals("Fields")) {
          access.put("queryAll" + which + members, Access.valueOf("QUERIED_" + constant));
        }
      }
    }
    access.put("unsafeAllocated", Access.ALLOCATED);
    access.put("serializable", Access.SERIALIZED);
    return access;
  }

  /**
   * What a file declares.
   *
   * @param file its path; its last part tells some older forms apart, and messages name it
   * @throws IllegalArgumentException for a text that is no metadata, naming the file
   */
  public static Metadata parse(String file, byte[] content) {
    MetadataParser parser = new MetadataParser();
    try {
      parser.file(
          file.substring(file.lastIndexOf('/') + 1),
          JsonReader.read(new String(content, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          file + ": no reachability metadata: " + malformed.getMessage(), malformed);
    }
    return new Metadata(parser.entries);
  }

  private void file(String name, Object root) {
    boolean serialization = name.contains("serialization");
    switch (root) {
      case List<?> list -> list.forEach(element -> element(element, serialization));
      case Map<?, ?> sections -> sections.forEach((key, value) -> section((String) key, value));
      case null, default -> throw new IllegalArgumentException("neither an object nor an array");
    }
  }

  /** An element of an older file that is a list as a whole: of types, or of proxies. */
  private void element(Object element, boolean serialization) {
    switch (element) {
      case List<?> interfaces -> proxy(ALWAYS, interfaces);
      case Map<?, ?> object when object.get("interfaces") instanceof List<?> interfaces ->
          proxy(condition(object), interfaces);
      case Map<?, ?> object -> type(object, serialization);
      case null, default -> throw new IllegalArgumentException("a list of other than objects");
    }
  }

  private void section(String key, Object value) {
    switch (key) {
      case "reflection", "jni" -> objects(value).forEach(object -> type(object, false));
      // "types" and the others are the older serialization file's.
      case "serialization", "types", "lambdaCapturingTypes" ->
          objects(value).forEach(object -> type(object, true));
      case "proxies" ->
          (value instanceof List<?> list ? list : List.of())
              .forEach(element -> element(element, true));
      case "resources" -> {
        if (value instanceof Map<?, ?> older) {
          objects(older.get("includes")).forEach(this::resource);
        } else {
          objects(value).forEach(this::resource);
        }
      }
      case "globs" -> objects(value).forEach(this::resource);
      case "bundles" -> objects(value).forEach(this::bundle);
      default -> {}
    }
  }

  private static Stream<Map<?, ?>> objects(Object value) {
    return value instanceof List<?> list
        ? list.stream().<Map<?, ?>>mapMulti(MetadataParser::ifObject)
        : Stream.empty();
  }

  private static void ifObject(Object element, java.util.function.Consumer<Map<?, ?>> sink) {
    if (element instanceof Map<?, ?> object) {
      sink.accept(object);
    }
  }

  private static Condition condition(Map<?, ?> object) {
    if (object.get("condition") instanceof Map<?, ?> condition) {
      if (condition.get("typeReached") instanceof String type) {
        return new Condition.Initialized(internal(type));
      }
      if (condition.get("typeReachable") instanceof String type) {
        return new Condition.Reachable(internal(type));
      }
    }
    return ALWAYS;
  }

  private void type(Map<?, ?> object, boolean serialization) {
    Object name = object.containsKey("type") ? object.get("type") : object.get("name");
    if (name instanceof Map<?, ?> made && made.get("proxy") instanceof List<?> interfaces) {
      proxy(condition(object), interfaces);
    }
    if (!(name instanceof String type) || isArray(type)) {
      return;
    }
    Set<Access> all = EnumSet.noneOf(Access.class);
    ACCESS.forEach(
        (key, access) -> {
          if (Boolean.TRUE.equals(object.get(key))) {
            all.add(access);
          }
        });
    if (serialization) {
      all.add(Access.SERIALIZED);
    }
    List<Metadata.Member> members = new ArrayList<>();
    for (String key : List.of("methods", "queriedMethods")) {
      objects(object.get(key)).forEach(method -> method(method, members));
    }
    objects(object.get("fields"))
        .forEach(
            field -> {
              if (field.get("name") instanceof String fieldName) {
                members.add(new Metadata.Member.Field(fieldName));
              }
            });
    // Serialization names the class whose constructor starts an instance.
    if (object.get("customTargetConstructorClass") instanceof String constructed) {
      entries.add(
          new Metadata.Type(
              condition(object),
              internal(constructed),
              Set.of(),
              List.of(new Metadata.Member.Method("<init>", List.of()))));
    }
    entries.add(new Metadata.Type(condition(object), internal(type), all, members));
  }

  private static void method(Map<?, ?> method, List<Metadata.Member> members) {
    if (method.get("name") instanceof String name) {
      List<String> parameters =
          method.get("parameterTypes") instanceof List<?> types
              ? types.stream().map(type -> descriptor(String.valueOf(type))).toList()
              : null;
      members.add(new Metadata.Member.Method(name, parameters));
    }
  }

  private void proxy(Condition condition, List<?> interfaces) {
    entries.add(
        new Metadata.Proxy(
            condition, interfaces.stream().map(name -> internal(String.valueOf(name))).toList()));
  }

  private void resource(Map<?, ?> object) {
    if (object.get("glob") instanceof String glob) {
      entries.add(new Metadata.Resource(condition(object), glob(glob)));
    } else if (object.get("pattern") instanceof String pattern) {
      entries.add(new Metadata.Resource(condition(object), pattern(pattern)));
    } else {
      bundle(object, "bundle");
    }
  }

  private void bundle(Map<?, ?> object) {
    bundle(object, "name");
  }

  private void bundle(Map<?, ?> object, String key) {
    if (object.get(key) instanceof String name) {
      entries.add(
          new Metadata.Bundle(condition(object), name.substring(name.lastIndexOf(':') + 1)));
    }
  }

  /** A regular expression, perhaps behind the name of a module. */
  private static Pattern pattern(String text) {
    int colon = text.indexOf(':');
    boolean module = colon > 0 && text.substring(0, colon).matches("[\\w.]+");
    try {
      return Pattern.compile(module ? text.substring(colon + 1) : text);
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException("the pattern " + text, malformed);
    }
  }

  /** A glob: one star stays within a part of the path, two do not, a backslash escapes. */
  static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else {
        boolean escapes = c == '\\' && i + 1 < glob.length();
        i += escapes ? 1 : 0;
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  private static boolean isArray(String type) {
    return type.endsWith("[]") || type.startsWith("[");
  }

  private static String internal(String type) {
    return type.replace('.', '/');
  }

  private static String descriptor(String type) {
    if (type.endsWith("[]")) {
      return "[" + descriptor(type.substring(0, type.length() - 2));
    }
    return switch (type) {
      case "boolean" -> "Z";
      case "byte" -> "B";
      case "char" -> "C";
      case "short" -> "S";
      case "int" -> "I";
      case "long" -> "J";
      case "float" -> "F";
      case "double" -> "D";
      default -> type.startsWith("[") ? internal(type) : "L" + internal(type) + ";";
    };
  }
}
