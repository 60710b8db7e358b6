package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Access;
import dev.whittle.ir.ClassSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What native libraries among the resources call back. A library asks for classes, methods and
 * fields by name and descriptor (JNI specification, chapter 4), which stand in it as C strings.
 * Once a native method is used that a library has, by its own name or by that of its class, which
 * is how it would register it, the classes that the library names are initialized, and of these and
 * of the class itself every member counts as looked up whose name and whose descriptor stand in it.
 *
 * <p>Of the libraries for several platforms those with the same file name count as the same. A
 * library that is not among the resources is not seen: what it calls is for {@code --keep}.
 */
final class NativeLibraries implements Mechanism.OfUsed {
  private static final Pattern LIBRARY =
      Pattern.compile("([^/]*/)*([^/]+\\.(so|dll|dylib|jnilib))(\\.[0-9.]+)?");

  private final Marks marks;
  private final ReflectiveEffects effects;
  private List<NativeStrings> libraries;

  /** Of each library in use, the classes that it may look members up in. */
  private final Map<NativeStrings, Set<ClassNode>> visited = new LinkedHashMap<>();

  NativeLibraries(Marks marks, ReflectiveEffects effects) {
    this.marks = marks;
    this.effects = effects;
  }

  @Override
  public void used(FunctionNode function) {
    if (Access.has(function.access, Access.NATIVE) && function.owner.isProgram()) {
      for (NativeStrings library : libraries()) {
        if (library.has(function.owner.name)) {
          Because because = Because.of(ReasonKind.NATIVE, function.used);
          Because called =
              Because.of(ReasonKind.NATIVE, marks.fact(Kind.CAPABILITY, library.name(), because));
          called(library, called).forEach(c -> found(library, c, called));
          found(library, function.owner, called);
        }
      }
    }
  }

  /** The classes of the program that the library names, the first time that it is in use. */
  private SequencedSet<ClassNode> called(NativeStrings library, Because because) {
    SequencedSet<ClassNode> classes = new LinkedHashSet<>();
    if (!visited.containsKey(library)) {
      visited.put(library, new HashSet<>());
      for (String name : library.classNames(marks.hierarchy::programHas)) {
        ClassNode c = marks.hierarchy.node(name);
        marks.initialize(c, because);
        classes.add(c);
      }
    }
    return classes;
  }

  private void found(NativeStrings library, ClassNode c, Because because) {
    if (!visited.get(library).add(c)) {
      return;
    }
    for (ClassNode declaring : c.supertypes()) {
      if (declaring.isProgram()) {
        for (FunctionNode function : declaring.functions.values()) {
          if (library.has(function.selector) && (declaring == c || !isConstructor(function))) {
            effects.lookedUp(c, function, because);
          }
        }
        for (FieldNode field : declaring.fields.values()) {
          if (library.has(field.selector)) {
            effects.lookedUp(field, because);
          }
        }
      }
    }
  }

  private static boolean isConstructor(FunctionNode function) {
    return function.selector.name().equals("<init>");
  }

  private List<NativeStrings> libraries() {
    if (libraries == null) {
      libraries = new ArrayList<>();
      for (ClassSource crate : marks.hierarchy.program().crates()) {
        Set<String> names = new HashSet<>();
        for (String path : crate.resourceNames()) {
          var library = LIBRARY.matcher(path);
          if (library.matches() && names.add(library.group(2))) {
            crate
                .resource(path)
                .map(content -> NativeStrings.of(path, content))
                .ifPresent(libraries::add);
          }
        }
      }
    }
    return libraries;
  }
}
