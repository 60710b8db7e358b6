package dev.whittle.dce;

import dev.whittle.ir.summary.ReflectiveCall;
import java.util.List;

/**
 * Code made at run time. What reached code generates and defines calls what it names, and its names
 * stand as strings in the generator. So once reached code defines classes, the public and protected
 * methods of every class of the program that a string names count as called, and an abstract one
 * has an instance: of a class that is made to extend it.
 */
final class GeneratedCode implements Mechanism.OfReached {
  private final Marks marks;
  private final NamedClasses named;
  private final ReflectiveEffects effects;
  private int defines = Facts.NONE;
  private int done;

  GeneratedCode(Marks marks, NamedClasses named, ReflectiveEffects effects) {
    this.marks = marks;
    this.named = named;
    this.effects = effects;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.DEFINE_CLASS) {
      defines = fact;
    }
  }

  @Override
  public void settled() {
    if (defines == Facts.NONE) {
      return;
    }
    List<ClassNode> classes = List.copyOf(named.all());
    for (; done < classes.size(); done++) {
      ClassNode c = classes.get(done);
      Because because = Because.of(ReasonKind.GENERATED_CODE, c.loaded, defines);
      effects.called(c, because);
      effects.extended(c, because);
    }
  }
}
