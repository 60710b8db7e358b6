package dev.whittle.driver.inspect;

import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.symbols.SymbolQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers which part of a function's key differs from what it was in an earlier build. */
public final class WhyChanged {
  private final CacheContents contents;

  public WhyChanged(CacheContents contents) {
    this.contents = contents;
  }

  /**
   * What is known of the functions and classes that {@code query} names.
   *
   * @param output of the program that is asked about; null for the one that was built last of those
   *     that have it
   * @throws Diagnostic when nothing is called so
   */
  public List<Description> explain(SymbolQuery query, Path output) {
    List<CacheContents.Program> programs = programs(output);
    for (CacheContents.Program program : programs) {
      List<Description> found = in(program, query);
      if (!found.isEmpty()) {
        return found;
      }
    }
    String of = programs.size() == 1 ? " of " + programs.getFirst().history().output() : "";
    throw new Diagnostic(
        "no build that the cache knows%s has %s%s"
            .formatted(of, query.text(), Names.suggestion(contents, query)));
  }

  private List<CacheContents.Program> programs(Path output) {
    List<CacheContents.Program> programs = contents.programs();
    if (programs.isEmpty()) {
      throw new Diagnostic("the cache knows of no build yet");
    }
    if (output == null) {
      return programs;
    }
    String path = output.toAbsolutePath().normalize().toString();
    List<CacheContents.Program> those =
        programs.stream().filter(p -> p.history().output().equals(path)).toList();
    if (those.isEmpty()) {
      throw new Diagnostic("the cache knows of no build of " + output);
    }
    return those;
  }

  /** The newest build that has it counts: what is pruned now was there before. */
  private List<Description> in(CacheContents.Program program, SymbolQuery query) {
    Set<String> patched = contents.patched(program);
    for (PastBuild build : program.history().builds()) {
      List<Description> found = new ArrayList<>();
      for (ClassView view : ClassView.named(contents, build, query)) {
        boolean isPatched = patched.contains(view.row().name() + ".class");
        if (query.fitsClass(view.row().name()) != SymbolQuery.Fit.NOT) {
          found.add(new FunctionTrail(program, view, null, isPatched).describe());
        } else {
          view.functions(query)
              .forEach(f -> found.add(new FunctionTrail(program, view, f, isPatched).describe()));
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
