package dev.whittle.dce;

import dev.whittle.ir.Access;

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

  boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }

  @Override
  public String toString() {
    return owner.name + "." + selector.name() + ":" + selector.descriptor();
  }
}
