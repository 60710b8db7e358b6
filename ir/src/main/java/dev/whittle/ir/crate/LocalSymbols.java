package dev.whittle.ir.crate;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the symbols of one class in order of first use. */
final class LocalSymbols implements SymbolNumbers {
  private final Map<String, Integer> stringIds = new HashMap<>();
  private final Map<FieldRef, Integer> fieldIds = new HashMap<>();
  private final Map<MethodRef, Integer> methodIds = new HashMap<>();
  private final List<String> strings = new ArrayList<>();
  private final List<FieldRef> fields = new ArrayList<>();
  private final List<MethodRef> methods = new ArrayList<>();

  @Override
  public int string(String string) {
    return number(stringIds, strings, string);
  }

  @Override
  public int field(FieldRef field) {
    return number(fieldIds, fields, field);
  }

  @Override
  public int method(MethodRef method) {
    return number(methodIds, methods, method);
  }

  private static <T> int number(Map<T, Integer> ids, List<T> symbols, T symbol) {
    Integer known = ids.get(symbol);
    if (known != null) {
      return known;
    }
    ids.put(symbol, symbols.size());
    symbols.add(symbol);
    return symbols.size() - 1;
  }

  /** The symbols of a class of a crate, with the numbers that they have there. */
  static LocalSymbols of(ClassSymbols symbols) {
    LocalSymbols local = new LocalSymbols();
    for (int i = 0; i < symbols.stringCount(); i++) {
      local.strings.add(symbols.string(i));
    }
    for (int i = 0; i < symbols.fieldCount(); i++) {
      local.fields.add(symbols.field(i));
    }
    for (int i = 0; i < symbols.methodCount(); i++) {
      local.methods.add(symbols.method(i));
    }
    return local;
  }

  List<String> strings() {
    return strings;
  }

  List<FieldRef> fields() {
    return fields;
  }

  List<MethodRef> methods() {
    return methods;
  }

  /** The numbers that a crate's table gives these symbols, provisional until it is sorted. */
  Numbers numbers(SymbolTable crate) {
    int[] ofStrings = new int[strings.size()];
    for (int i = 0; i < ofStrings.length; i++) {
      ofStrings[i] = crate.string(strings.get(i));
    }
    int[] ofFields = new int[fields.size()];
    for (int i = 0; i < ofFields.length; i++) {
      ofFields[i] = crate.field(fields.get(i));
    }
    int[] ofMethods = new int[methods.size()];
    for (int i = 0; i < ofMethods.length; i++) {
      ofMethods[i] = crate.method(methods.get(i));
    }
    return new Numbers(ofStrings, ofFields, ofMethods);
  }

  /** Provisional numbers of the symbols of a class. */
  record Numbers(int[] strings, int[] fields, int[] methods) {
    /** Writes the final numbers; {@link ClassSymbols} reads them. */
    void write(SymbolTable.Ranks ranks, ByteOutput out) {
      write(strings, ranks.strings(), out);
      write(fields, ranks.fields(), out);
      write(methods, ranks.methods(), out);
    }

    private static void write(int[] numbers, int[] ranks, ByteOutput out) {
      out.varint(numbers.length);
      for (int number : numbers) {
        out.varint(ranks[number]);
      }
    }
  }
}
