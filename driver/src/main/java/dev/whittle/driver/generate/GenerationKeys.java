package dev.whittle.driver.generate;

import dev.whittle.cache.Digest;
import dev.whittle.cache.Kind;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.ir.crate.BodyHash;
import java.util.List;

/**
 * Recipes of the keys under which generated code is kept; {@code docs/cache-keys.md} is their text.
 *
 * @param whittle what Whittle itself is
 * @param manner how classes are cut down
 * @param cleanUps how far code is cleaned up
 */
public record GenerationKeys(Digest whittle, String manner, CleanUps cleanUps) {
  /** Generated code, by body. */
  public static final Kind FUNCTIONS = new Kind(1, "functions");

  /** Class files, by class and what the program answered. */
  public static final Kind CLASSES = new Kind(2, "classes");

  /** Changes with the recipes and with the form of what is kept. */
  private static final String SCHEMA = "2";

  private static final String IMAGE_SCHEMA = "2";

  /**
   * The key of an image.
   *
   * @param content hash of the class, as its crate has it
   * @param answers what was asked about the program while it was cut down, and the answers
   */
  Digest image(byte[] content, byte[] answers) {
    return new KeyFields()
        .add("image", IMAGE_SCHEMA)
        .add("whittle", whittle.raw())
        .add("manner", manner)
        .add("clean-up", cleanUps.name())
        .add("class", content)
        .add("answers", answers)
        .digest();
  }

  /**
   * The key under which a program's entries are shared. No content is part of it, so that a program
   * finds what it had in common with itself before an edit.
   *
   * @param roots the names of its root crates
   * @param mainClasses where it starts
   */
  Digest program(List<String> roots, List<String> mainClasses) {
    KeyFields fields =
        new KeyFields()
            .add("program", SCHEMA)
            .add("whittle", whittle.raw())
            .add("manner", manner)
            .add("clean-up", cleanUps.name());
    roots.forEach(name -> fields.add("root", name));
    mainClasses.forEach(name -> fields.add("main", name));
    return fields.digest();
  }

  /**
   * The key of a function's code.
   *
   * @param body of what code is generated from, cleaned up if at all
   */
  Digest function(BodyHash body) {
    return new KeyFields()
        .add("function", SCHEMA)
        .add("whittle", whittle.raw())
        .add("body", body.toBytes())
        .digest();
  }
}
