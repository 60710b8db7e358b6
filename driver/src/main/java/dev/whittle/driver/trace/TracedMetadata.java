package dev.whittle.driver.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reachability metadata of what was traced, in the form of GraalVM's {@code
 * reachability-metadata.json} (reference manual, "Reachability Metadata"), as a tree of JSON:
 * objects are maps, arrays are lists.
 *
 * <p>Sorted by type, member and path, so that the same program gives the same file.
 */
final class TracedMetadata {
  private static final Comparator<Object> BY_TEXT = Comparator.comparing(Object::toString);

  /** Entries without a condition, by the text of their type. */
  private final Map<String, Map<String, Object>> types = new TreeMap<>();

  /** What others wrote and this has no part in: entries with conditions, other sections. */
  private final Map<String, Object> sections = new TreeMap<>();

  private final List<Object> others = new ArrayList<>();
  private final Map<String, Object> resources = new TreeMap<>();

  /** Adds what an existing file says, the root of its JSON; nothing of it is lost. */
  void add(Map<?, ?> file) {
    file.forEach(
        (key, value) -> {
          switch (key.toString()) {
            case "reflection" -> elements(value).forEach(this::addType);
            case "resources" -> elements(value).forEach(e -> resources.put(e.toString(), e));
            default -> sections.put(key.toString(), value);
          }
        });
  }

  private static List<?> elements(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private void addType(Object element) {
    if (element instanceof Map<?, ?> entry
        && entry.get("type") != null
        && !entry.containsKey("condition")) {
      Map<String, Object> type = type(entry.get("type"));
      entry.forEach((key, value) -> merge(type, key.toString(), value));
    } else if (!others.contains(element)) {
      others.add(element);
    }
  }

  private static void merge(Map<String, Object> type, String key, Object value) {
    if (value instanceof List<?> elements && !key.equals("type")) {
      elements.forEach(element -> member(type, key, element));
    } else if (!Boolean.TRUE.equals(type.get(key))) {
      type.put(key, value);
    }
  }

  private Map<String, Object> type(Object name) {
    return types.computeIfAbsent(
        name.toString(),
        _ -> {
          Map<String, Object> type = new LinkedHashMap<>();
          type.put("type", name);
          return type;
        });
  }

  private static void member(Map<String, Object> type, String key, Object member) {
    List<Object> members = new ArrayList<>(elements(type.getOrDefault(key, List.of())));
    if (!members.contains(member)) {
      members.add(member);
      members.sort(BY_TEXT);
    }
    type.put(key, members);
  }

  /** Adds what was recorded. */
  void add(TraceRecords records) {
    records.lines().forEach(this::add);
  }

  private void add(List<String> line) {
    String subject = line.get(1);
    switch (line.getFirst()) {
      case "type" -> type(subject);
      case "method" -> method(subject, line.get(2), line.get(3));
      case "field" -> member(type(subject), "fields", object("name", line.get(2)));
      case "all" -> type(subject).put(line.get(2), true);
      case "values" -> method(subject, "values", "");
      case "serial" -> type(subject).put("serializable", true);
      case "unsafe" -> type(subject).put("unsafeAllocated", true);
      case "proxy" -> type(object("proxy", List.of(subject.split(","))));
      case "resource" -> resource("glob", literal(subject));
      case "bundle" -> resource("bundle", subject);
      case "problem" -> {}
      default -> throw new IllegalArgumentException("a record of " + line.getFirst());
    }
  }

  private void method(String type, String name, String parameters) {
    List<String> types = parameters.isEmpty() ? List.of() : List.of(parameters.split(","));
    Map<String, Object> method = object("name", name);
    method.put("parameterTypes", types);
    member(type(type), "methods", method);
  }

  private void resource(String kind, String value) {
    Map<String, Object> resource = object(kind, value);
    resources.put(resource.toString(), resource);
  }

  /** A glob of one path: what is special in globs is escaped. */
  private static String literal(String path) {
    return path.replaceAll("[\\\\*]", "\\\\$0");
  }

  private static Map<String, Object> object(String key, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(key, value);
    return object;
  }

  /** All of it, as one tree. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<Object> reflection = new ArrayList<>(types.values());
    reflection.addAll(others);
    tree.put("reflection", reflection);
    tree.put("resources", List.copyOf(resources.values()));
    tree.putAll(sections);
    return tree;
  }

  /** Types that are named, proxies included, and resources. */
  int entries() {
    return types.size() + others.size() + resources.size();
  }
}
