package dev.whittle.ir.crate;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.util.Optional;

/** Code that was lowered because it was asked for, with the errors of {@link MappedCode}. */
final class SuppliedCode implements CodeHandle {
  private final MappedCrate crate;
  private final CodeHandle code;
  private boolean counted;

  SuppliedCode(MappedCrate crate, CodeHandle code) {
    this.crate = crate;
    this.code = code;
  }

  @Override
  public Optional<String> refusal() {
    return code.refusal();
  }

  @Override
  public Body body() {
    try {
      Body body = code.body();
      if (!counted) { // Threads that race may count twice, as they may decode twice.
        counted = true;
        crate.countBody();
      }
      return body;
    } catch (DamagedInput e) {
      throw crate.refusal(e.getMessage());
    }
  }

  @Override
  public Locations locations() {
    try {
      return code.locations();
    } catch (DamagedInput e) {
      throw crate.refusal(e.getMessage());
    }
  }
}
