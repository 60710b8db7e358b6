package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.ClassSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Listings of classes by the type that they are looked up for, in the files of frameworks: {@link
 * DeclarationFiles} knows them. They are to these frameworks what {@code META-INF/services} is to
 * the platform.
 *
 * <p>Files of a format are taken as read once a string of reached code has what all their paths
 * begin with. What they list for a type is then found by name, once reached code uses the type: who
 * looks for it has its class, or its name in a string, which loads it. What is listed for a name
 * that no class has is found at once, since nothing else can tell.
 */
final class Listings implements Mechanism.OfLoaded, Mechanism.ByTextLate {
  private static final Set<DeclarationFiles.Format> LISTINGS =
      EnumSet.complementOf(EnumSet.of(DeclarationFiles.Format.OPTIONS));

  private final Marks marks;
  private final NamedClasses named;

  /** Listed names by type, by what the paths of the files begin with; none where they are read. */
  private final Map<String, Map<ClassNode, List<String>>> listed = new LinkedHashMap<>();

  private final Set<ClassNode> types = new HashSet<>();

  /** What waits for its type, and the fact that it is read. */
  private final Map<ClassNode, List<Waiting>> waiting = new HashMap<>();

  private record Waiting(String name, int reader) {}

  Listings(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
    for (ClassSource crate : marks.hierarchy.program().crates()) {
      for (DeclarationFiles.Found file : DeclarationFiles.of(LISTINGS, crate)) {
        listed(file, crate)
            .forEach(
                (type, names) -> {
                  ClassNode c = type(type);
                  types.add(c);
                  listed
                      .computeIfAbsent(file.prefix(), _ -> new LinkedHashMap<>())
                      .computeIfAbsent(c, _ -> new ArrayList<>())
                      .addAll(names);
                });
      }
    }
  }

  private ClassNode type(String name) {
    ClassNode nested = named.find(name);
    return nested == null ? marks.hierarchy.node(name.replace('.', '/')) : nested;
  }

  private static Map<String, List<String>> listed(DeclarationFiles.Found file, ClassSource crate) {
    return switch (file.format()) {
      case OPTIONS -> throw new IllegalArgumentException(file.path());
      case LISTS_BY_TYPE -> lists(text(file, crate));
      case LINES_FOR_TYPE -> {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        int extension = name.lastIndexOf('.');
        yield Map.of(name.substring(0, extension), lines(text(file, crate)));
      }
      case FILES_FOR_TYPE -> {
        String[] names = file.path().substring(file.prefix().length()).split("/");
        yield Map.of(names[0], List.of(names[1]));
      }
    };
  }

  private static String text(DeclarationFiles.Found file, ClassSource crate) {
    return new String(crate.resource(file.path()).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> lists(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException malformed) {
      // The framework fails on it, as it does in the original.
      return Map.of();
    }
    Map<String, List<String>> lists = new TreeMap<>();
    for (String type : properties.stringPropertyNames()) {
      lists.put(type.strip(), names(properties.getProperty(type).split(",")));
    }
    return lists;
  }

  private static List<String> lines(String text) {
    return names(text.lines().map(line -> line.replaceFirst("#.*", "")).toArray(String[]::new));
  }

  private static List<String> names(String[] texts) {
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      if (!text.isBlank()) {
        names.add(text.strip());
      }
    }
    return names;
  }

  /** Whether something is listed for a type, found by now or not. */
  boolean has(ClassNode type) {
    return types.contains(type);
  }

  @Override
  public boolean wantsTexts() {
    return !listed.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    for (Map.Entry<String, Map<ClassNode, List<String>>> files : listed.entrySet()) {
      if (text.contains(files.getKey())) {
        Because because = Because.of(ReasonKind.CALL, function.used);
        int reader = marks.fact(Kind.CAPABILITY, "the reading of " + files.getKey(), because);
        Map<ClassNode, List<String>> unread = files.setValue(Map.of());
        unread.forEach((type, names) -> read(type, names, reader));
      }
    }
  }

  private void read(ClassNode type, List<String> names, int reader) {
    for (String name : names) {
      if (type.loaded != Facts.NONE) {
        found(name, Because.of(ReasonKind.LISTING, type.loaded, reader));
      } else if (type.origin == ClassNode.Origin.MISSING) {
        found(name, Because.of(ReasonKind.LISTING, reader));
      } else {
        waiting.computeIfAbsent(type, _ -> new ArrayList<>()).add(new Waiting(name, reader));
      }
    }
  }

  @Override
  public void loaded(ClassNode c) {
    List<Waiting> listed = waiting.remove(c);
    if (listed != null) {
      listed.forEach(w -> found(w.name, Because.of(ReasonKind.LISTING, c.loaded, w.reader)));
    }
  }

  private void found(String name, Because because) {
    named.text(name, because);
  }
}
