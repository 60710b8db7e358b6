package dev.whittle.ir.crate;

import dev.whittle.ir.DamagedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The classes of a crate that could not be lowered. Most crates have none. */
final class Refusals {
  static final Refusals NONE = new Refusals(List.of());

  private final List<RefusedClass> refused;

  private Refusals(List<RefusedClass> sorted) {
    this.refused = sorted;
    for (int i = 1; i < sorted.size(); i++) {
      if (compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException("class refused twice: " + sorted.get(i).path());
      }
    }
  }

  /** In any order. */
  static Refusals of(List<RefusedClass> refused) {
    return refused.isEmpty()
        ? NONE
        : new Refusals(refused.stream().sorted(Refusals::compare).toList());
  }

  private static int compare(RefusedClass a, RefusedClass b) {
    int byName = a.name().compareTo(b.name());
    return byName != 0 ? byName : Integer.compare(a.release(), b.release());
  }

  /** By name, then by release. */
  List<RefusedClass> all() {
    return refused;
  }

  NavigableSet<String> names() {
    NavigableSet<String> names = new TreeSet<>();
    refused.forEach(r -> names.add(r.name()));
    return names;
  }

  /** Throws when the class outside of {@code META-INF/versions} is refused. */
  void checkBase(String origin, String name) {
    for (RefusedClass r : refused) {
      if (r.release() == 0 && r.name().equals(name)) {
        throw damaged(origin, r);
      }
    }
  }

  /** Throws when a variant of the class is refused. */
  void checkVariants(String origin, String name) {
    for (RefusedClass r : refused) {
      if (r.release() != 0 && r.name().equals(name)) {
        throw damaged(origin, r);
      }
    }
  }

  private static DamagedInput damaged(String origin, RefusedClass r) {
    return DamagedInput.ofClass(origin + ": " + r.path(), r.reason(), null);
  }

  /** Nothing at all when there are none. */
  void write(ByteOutput out) {
    if (!refused.isEmpty()) {
      out.varint(refused.size());
      for (RefusedClass r : refused) {
        out.inlineString(r.name());
        out.varint(r.release());
        out.inlineString(r.reason());
      }
    }
  }

  static Refusals read(byte[] bytes) {
    if (bytes.length == 0) {
      return NONE;
    }
    ByteInput in = new ByteInput(bytes);
    List<RefusedClass> refused = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      RefusedClass r = new RefusedClass(in.inlineString(), in.varint(), in.inlineString());
      if (!refused.isEmpty()) {
        Symbols.ascending(compare(refused.getLast(), r), Section.REFUSED);
      }
      refused.add(r);
    }
    in.end();
    return new Refusals(List.copyOf(refused));
  }
}
