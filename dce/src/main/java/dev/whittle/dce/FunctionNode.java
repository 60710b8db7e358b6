package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.summary.Summary;
import dev.whittle.ir.summary.SummarySource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A method of a class, in all its definitions: those of a multi-release class are marked together,
 * since which one runs is decided where the program runs.
 */
final class FunctionNode {
  /** A definition and the class definition it stands in. */
  record Definition(ClassDef owner, FunctionDef function) {}

  /** A summary that is being computed since the function was marked, until it is visited. */
  record Ahead(Definition definition, Supplier<Summary> summary) {}

  final ClassNode owner;
  final Selector selector;
  final int access;
  final List<Definition> definitions = new ArrayList<>(1);

  List<Ahead> ahead = List.of();

  /** Something else than a call in reached code may run it, with arguments that nobody sees. */
  boolean external;

  /** See {@link #withOverridden}; null as long as nobody asked. */
  private List<FunctionNode> withOverridden;

  int referenced = Facts.NONE;
  int used = Facts.NONE;

  FunctionNode(ClassNode owner, Selector selector, int access) {
    this.owner = owner;
    this.selector = selector;
    this.access = access;
  }

  /** Starts to summarize all definitions. */
  void summarize(SummarySource summaries) {
    List<Ahead> begun = new ArrayList<>(definitions.size());
    for (int i = 0; i < definitions.size(); i++) {
      Definition definition = definitions.get(i);
      Supplier<Summary> summary = summaries.ahead(definition.owner(), definition.function());
      begun.add(new Ahead(definition, summary));
    }
    ahead = begun;
  }

  boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }

  boolean isPrivate() {
    return Access.has(access, Access.PRIVATE);
  }

  boolean isAbstract() {
    return Access.has(access, Access.ABSTRACT);
  }

  boolean isPackagePrivate() {
    return !Access.has(access, Access.PUBLIC | Access.PROTECTED | Access.PRIVATE);
  }

  /** Whether virtual calls may select it: an instance method that is no constructor. */
  boolean isVirtual() {
    return !isStatic() && !isPrivate() && !selector.name().startsWith("<");
  }

  /** This function, and those of the program that it overrides. */
  List<FunctionNode> withOverridden() {
    if (withOverridden == null) {
      withOverridden = isVirtual() ? overridden() : List.of(this);
    }
    return withOverridden;
  }

  private List<FunctionNode> overridden() {
    List<FunctionNode> functions = new ArrayList<>(2);
    functions.add(this);
    for (ClassNode supertype : owner.supertypes()) {
      FunctionNode overridden = supertype.isProgram() ? supertype.functions.get(selector) : null;
      if (overridden != null && overridden != this) {
        functions.add(overridden);
      }
    }
    return functions;
  }

  Level level() {
    return used != Facts.NONE
        ? Level.USED
        : referenced != Facts.NONE ? Level.REFERENCED : Level.ABSENT;
  }

  @Override
  public String toString() {
    return owner.name + "." + selector;
  }
}
