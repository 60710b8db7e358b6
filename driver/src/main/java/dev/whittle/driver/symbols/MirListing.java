package dev.whittle.driver.symbols;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.Parallel;
import dev.whittle.driver.crates.CrateLowering;
import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.JarSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The text of a crate, or of what of it a query names. */
public final class MirListing {
  private MirListing() {}

  /**
   * Prints a whole crate.
   *
   * @throws Diagnostic when the input cannot be read
   * @throws dev.whittle.ir.DamagedInput when it is broken
   */
  public static void all(Input input, Appendable out) {
    try (Parallel parallel = Parallel.of(1)) {
      new CrateLowering(parallel, _ -> {})
          .lower(
              List.of(input),
              (_, crate) ->
                  MirPrinter.print(CrateReader.of(crate.toBytes(), input.path().toString()), out));
    }
  }

  /**
   * Prints the classes that {@code query} names, whole, and of other classes the functions it
   * names.
   *
   * @throws Diagnostic when it names nothing, or as {@link #all}
   * @throws dev.whittle.ir.DamagedInput as {@link #all}
   */
  public static void matching(Input input, SymbolQuery query, Appendable out) {
    ClassSource source = open(input);
    boolean found = false;
    try {
      for (String name : source.classNames()) {
        found |= matching(source, name, query, out);
      }
    } catch (IOException failure) {
      throw new Diagnostic("cannot write: " + failure.getMessage(), failure);
    }
    if (!found) {
      throw new Diagnostic(input.path() + ": " + new NearMisses(List.of(source)).describe(query));
    }
  }

  private static boolean matching(
      ClassSource source, String name, SymbolQuery query, Appendable out) throws IOException {
    boolean found = false;
    try {
      Optional<ClassDef> base = source.find(name);
      if (base.isPresent()) {
        found |= matching("", base.get(), query, out);
      }
      for (ClassSource.Variant variant : source.variants(name)) {
        String release = "for release " + variant.release() + ": ";
        found |= matching(release, variant.definition(), query, out);
      }
    } catch (DamagedInput refused) {
      if (refused.classReason().isEmpty()) {
        throw refused;
      }
      if (query.fitsClass(name) != SymbolQuery.Fit.NOT) {
        comment(refused.getMessage(), out);
        found = true;
      }
    }
    return found;
  }

  private static boolean matching(
      String release, ClassDef definition, SymbolQuery query, Appendable out) throws IOException {
    String name = definition.name();
    if (query.fitsClass(name) != SymbolQuery.Fit.NOT) {
      if (!release.isEmpty()) {
        comment(release + SourceForm.className(name), out);
      }
      out.append(MirPrinter.print(definition)).append('\n');
      return true;
    }
    boolean found = false;
    for (FunctionDef function : definition.functions()) {
      if (query.fitsFunction(name, function.name(), function.descriptor()) != SymbolQuery.Fit.NOT) {
        comment(release + SourceForm.function(name, function.name(), function.descriptor()), out);
        out.append(MirPrinter.print(function)).append('\n');
        found = true;
      }
    }
    return found;
  }

  private static void comment(String text, Appendable out) throws IOException {
    out.append(";; ").append(text).append('\n');
  }

  private static ClassSource open(Input input) {
    try {
      return switch (input) {
        case Input.Jar jar -> JarSource.open(jar.path());
        case Input.ClassDirectory directory -> DirectorySource.open(directory.path());
        case Input.MirCrate crate -> CrateReader.open(crate.path());
      };
    } catch (IOException failure) {
      throw Diagnostic.of(input.path(), failure);
    }
  }
}
