package dev.whittle.driver.inspect;

import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.symbols.Alike;
import dev.whittle.driver.symbols.SourceForm;
import dev.whittle.driver.symbols.SymbolQuery;
import java.util.List;

/** What somebody may have meant who wrote a name that nothing in the ledger has. */
final class Names {
  private Names() {}

  /** The end of a line that says so; empty when nothing is called alike. */
  static String suggestion(CacheContents contents, SymbolQuery query) {
    Alike alike = new Alike(query);
    for (CacheContents.Program program : contents.programs()) {
      PastBuild build = program.last();
      alike.offerWhole(program.name());
      for (PastBuild.Input input : build.inputs()) {
        alike.offerWhole(input.name());
        for (ClassRow row : input.classes()) {
          String name = SourceForm.className(row.name());
          alike.offer(name, name);
        }
      }
      members(contents, build, query, alike);
    }
    return alike.suggestion();
  }

  private static void members(
      CacheContents contents, PastBuild build, SymbolQuery query, Alike alike) {
    List<ClassView> owners =
        query.owner() == null ? List.of() : ClassView.named(contents, build, query.owner());
    for (ClassView view : owners) {
      if (query.owner().fitsClass(view.row().name()) != SymbolQuery.Fit.NOT) {
        String owner = SourceForm.className(view.row().name());
        view.functions().forEach(f -> alike.offer(owner + "." + f.name(), view.name(f)));
      }
    }
  }
}
