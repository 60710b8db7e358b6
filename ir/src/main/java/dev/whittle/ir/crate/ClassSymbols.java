package dev.whittle.ir.crate;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;

/**
 * The symbols of one class of a mapped crate, by the numbers that its declaration and code use: an
 * entry is the number of a symbol of the crate.
 */
final class ClassSymbols {
  private final Symbols crate;
  private final int[] strings;
  private final int[] fields;
  private final int[] methods;

  ClassSymbols(Symbols crate, byte[] bytes) {
    this.crate = crate;
    ByteInput in = new ByteInput(bytes);
    this.strings = numbers(in);
    this.fields = numbers(in);
    this.methods = numbers(in);
    in.end();
  }

  private static int[] numbers(ByteInput in) {
    int[] numbers = new int[in.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.varint();
    }
    return numbers;
  }

  int stringCount() {
    return strings.length;
  }

  int fieldCount() {
    return fields.length;
  }

  int methodCount() {
    return methods.length;
  }

  String string(int number) {
    return crate.string(strings[number]);
  }

  /** The inverse of {@link SymbolNumbers#nullable}. */
  String nullable(int numberPlusOne) {
    return numberPlusOne == 0 ? null : string(numberPlusOne - 1);
  }

  FieldRef field(int number) {
    return crate.field(fields[number]);
  }

  MethodRef method(int number) {
    return crate.method(methods[number]);
  }
}
