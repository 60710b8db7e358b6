package dev.whittle.codegen.fuzz;

import dev.whittle.ir.text.MirPrinter;

/** A kind of fuzzing. */
enum Trial {
  MIR {
    @Override
    Tally round(long seed) {
      return new MirCase(RandomClass.of(seed, FUNCTIONS), seed).check();
    }

    @Override
    String reduced(long seed, Finding finding) {
      MirCase failing = new MirCase(RandomClass.of(seed, FUNCTIONS), seed);
      return MirPrinter.print(failing.reduced(finding, SECONDS_TO_REDUCE).program());
    }
  },

  /** Java sources, compiled. */
  JAVA {
    @Override
    Tally round(long seed) {
      return JavaCase.of(seed, SOURCE_FUNCTIONS).check();
    }

    @Override
    String reduced(long seed, Finding finding) {
      JavaCase reduced = JavaCase.of(seed, SOURCE_FUNCTIONS).reduced(finding, SECONDS_TO_REDUCE);
      return "// javac "
          + String.join(" ", reduced.options().subList(0, 5))
          + "\n"
          + String.join("\n", reduced.lines())
          + "\n";
    }

    @Override
    String suffix() {
      return ".java";
    }
  },

  /** Code that no compiler writes. */
  BYTECODE {
    @Override
    Tally round(long seed) {
      return new BytecodeCase(RandomCode.of(seed, FEW), seed).check();
    }

    @Override
    String reduced(long seed, Finding finding) {
      BytecodeCase failing = new BytecodeCase(RandomCode.of(seed, FEW), seed);
      return String.join("\n", failing.reduced(finding, SECONDS_TO_REDUCE).lines()) + "\n";
    }

    @Override
    String suffix() {
      return ".code";
    }
  },

  /** Damaged inputs; a seed makes many. */
  READERS {
    @Override
    Tally round(long seed) {
      int read = 0;
      for (int i = 0; i < INPUTS; i++) {
        read += ReaderCase.of(seed * INPUTS + i).isRead() ? 1 : 0;
      }
      return new Tally(INPUTS, INPUTS - read, read);
    }

    @Override
    String reduced(long seed, Finding finding) {
      for (int i = 0; i < INPUTS; i++) {
        ReaderCase one = ReaderCase.of(seed * INPUTS + i);
        try {
          one.isRead();
        } catch (Finding e) {
          return one.text();
        }
      }
      return "";
    }

    @Override
    String suffix() {
      return ".hex";
    }
  };

  private static final int FUNCTIONS = 10;

  /** One that the JVM refuses takes the others of its class with it. */
  private static final int FEW = 4;

  private static final int SOURCE_FUNCTIONS = 100;
  private static final int INPUTS = 50;
  private static final int SECONDS_TO_REDUCE = 60;

  /**
   * Makes what this seed makes and compares.
   *
   * @throws Finding at the first difference
   */
  abstract Tally round(long seed);

  /** What makes a finding of this seed, made small: a text to keep as a test. */
  abstract String reduced(long seed, Finding finding);

  /** How a file with such a text ends. */
  String suffix() {
    return ".mir";
  }
}
