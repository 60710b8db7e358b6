package dev.whittle.driver.symbols;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may have meant who wrote a name that nothing has. */
public final class NearMisses {
  private static final int MOST = 5;

  private final List<ClassSource> crates;

  public NearMisses(List<ClassSource> crates) {
    this.crates = crates;
  }

  /** A line that says so and names what is called alike. */
  String describe(SymbolQuery query) {
    String members = query.owner() == null ? membersCalled(query.lastPart()) : "";
    return members.isEmpty()
        ? "nothing is called " + query.text() + suggestion(query)
        : "no class is called %s; did you mean %s?".formatted(query.text(), members);
  }

  /** Members that have the name of a query which says no class; empty when none has. */
  private String membersCalled(String name) {
    return crates.stream()
        .flatMap(
            crate ->
                crate.classNames().stream()
                    .flatMap(owner -> Definitions.first(crate, owner).stream()))
        .flatMap(NearMisses::members)
        .filter(member -> last(member.replaceFirst("\\(.*", "")).equals(name))
        .limit(MOST)
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> members(ClassDef owner) {
    return Stream.concat(
        owner.functions().stream()
            .map(f -> SourceForm.function(owner.name(), f.name(), f.descriptor())),
        owner.fields().stream().map(f -> SourceForm.field(owner.name(), f.name())));
  }

  /** The end of a line that says that nothing has this name; empty when nothing is called alike. */
  public String suggestion(SymbolQuery query) {
    Alike alike = new Alike(query);
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        String text = SourceForm.className(name);
        alike.offer(text, text);
        SymbolQuery owner = query.owner();
        if (owner != null && owner.fitsClass(name) != SymbolQuery.Fit.NOT) {
          Definitions.first(crate, name).ifPresent(c -> offerMembers(c, alike));
        }
      }
    }
    return alike.suggestion();
  }

  private static void offerMembers(ClassDef owner, Alike alike) {
    members(owner).forEach(text -> alike.offer(text.replaceFirst("\\(.*", ""), text));
  }

  private static String last(String dotted) {
    String plain = dotted.replace('$', '.');
    return plain.substring(plain.lastIndexOf('.') + 1);
  }
}
