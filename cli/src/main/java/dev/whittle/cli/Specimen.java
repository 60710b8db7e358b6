package dev.whittle.cli;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What classes of programs have and few of Whittle's own: {@link Training} edits it, so that what a
 * patch needs for it is in the AOT cache. ▸ One class that is not there makes the JVM open all
 * jars: a quarter of a patch of logback.
 */
final class Specimen implements Serializable, Comparable<Specimen> {
  private static final long serialVersionUID = 1L;

  private final String name;
  private transient List<String> notes = new ArrayList<>();

  Specimen(String name) {
    this.name = name;
  }

  /** Concatenations whose text is used, and reflection that the text decides. */
  Class<?> sibling(int number, long time) throws ClassNotFoundException {
    notes.add("at " + time + " " + name);
    return Class.forName("dev.whittle.cli." + name + number);
  }

  Supplier<String> later() {
    return () -> name + notes;
  }

  @Deprecated
  static Specimen of(String name) {
    return new Specimen(name);
  }

  @Override
  public int compareTo(Specimen other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Specimen specimen && specimen.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Specimen " + name;
  }
}
