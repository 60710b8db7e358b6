package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Access;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Resources whose names are computed: rule sets that a command line or another rule set names,
 * tables that belong to classes. Where reached code asks for a resource by a name that is not
 * known, every resource with that beginning and end may be read, of crates whose code runs.
 *
 * <p>That is weak evidence for the classes that such a resource names. They are made from a name to
 * be used as something that code knows: so one counts once a class or interface of the program that
 * it directly extends is loaded. What extends nothing of the program does not count.
 */
final class ComputedResources implements Mechanism.OfLoaded, Mechanism.OfInitialized {
  private final Marks marks;
  private final NamedClasses named;
  private final ResourceTokens tokens;
  private final Map<NamePattern, Integer> patterns = new HashMap<>();
  private final List<NamePattern> newPatterns = new ArrayList<>();
  private final Set<Integer> crates = new LinkedHashSet<>();
  private final List<Integer> newCrates = new ArrayList<>();
  private final Set<Reading> read = new HashSet<>();

  private record Reading(int crate, NamePattern pattern) {}

  /** Classes that resources name, by what they extend; with the fact that has them read. */
  private final Map<ClassNode, List<Waiting>> waiting = new HashMap<>();

  private record Waiting(ClassNode c, int fact) {}

  ComputedResources(Marks marks, NamedClasses named, ResourceTokens tokens) {
    this.marks = marks;
    this.named = named;
    this.tokens = tokens;
  }

  /** Reached code asks for a resource of such a name. */
  void asked(ReflectiveSite site, NamePattern name) {
    String prefix = name.prefix().startsWith("/") ? name.prefix().substring(1) : name.prefix();
    NamePattern pattern = new NamePattern(null, prefix, name.suffix());
    int fact =
        marks.fact(
            Kind.CAPABILITY,
            "reading resources named " + pattern,
            Because.of(ReasonKind.CALL, site.function.used));
    if (patterns.putIfAbsent(pattern, fact) == null) {
      newPatterns.add(pattern);
    }
  }

  @Override
  public void initialized(ClassNode c) {
    if (c.isProgram() && crates.add(c.crate)) {
      newCrates.add(c.crate);
    }
  }

  @Override
  public void settled() {
    List<NamePattern> asked = List.copyOf(newPatterns);
    List<Integer> added = List.copyOf(newCrates);
    newPatterns.clear();
    newCrates.clear();
    if (!asked.isEmpty()) {
      crates.forEach(crate -> read(crate, asked));
    }
    if (!added.isEmpty()) {
      added.forEach(crate -> read(crate, List.copyOf(patterns.keySet())));
    }
  }

  private void read(int crate, List<NamePattern> asked) {
    ClassSource source = marks.hierarchy.program().crates().get(crate);
    List<NamePattern> unread =
        asked.stream().filter(pattern -> read.add(new Reading(crate, pattern))).toList();
    for (String path : unread.isEmpty() ? List.<String>of() : source.resourceNames()) {
      if (ResourceTokens.isConfiguration(path)) {
        for (NamePattern pattern : unread) {
          if (isAskedFor(path, pattern)) {
            tokens.of(path).forEach(token -> names(token, patterns.get(pattern)));
          }
        }
      }
    }
  }

  /** Names may be relative to a package, so the beginning may stand anywhere in the path. */
  private static boolean isAskedFor(String path, NamePattern pattern) {
    return path.endsWith(pattern.suffix())
        && (pattern.prefix().isEmpty() || path.contains(pattern.prefix()));
  }

  private void names(String token, int fact) {
    ClassNode c = named.find(token);
    if (c == null || Access.has(c.access, Access.ABSTRACT | Access.INTERFACE)) {
      return;
    }
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    for (ClassNode supertype : supertypes) {
      if (supertype.isProgram() && supertype != c) {
        Waiting entry = new Waiting(c, fact);
        waiting.computeIfAbsent(supertype, _ -> new ArrayList<>()).add(entry);
        if (supertype.loaded != Facts.NONE) {
          construct(entry, supertype);
        }
      }
    }
  }

  @Override
  public void loaded(ClassNode c) {
    List.copyOf(waiting.getOrDefault(c, List.of())).forEach(entry -> construct(entry, c));
  }

  private void construct(Waiting entry, ClassNode supertype) {
    named.construct(entry.c, Because.of(ReasonKind.RESOURCE, entry.fact, supertype.loaded));
  }
}
