package dev.whittle.lower;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;

/**
 * ASM's reader with labels that are targets, so that no target needs an object beside its label.
 */
final class CodeReader extends ClassReader {
  CodeReader(byte[] classFile) {
    super(classFile);
  }

  @Override
  protected Label readLabel(int bytecodeOffset, Label[] labels) {
    if (labels[bytecodeOffset] == null) {
      labels[bytecodeOffset] = new RecordedCode.Target();
    }
    return labels[bytecodeOffset];
  }
}
