package dev.whittle.lower;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.util.List;
import java.util.Optional;

/**
 * The code of one class, lowered when the first body is asked for: ASM cannot read one method of a
 * class alone, and a class of which one function is reached usually has more.
 */
final class LazyCode {
  private ClassFileReader reader;
  private List<CodeHandle> lowered;

  /**
   * @param reader the one that read the declarations: it keeps the strings that it has decoded
   */
  LazyCode(ClassFileReader reader) {
    this.reader = reader;
  }

  /** The code of the function of this index in class-file order. */
  CodeHandle of(int index) {
    return new CodeHandle() {
      @Override
      public Body body() {
        return code(index).body();
      }

      @Override
      public Locations locations() {
        return code(index).locations();
      }

      @Override
      public Optional<String> refusal() {
        try {
          return code(index).refusal();
        } catch (DamagedInput e) {
          return Optional.of(e.getMessage());
        }
      }
    };
  }

  private synchronized CodeHandle code(int index) {
    if (lowered == null) {
      lowered = lowerAll(reader);
      reader = null;
    }
    return lowered.get(index);
  }

  private static List<CodeHandle> lowerAll(ClassFileReader reader) {
    ClassCode code = new ClassCode(reader);
    try {
      return code.lower();
    } catch (RuntimeException e) {
      String place = code.owner() == null ? "" : code.owner() + ": ";
      throw new DamagedInput(place + ClassLowering.damaged(e).getMessage(), e);
    }
  }
}
