package dev.whittle.dce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Classes of call sites ({@link java.lang.invoke.CallSite}), which languages link calls with. A
 * site has a method of its own as its first target, which decides what is called from then on. It
 * finds that by its name, which is a constant of code beside it, through whatever builds handles
 * for it. So methods of such classes that have an instance are found by the string constants of
 * reached code in the packages of the class and its superclasses.
 */
final class CallSites implements Mechanism.OfInstantiated, Mechanism.ByTextLate {
  private record At(int crate, String packageName) {}

  private record Waiting(ClassNode c, FunctionNode function) {}

  private final Marks marks;
  private final ReflectiveEffects effects;
  private final Map<At, Map<String, SequencedSet<Integer>>> texts = new HashMap<>();
  private final Map<At, List<Waiting>> waiting = new HashMap<>();

  CallSites(Marks marks, ReflectiveEffects effects) {
    this.marks = marks;
    this.effects = effects;
  }

  @Override
  public void instantiated(ClassNode c) {
    ClassNode site = marks.hierarchy.node("java/lang/invoke/CallSite");
    if (!c.isProgram() || !c.supertypes().contains(site)) {
      return;
    }
    Set<At> packages = new HashSet<>();
    for (ClassNode at = c; at.isProgram(); at = at.superclass) {
      packages.add(new At(at.crate, at.packageName()));
    }
    for (At at : packages) {
      List<Waiting> here = waiting.computeIfAbsent(at, _ -> new ArrayList<>());
      for (ClassNode declaring = c; declaring.isProgram(); declaring = declaring.superclass) {
        for (FunctionNode function : declaring.functions.values()) {
          Waiting entry = new Waiting(c, function);
          here.add(entry);
          Map<String, SequencedSet<Integer>> known = texts.getOrDefault(at, Map.of());
          known
              .getOrDefault(function.selector.name(), new LinkedHashSet<>())
              .forEach(used -> found(entry, used));
        }
      }
    }
  }

  @Override
  public boolean wantsTexts() {
    return !waiting.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    At at = new At(function.owner.crate, function.owner.packageName());
    Map<String, SequencedSet<Integer>> known = texts.computeIfAbsent(at, _ -> new HashMap<>());
    if (known.computeIfAbsent(text, _ -> new LinkedHashSet<>(1)).add(function.used)) {
      for (Waiting entry : List.copyOf(waiting.getOrDefault(at, List.of()))) {
        if (entry.function.selector.name().equals(text)) {
          found(entry, function.used);
        }
      }
    }
  }

  private void found(Waiting entry, int used) {
    if (!entry.function.selector.name().startsWith("<")) {
      effects.lookedUp(
          entry.c, entry.function, Because.of(ReasonKind.STRING, used, entry.c.instantiated));
    }
  }
}
