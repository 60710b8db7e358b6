package dev.whittle.lower;

final class SubroutineInlining {
  private SubroutineInlining() {}

  static RecordedCode inline(RecordedCode code) {
    throw new IllegalStateException("jsr/ret not yet inlined");
  }
}
