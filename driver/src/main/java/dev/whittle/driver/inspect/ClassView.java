package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.ledger.Fact;
import dev.whittle.driver.ledger.FactKind;
import dev.whittle.driver.ledger.KeyInputs;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.symbols.SourceForm;
import dev.whittle.driver.symbols.SymbolQuery;
import dev.whittle.driver.symbols.SymbolQuery.Fit;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.ir.crate.MappedCrate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A class as a build had it: by its image's key inputs and, for what these lack, by its crate. */
final class ClassView {
  private final CacheContents contents;
  private final PastBuild build;
  private final PastBuild.Input input;
  private final ClassRow row;

  /** Null before it is asked for. */
  private Optional<KeyInputs> inputs;

  private ClassView(CacheContents contents, PastBuild build, PastBuild.Input input, ClassRow row) {
    this.contents = contents;
    this.build = build;
    this.input = input;
    this.row = row;
  }

  /** A function that a build has code of. */
  record Function(String name, String descriptor) {}

  /** The classes of a build that {@code query} names, or one of whose members it names. */
  static List<ClassView> named(CacheContents contents, PastBuild build, SymbolQuery query) {
    SymbolQuery owner = query.owner();
    return all(contents, build).stream()
        .filter(
            view ->
                query.fitsClass(view.row.name()) != Fit.NOT
                    || owner == null
                    || owner.fitsClass(view.row.name()) != Fit.NOT)
        .toList();
  }

  /** All classes of a build. */
  static List<ClassView> all(CacheContents contents, PastBuild build) {
    List<ClassView> views = new ArrayList<>();
    for (PastBuild.Input input : build.inputs()) {
      input.classes().forEach(row -> views.add(new ClassView(contents, build, input, row)));
    }
    return views;
  }

  /** The classes of a build that have that image. */
  static List<ClassView> withImage(CacheContents contents, PastBuild build, Digest image) {
    return all(contents, build).stream().filter(view -> view.row.key().equals(image)).toList();
  }

  /** The same class in another build; empty when it was not in that. */
  Optional<ClassView> in(PastBuild other) {
    return all(contents, other).stream()
        .filter(view -> view.row.name().equals(row.name()) && view.row.release() == row.release())
        .findFirst();
  }

  PastBuild build() {
    return build;
  }

  PastBuild.Input input() {
    return input;
  }

  ClassRow row() {
    return row;
  }

  /** As people write it, with its release when it is a variant. */
  String name() {
    String release = row.release() == 0 ? "" : " (release " + row.release() + ")";
    return SourceForm.className(row.name()) + release;
  }

  /** What the key of its image was made of; empty when the image is gone. */
  Optional<KeyInputs> inputs() {
    if (inputs == null) {
      inputs = contents.keyInputs(row.key());
    }
    return inputs;
  }

  /** What was asked about a function of it; empty when the image is gone or nothing was asked. */
  List<Fact> facts() {
    return inputs().map(KeyInputs::facts).orElse(List.of());
  }

  /**
   * Functions that the build has of it. Keys of functions say so; where functions are not looked
   * for, the answers; and where nothing was asked, the whole class survived.
   */
  List<Function> functions() {
    List<Function> functions = new ArrayList<>();
    inputs()
        .ifPresent(
            i -> i.functions().forEach(f -> functions.add(new Function(f.name(), f.descriptor()))));
    if (functions.isEmpty()) {
      for (Fact fact : facts()) {
        if (fact.kind() == FactKind.FUNCTION
            && fact.answer() > 0
            && fact.names().getFirst().equals(row.name())) {
          functions.add(new Function(fact.names().get(1), fact.names().get(2)));
        }
      }
    }
    if (functions.isEmpty() && facts().isEmpty()) {
      definition()
          .ifPresent(
              d ->
                  d.functions().stream()
                      .filter(f -> f.code() != null)
                      .forEach(f -> functions.add(new Function(f.name(), f.descriptor()))));
    }
    return functions;
  }

  /** The functions of it that {@code query} names. */
  List<Function> functions(SymbolQuery query) {
    return functions().stream()
        .filter(f -> query.fitsFunction(row.name(), f.name(), f.descriptor()) != Fit.NOT)
        .toList();
  }

  /** As people write it. */
  String name(Function function) {
    return SourceForm.function(row.name(), function.name(), function.descriptor());
  }

  /** The first eight bytes of the hash of a body, in hexadecimal; empty when it is not known. */
  Optional<String> body(Function function) {
    Optional<KeyInputs.Function> known = keyInputs(function);
    return known.isPresent()
        ? known.map(f -> hex(f.body()))
        : definition().flatMap(d -> body(d, function)).map(hash -> hex(hash.first()));
  }

  /** What the key of a function was made of, where it was looked for by itself. */
  Optional<KeyInputs.Function> keyInputs(Function function) {
    return inputs().flatMap(i -> i.function(function.name(), function.descriptor()));
  }

  static String hex(long hash) {
    return String.format("%016x", hash);
  }

  private static Optional<BodyHash> body(ClassDef definition, Function function) {
    try {
      return definition.functions().stream()
          .filter(f -> f.name().equals(function.name()))
          .filter(f -> f.descriptor().equals(function.descriptor()) && f.code() != null)
          .findFirst()
          .map(FunctionDef::code)
          .filter(code -> code.refusal().isEmpty())
          .map(code -> BodyHash.of(code.body()));
    } catch (DamagedInput _) {
      return Optional.empty();
    }
  }

  /** The class as its crate has it, if the cache still has the crate. */
  private Optional<ClassDef> definition() {
    try {
      Optional<MappedCrate> crate = contents.crate(input);
      return row.release() == 0
          ? crate.flatMap(c -> c.find(row.name()))
          : crate.flatMap(
              c ->
                  c.variants(row.name()).stream()
                      .filter(variant -> variant.release() == row.release())
                      .map(ClassSource.Variant::definition)
                      .findFirst());
    } catch (DamagedInput _) {
      return Optional.empty();
    }
  }
}
