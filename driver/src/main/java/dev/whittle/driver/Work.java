package dev.whittle.driver;

/** What is counted while a build runs. */
public enum Work {
  /** Inputs that the cache has no crate for: a jar is done when it is listed. */
  CRATES,
  /** Classes of jars whose tables were read; those that are asked for are lowered later. */
  CLASSES_LISTED,
  CLASSES_LOWERED,
  /** Functions with code. */
  FUNCTIONS_REACHED,
  /** Classes of the output, wherever their class files came from. */
  CLASSES_MADE,
  /** Functions whose code was not in the cache. */
  FUNCTIONS_GENERATED
}
