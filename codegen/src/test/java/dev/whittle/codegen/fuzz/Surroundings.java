package dev.whittle.codegen.fuzz;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import java.util.List;

/**
 * What a random function stands in.
 *
 * @param owner its class, whose superclass is {@link Types#BASE} when it has constructors
 * @param made the functions and constructors before it, which it may call
 */
record Surroundings(String owner, int version, List<FunctionDef> made) {
  static final String INIT = "<init>";

  List<FunctionDef> functions() {
    return made.stream().filter(f -> !f.name().equals(INIT)).toList();
  }

  List<FunctionDef> constructors() {
    return made.stream().filter(f -> f.name().equals(INIT)).toList();
  }

  /** The fields of a class with constructors. */
  List<FieldRef> fields() {
    return fields(owner);
  }

  static List<FieldRef> fields(String owner) {
    return List.of(
        new FieldRef(owner, "ownInt", "I"),
        new FieldRef(owner, "ownLong", "J"),
        new FieldRef(owner, "ownObject", "Ljava/lang/Object;"));
  }
}
