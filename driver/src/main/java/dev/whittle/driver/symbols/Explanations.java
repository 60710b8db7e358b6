package dev.whittle.driver.symbols;

import dev.whittle.codegen.link.OrderedMap;
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
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Why something is in a build, or is not. */
public final class Explanations {
  /** More than this many things of one name are listed instead of explained. */
  private static final int MOST = 12;

  /** Referrers that are named. */
  private static final int MOST_REFERRERS = 5;

  private final List<ClassSource> crates;
  private final Reached reached;
  private final Predicate<String> platform;
  private final Supplier<Referrers> referrers;

  /**
   * Explanations of what was reached.
   *
   * @param platforms the JDKs that the program may run on
   */
  public Explanations(
      List<ClassSource> crates, List<ClassSource> platforms, Reached reached, OrderedMap parallel) {
    this.crates = List.copyOf(crates);
    this.reached = reached;
    this.platform = name -> platforms.stream().anyMatch(p -> p.find(name).isPresent());
    this.referrers =
        new Supplier<>() {
          private Referrers made;

          @Override
          public Referrers get() {
            made = made == null ? new Referrers(Explanations.this.crates, reached, parallel) : made;
            return made;
          }
        };
  }

  /** A thing with a name. */
  private record Named(
      String owner,
      String symbol,
      String text,
      SymbolQuery.Fit fit,
      Level level,
      ClassDef definition,
      Object member) {}

  /**
   * Why what {@code query} names is in the build: for each overload, where it names several.
   *
   * <p>What is in the build comes alone; where nothing of it is, what would have reached it.
   *
   * @throws Diagnostic when it names nothing, with what is called alike; or when it may mean
   *     members of several classes, with which
   */
  public List<Explanation> explain(SymbolQuery query) {
    List<Named> named = best(find(query));
    if (named.isEmpty()) {
      for (String name : query.classNames()) {
        if (platform.test(name)) {
          throw new Diagnostic(
              SourceForm.className(name)
                  + " is a class of the platform: it comes with the JDK, not with the build");
        }
      }
      throw new Diagnostic(new NearMisses(crates).describe(query));
    }
    Set<String> owners = named.stream().map(Named::owner).collect(Collectors.toSet());
    if (!query.isPattern() && owners.size() > 1) {
      throw new Diagnostic(query.text() + " may be " + list(named) + "; write more of the name");
    }
    List<Named> survivors = named.stream().filter(n -> n.level() != Level.ABSENT).toList();
    List<Named> asked = survivors.isEmpty() ? named : survivors;
    if (asked.size() > MOST) {
      throw new Diagnostic(
          "%s names %d things: %s".formatted(query.text(), asked.size(), list(asked)));
    }
    return asked.stream()
        .map(n -> n.level() == Level.ABSENT ? whatIsMissing(n) : explain(n))
        .toList();
  }

  private Explanation explain(Named named) {
    List<Explanation.Step> steps = new ArrayList<>();
    for (Reasons.Link link : reached.reasons().chain(named.symbol())) {
      steps.add(
          new Explanation.Step(
              link.kind().name().toLowerCase(Locale.ROOT),
              link.kind().text(),
              link.because().orElse(""),
              link.and().orElse("")));
    }
    return new Explanation.Kept(named.text(), steps);
  }

  /** Who refers to what did not survive, and how far that is from what did. */
  private Explanation whatIsMissing(Named named) {
    Referrers all = referrers.get();
    List<Referrers.Reference> references = all.sorted(references(named, all));
    List<Explanation.Referrer> first =
        references.stream()
            .limit(MOST_REFERRERS)
            .map(r -> referrer(r, all.isReached(r.by())))
            .toList();
    return new Explanation.Pruned(
        named.text(),
        first,
        references.size() - first.size(),
        all.nearest(references).stream().map(Referrers.Place::text).toList());
  }

  private static List<Referrers.Reference> references(Named named, Referrers all) {
    return switch (named.member()) {
      case FunctionDef function -> all.to(Referrers.Place.of(named.definition(), function));
      case FieldDef field -> all.toField(named.owner(), field.name(), field.descriptor());
      case null, default -> all.toClass(named.owner());
    };
  }

  private static Explanation.Referrer referrer(Referrers.Reference reference, boolean reached) {
    String remark =
        !reached
            ? "which nothing reaches"
            : reference.how() == Referrers.How.CALLS
                ? "which is reached, but meets no instance that has it"
                : "which is reached";
    return new Explanation.Referrer(reference.how().text, reference.by().text(), reached, remark);
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
          if (fit != SymbolQuery.Fit.NOT) {
            String text = SourceForm.className(name);
            found.add(new Named(name, name, text, fit, reached.level(name), null, null));
          }
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
      String descriptor = function.descriptor();
      SymbolQuery.Fit fit = query.fitsFunction(name, function.name(), descriptor);
      if (fit != SymbolQuery.Fit.NOT) {
        String symbol = name + "." + function.name() + descriptor;
        String text = SourceForm.function(name, function.name(), descriptor);
        Level level = reached.function(name, function.name(), descriptor);
        found.add(new Named(name, symbol, text, fit, level, owner, function));
      }
    }
    for (FieldDef field : owner.fields()) {
      SymbolQuery.Fit fit = query.fitsField(name, field.name());
      if (fit != SymbolQuery.Fit.NOT) {
        String symbol = name + "." + field.name() + ":" + field.descriptor();
        String text = SourceForm.field(name, field.name());
        Level level = reached.field(name, field.name(), field.descriptor());
        found.add(new Named(name, symbol, text, fit, level, owner, field));
      }
    }
  }
}
