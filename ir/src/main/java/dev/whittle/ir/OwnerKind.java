package dev.whittle.ir;

/** Which constant a method reference is: {@code Methodref} or {@code InterfaceMethodref}. */
public enum OwnerKind {
  CLASS,
  INTERFACE
}
