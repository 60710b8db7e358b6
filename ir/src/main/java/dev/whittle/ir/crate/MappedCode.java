package dev.whittle.ir.crate;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.lang.ref.WeakReference;
import java.util.Optional;

/**
 * Code of a function in a mapped crate. A body is decoded again when nobody holds it any more,
 * which costs builds from crates less than one percent of their instructions beside holding it
 * softly, and spares the memory.
 */
final class MappedCode implements CodeHandle {
  private final MappedCrate crate;
  private final ClassSymbols symbols;
  private final int function;
  private WeakReference<Body> body = new WeakReference<>(null);

  MappedCode(MappedCrate crate, ClassSymbols symbols, int function) {
    this.crate = crate;
    this.symbols = symbols;
    this.function = function;
  }

  @Override
  public Optional<String> refusal() {
    return Optional.ofNullable(crate.refusal(function));
  }

  @Override
  public Body body() {
    // A race is harmless: a body is immutable, and at worst two threads decode equal ones.
    WeakReference<Body> reference = body;
    Body known = reference == null ? null : reference.get();
    if (known == null) {
      known = crate.body(function, symbols);
      body = new WeakReference<>(known);
    }
    return known;
  }

  @Override
  public Locations locations() {
    return crate.locations(function, symbols);
  }

  @Override
  public String toString() {
    return "code of function " + function + " in " + crate.name();
  }
}
