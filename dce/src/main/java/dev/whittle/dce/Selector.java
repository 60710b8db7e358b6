package dev.whittle.dce;

/** What method selection compares: name and descriptor. */
record Selector(String name, String descriptor) {
  /**
   * As a record's, but without the method handles that HotSpot's first compiler does not inline.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Selector selector
            && name.equals(selector.name)
            && descriptor.equals(selector.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return name.concat(descriptor);
  }
}
