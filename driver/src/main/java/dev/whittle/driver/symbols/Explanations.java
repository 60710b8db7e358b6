package dev.whittle.driver.symbols;

import dev.whittle.dce.Level;
import dev.whittle.dce.Reached;
import dev.whittle.dce.Reasons;
import dev.whittle.driver.Diagnostic;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why something is in a build: the chain of reasons from it back to a root. */
public final class Explanations {
  /** More than this many things of one name are listed instead of explained. */
  private static final int MOST = 12;

  private final List<ClassSource> crates;
  private final Reached reached;

  public Explanations(List<ClassSource> crates, Reached reached) {
    this.crates = List.copyOf(crates);
    this.reached = reached;
  }

  /**
   * An answer.
   *
   * @param symbol what was asked for, in full
   * @param steps each reads on from the one before: "is called by X", "is a root"
   */
  public record Explanation(String symbol, List<String> steps) {
    public Explanation {
      steps = List.copyOf(steps);
    }
  }

  /** A thing with a name. */
  private record Named(
      String owner, String symbol, String text, SymbolQuery.Fit fit, Level level) {}

  /**
   * Why what {@code query} names is in the build: for each overload, where it names several.
   *
   * @throws Diagnostic when it names nothing, with what is called alike; when it may mean members
   *     of several classes, with which; or when what it names is not in the build
   */
  public List<Explanation> explain(SymbolQuery query) {
    List<Named> named = best(find(query));
    if (named.isEmpty()) {
      throw new Diagnostic(new NearMisses(crates).describe(query));
    }
    Set<String> owners = named.stream().map(Named::owner).collect(Collectors.toSet());
    if (!query.isPattern() && owners.size() > 1) {
      throw new Diagnostic(query.text() + " may be " + list(named) + "; write more of the name");
    }
    List<Named> survivors = named.stream().filter(n -> n.level() != Level.ABSENT).toList();
    if (survivors.isEmpty()) {
      throw new Diagnostic(list(named) + ": not in the build, nothing reaches it");
    }
    if (survivors.size() > MOST) {
      throw new Diagnostic(
          "%s names %d things: %s".formatted(query.text(), survivors.size(), list(survivors)));
    }
    return survivors.stream().map(this::explain).toList();
  }

  private Explanation explain(Named named) {
    List<String> steps = new ArrayList<>();
    for (Reasons.Link link : reached.reasons().chain(named.symbol())) {
      steps.add(
          link.kind().text()
              + link.because().map(because -> " " + because).orElse("")
              + link.and().map(and -> " (given " + and + ")").orElse(""));
    }
    return new Explanation(named.text(), steps);
  }

  private static String list(List<Named> named) {
    String names = named.stream().limit(5).map(Named::text).collect(Collectors.joining(", "));
    return named.size() > 5 ? names + " and " + (named.size() - 5) + " more" : names;
  }

  /** Names in full come before shortened ones, classes before members. */
  private static List<Named> best(List<Named> all) {
    for (SymbolQuery.Fit fit : List.of(SymbolQuery.Fit.FULL, SymbolQuery.Fit.SHORTENED)) {
      List<Named> fitting = all.stream().filter(named -> named.fit() == fit).toList();
      List<Named> classes =
          fitting.stream().filter(named -> named.owner().equals(named.symbol())).toList();
      if (!fitting.isEmpty()) {
        return classes.isEmpty() ? fitting : classes;
      }
    }
    return List.of();
  }

  private List<Named> find(SymbolQuery query) {
    List<Named> found = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        if (seen.add(name)) {
          SymbolQuery.Fit fit = query.fitsClass(name);
          add(fit, name, name, SourceForm.className(name), reached.level(name), found);
          SymbolQuery owner = query.owner();
          if (owner != null && owner.fitsClass(name) != SymbolQuery.Fit.NOT) {
            Definitions.first(crate, name).ifPresent(c -> members(query, c, found));
          }
        }
      }
    }
    return found;
  }

  private void members(SymbolQuery query, ClassDef owner, List<Named> found) {
    String name = owner.name();
    for (FunctionDef function : owner.functions()) {
      String member = function.name() + function.descriptor();
      add(
          query.fitsFunction(name, function.name(), function.descriptor()),
          name,
          name + "." + member,
          SourceForm.function(name, function.name(), function.descriptor()),
          reached.function(name, function.name(), function.descriptor()),
          found);
    }
    for (FieldDef field : owner.fields()) {
      add(
          query.fitsField(name, field.name()),
          name,
          name + "." + field.name() + ":" + field.descriptor(),
          SourceForm.field(name, field.name()),
          reached.field(name, field.name(), field.descriptor()),
          found);
    }
  }

  private static void add(
      SymbolQuery.Fit fit,
      String owner,
      String symbol,
      String text,
      Level level,
      List<Named> found) {
    if (fit != SymbolQuery.Fit.NOT) {
      found.add(new Named(owner, symbol, text, fit, level));
    }
  }
}
