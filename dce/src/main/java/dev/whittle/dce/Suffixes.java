package dev.whittle.dce;

import dev.whittle.ir.Constant;
import dev.whittle.ir.summary.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Classes found by a name that is computed as something unknown and a constant ending: {@code
 * type.getName() + "Impl"}, {@code script + "__init"}. What stands before the ending is the name of
 * a class that is loaded, or a string constant of reached code, as it is or relative to the package
 * of that code.
 *
 * <p>Only endings that reach a class look-up count, and only those of several characters: with the
 * other rules that is enough to make wrong hits rare.
 */
final class Suffixes implements Mechanism {
  private static final int MIN_LENGTH = 3;
  private static final int MAX_TEXT = 80;

  private record Text(String text, String packageName) {}

  /**
   * What asks for names with an ending, and the classes that have such a name. Each name is looked
   * for once, however many places ask: of the Kotlin compiler's build that was a fifth.
   */
  private record Ending(List<Because> sites, SequencedSet<String> found) {}

  private final Marks marks;
  private final NamedClasses named;
  private final Map<String, Ending> suffixes = new LinkedHashMap<>();
  private final SequencedSet<ClassNode> classes = new LinkedHashSet<>();
  private final SequencedSet<Text> texts = new LinkedHashSet<>();

  Suffixes(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
  }

  /** A class look-up asks for a name with this ending. */
  void add(String suffix, Because because) {
    if (suffix.length() < MIN_LENGTH || suffix.indexOf('.') >= 0 || suffix.indexOf('/') >= 0) {
      return;
    }
    Ending ending = suffixes.get(suffix);
    if (ending == null) {
      Ending fresh = new Ending(new ArrayList<>(), new LinkedHashSet<>());
      suffixes.put(suffix, fresh);
      List.copyOf(classes).forEach(c -> named(c.name + suffix, fresh));
      List.copyOf(texts).forEach(text -> named(text, suffix, fresh));
      ending = fresh;
    }
    ending.sites.add(because);
    List.copyOf(ending.found).forEach(name -> named.text(name, because));
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram() && classes.add(c)) {
      new LinkedHashMap<>(suffixes).forEach((suffix, ending) -> named(c.name + suffix, ending));
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect effect) {
    switch (effect) {
      case Effect.UseText(String text) -> text(text, function);
      case Effect.CallDynamic(Constant.Dynamic site) ->
          site.arguments().stream()
              .filter(Constant.Str.class::isInstance)
              .forEach(argument -> text(((Constant.Str) argument).value(), function));
      case Effect.Call _,
          Effect.Instantiate _,
          Effect.AccessField _,
          Effect.UseClass _,
          Effect.UseConstant _,
          Effect.Assign _,
          Effect.Flow _,
          Effect.PassValues _ -> {}
    }
  }

  private void text(String text, FunctionNode function) {
    Text at = new Text(text, function.owner.packageName());
    if (text.length() <= MAX_TEXT && text.indexOf(' ') < 0 && texts.add(at)) {
      new LinkedHashMap<>(suffixes).forEach((suffix, ending) -> named(at, suffix, ending));
    }
  }

  private void named(Text text, String suffix, Ending ending) {
    String name = text.text.replace('.', '/') + suffix;
    named(name, ending);
    named(text.packageName + name, ending);
  }

  private void named(String name, Ending ending) {
    if (marks.hierarchy.programHas(name) && ending.found.add(name)) {
      List.copyOf(ending.sites).forEach(because -> named.text(name, because));
    }
  }
}
