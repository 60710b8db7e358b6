package dev.whittle.lower;

import org.objectweb.asm.Opcodes;

/** Inlines {@code jsr/ret} (JVMS 4.10.2.5), which class files up to version 50 may have. */
final class Subroutines {
  private Subroutines() {}

  /** The same code without subroutines; the input itself when it has none. */
  static RecordedCode inline(RecordedCode code) {
    for (int i = 0; i < code.size; i++) {
      if (code.opcodes[i] == Opcodes.JSR || code.opcodes[i] == Opcodes.RET) {
        return SubroutineInlining.inline(code);
      }
    }
    return code;
  }
}
