package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import dev.whittle.cache.Inventory;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.generate.GenerationKeys;
import dev.whittle.driver.symbols.SymbolQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what somebody names: by a key or the beginning of one, or as a crate, a program, a class or
 * a function.
 */
public final class Lookup {
  /** Shorter ones are rather names. */
  private static final int SHORTEST_PREFIX = 4;

  private static final int MOST_SHOWN = 5;

  private final CacheContents contents;
  private final Inventory inventory;
  private final Described described;

  public Lookup(CacheContents contents) {
    this.contents = contents;
    this.inventory = contents.inventory();
    this.described = new Described(contents);
  }

  /**
   * What {@code text} names.
   *
   * @throws Diagnostic when it names nothing, or is the beginning of several keys
   */
  public List<Description> find(String text) throws IOException {
    String hex = text.toLowerCase(Locale.ROOT);
    if (hex.matches("[0-9a-f]{" + SHORTEST_PREFIX + ",64}")) {
      Optional<Description> found = key(hex);
      if (found.isPresent()) {
        return List.of(found.get());
      }
    }
    List<Description> found = new ArrayList<>();
    found.addAll(crates(text));
    found.addAll(programs(text));
    if (found.isEmpty()) {
      found.addAll(symbols(SymbolQuery.parse(text)));
    }
    if (found.isEmpty()) {
      String what = hex.matches("[0-9a-f]{64}") ? "no key " : "nothing in the cache is called ";
      throw new Diagnostic(what + text + Names.suggestion(contents, SymbolQuery.parse(text)));
    }
    return found;
  }

  private List<Description> crates(String text) throws IOException {
    List<Description> found = new ArrayList<>();
    for (StoredCrate crate : contents.crates()) {
      if (crate.name().equals(text)) {
        found.add(described.crate(crate));
      }
    }
    if (found.isEmpty()) {
      described.trimmedCrate(text).ifPresent(found::add);
    }
    return found;
  }

  private List<Description> programs(String text) {
    String path = Path.of(text).toAbsolutePath().normalize().toString();
    return contents.programs().stream()
        .filter(program -> program.name().equals(text) || program.history().output().equals(path))
        .map(described::program)
        .toList();
  }

  /** In each program its last build counts. */
  private List<Description> symbols(SymbolQuery query) {
    List<ClassView> classes = new ArrayList<>();
    List<Described.OfFunction> functions = new ArrayList<>();
    for (CacheContents.Program program : contents.programs()) {
      for (ClassView view : ClassView.named(contents, program.last(), query)) {
        if (query.fitsClass(view.row().name()) != SymbolQuery.Fit.NOT) {
          classes.add(view);
        } else {
          view.functions(query).forEach(f -> functions.add(new Described.OfFunction(view, f)));
        }
      }
    }
    List<Description> found = new ArrayList<>(described.classes(classes));
    found.addAll(described.functions(functions));
    return found;
  }

  /** What a key may lead to, by the whole key and by what is there. */
  private record Candidate(String what, Digest key) {}

  private Optional<Description> key(String prefix) throws IOException {
    Set<Candidate> candidates = new LinkedHashSet<>();
    for (Inventory.Shelf shelf : Inventory.Shelf.values()) {
      for (Inventory.File file : inventory.files(shelf)) {
        if (file.name().toString().startsWith(prefix)) {
          candidates.add(new Candidate(shelf.name().toLowerCase(Locale.ROOT), file.name()));
        }
      }
    }
    inventory.entries(
        entry -> {
          if (entry.key().toString().startsWith(prefix)) {
            candidates.add(new Candidate(CacheContents.kind(entry.kind()), entry.key()));
          }
        });
    if (candidates.isEmpty()) {
      return described.known(prefix);
    }
    if (candidates.size() > 1) {
      List<String> some =
          candidates.stream().limit(MOST_SHOWN).map(c -> c.key().toString()).toList();
      throw new Diagnostic(
          "%s is the beginning of %d keys: %s%s"
              .formatted(
                  prefix,
                  candidates.size(),
                  String.join(", ", some),
                  candidates.size() > MOST_SHOWN ? ", …" : ""));
    }
    Candidate only = candidates.iterator().next();
    return Optional.of(
        switch (only.what()) {
          case "contents" -> described.content(only.key());
          case "results" -> described.result(only.key());
          default -> {
            if (only.what().equals(GenerationKeys.CLASSES.name())) {
              yield described.image(only.key());
            }
            yield only.what().equals(GenerationKeys.FUNCTIONS.name())
                ? described.code(only.key())
                : described.foreign(only.what(), only.key());
          }
        });
  }
}
