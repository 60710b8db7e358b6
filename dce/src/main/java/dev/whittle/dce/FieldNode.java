package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.FieldDef;
import java.util.ArrayList;
import java.util.List;

/** A field of a class. */
final class FieldNode {
  final ClassNode owner;
  final Selector selector;
  final int access;

  /** The field in all definitions of its class that have it. */
  final List<FieldDef> definitions = new ArrayList<>(1);

  int used = Facts.NONE;

  FieldNode(ClassNode owner, Selector selector, int access) {
    this.owner = owner;
    this.selector = selector;
    this.access = access;
  }

  boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }

  @Override
  public String toString() {
    return owner.name + "." + selector.name() + ":" + selector.descriptor();
  }
}
