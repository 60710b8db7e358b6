package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import java.util.List;
import java.util.Optional;

/**
 * A class as a crate has it, but for the numbers of symbols: its declaration and code number those
 * of the class, so the same bytes stand in any crate that has the class.
 *
 * @param functions their columns, in order of declaration
 * @param symbols in order of first use
 */
record EncodedClass(
    String name,
    String superName,
    int version,
    int access,
    List<Function> functions,
    LocalSymbols symbols,
    ByteOutput declaration,
    ByteOutput bodies,
    ByteOutput locations) {
  /**
   * The columns of a function; what it has starts at these places, and ends where the next's do.
   */
  record Function(int access, String name, String descriptor, int body, int locations) {}

  /**
   * Encodes a class.
   *
   * @throws IllegalArgumentException for what the format cannot hold, by class and method
   */
  static EncodedClass of(ClassDef definition) {
    LocalSymbols symbols = new LocalSymbols();
    ByteOutput declaration = new ByteOutput();
    ByteOutput bodies = new ByteOutput();
    ByteOutput locations = new ByteOutput();
    try {
      new DeclarationEncoder(symbols, declaration).declaration(definition);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(definition.name() + ": " + e.getMessage(), e);
    }
    Function[] functions = new Function[definition.functions().size()];
    for (int i = 0; i < functions.length; i++) {
      FunctionDef function = definition.functions().get(i);
      functions[i] =
          new Function(
              function.access(),
              function.name(),
              function.descriptor(),
              bodies.size(),
              locations.size());
      try {
        code(function.code(), symbols, bodies, locations);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s.%s%s: %s"
                .formatted(
                    definition.name(), function.name(), function.descriptor(), e.getMessage()),
            e);
      }
    }
    return new EncodedClass(
        definition.name(),
        definition.superName(),
        definition.version(),
        definition.access(),
        List.of(functions),
        symbols,
        declaration,
        bodies,
        locations);
  }

  private static void code(
      CodeHandle code, LocalSymbols symbols, ByteOutput bodies, ByteOutput locations) {
    if (code == null) {
      return;
    }
    Optional<String> refusal = code.refusal();
    if (refusal.isEmpty()) {
      BodyEncoder.write(code.body(), symbols, bodies);
      LocationsEncoder.write(code.locations(), symbols, locations);
    } else {
      bodies.varint(Code.REFUSED);
      bodies.inlineString(refusal.get());
    }
  }

  /** As {@link MappedCrate#contentHash} of a crate that has it. */
  byte[] contentHash() {
    ContentHash hash = new ContentHash();
    hash.text(name);
    hash.nullable(superName);
    hash.number(version);
    hash.number(access);
    hash.symbols(symbols);
    hash.bytes(declaration, 0, declaration.size());
    for (int i = 0; i < functions.size(); i++) {
      Function function = functions.get(i);
      boolean last = i + 1 == functions.size();
      hash.number(function.access());
      hash.text(function.name());
      hash.text(function.descriptor());
      hash.bytes(bodies, function.body(), last ? bodies.size() : functions.get(i + 1).body());
      hash.bytes(
          locations,
          function.locations(),
          last ? locations.size() : functions.get(i + 1).locations());
    }
    return hash.digest();
  }
}
