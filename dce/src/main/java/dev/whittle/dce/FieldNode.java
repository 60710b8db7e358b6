package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.FieldDef;
import java.util.List;

/** A field of a class. */
final class FieldNode {
  final ClassNode owner;
  final Selector selector;
  final int access;
  int used = Facts.NONE;

  FieldNode(ClassNode owner, Selector selector, int access) {
    this.owner = owner;
    this.selector = selector;
    this.access = access;
  }

  /** The field in all definitions of its class that have it. */
  List<FieldDef> definitions() {
    return owner.definitions.stream()
        .flatMap(definition -> definition.fields().stream())
        .filter(field -> field.name().equals(selector.name()))
        .filter(field -> field.descriptor().equals(selector.descriptor()))
        .toList();
  }

  boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }

  @Override
  public String toString() {
    return owner.name + "." + selector.name() + ":" + selector.descriptor();
  }
}
