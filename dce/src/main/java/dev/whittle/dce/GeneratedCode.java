package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.List;

/**
 * Code made at run time. What reached code generates and defines calls what it names, and its names
 * stand as strings in the generator. So once reached code defines classes, the public and protected
 * methods of every class of the program that a string names count as called.
 */
final class GeneratedCode implements Mechanism {
  private final Marks marks;
  private final NamedClasses named;
  private int defines = Facts.NONE;
  private int done;

  GeneratedCode(Marks marks, NamedClasses named) {
    this.marks = marks;
    this.named = named;
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
      call(classes.get(done));
    }
  }

  private void call(ClassNode c) {
    for (FunctionNode function : c.functions.values()) {
      if (Access.has(function.access, Access.PUBLIC | Access.PROTECTED)
          && !function.selector.name().equals("<clinit>")) {
        Because because = Because.of(ReasonKind.GENERATED_CODE, c.loaded, defines);
        marks.external(function);
        marks.reference(function, because);
        if (function.isVirtual()) {
          marks.call(c, function, because);
        } else {
          marks.use(function, because);
        }
      }
    }
  }
}
