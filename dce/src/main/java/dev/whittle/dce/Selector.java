package dev.whittle.dce;

/** What method selection compares: name and descriptor. */
record Selector(String name, String descriptor) {
  @Override
  public String toString() {
    return name + descriptor;
  }
}
