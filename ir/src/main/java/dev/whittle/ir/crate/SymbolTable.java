package dev.whittle.ir.crate;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Strings and references of a crate being written, and their numbers.
 *
 * <p>Numbers are ranks in sorted order, so they exist only when everything has been seen: a crate
 * is encoded twice, once to collect (all numbers are 0) and, after {@link #freeze}, once for good.
 * One piece of code walks the crate both times, so nothing can be numbered that was not collected.
 */
final class SymbolTable implements SymbolNumbers {
  private static final Comparator<FieldRef> FIELD_ORDER =
      Comparator.comparing(FieldRef::owner)
          .thenComparing(FieldRef::name)
          .thenComparing(FieldRef::descriptor);
  private static final Comparator<MethodRef> METHOD_ORDER =
      Comparator.comparing(MethodRef::owner)
          .thenComparing(MethodRef::name)
          .thenComparing(MethodRef::descriptor)
          .thenComparing(MethodRef::ownerKind);

  private final Map<String, Integer> stringIds = new HashMap<>();
  private final Map<FieldRef, Integer> fieldIds = new HashMap<>();
  private final Map<MethodRef, Integer> methodIds = new HashMap<>();
  private String[] strings;
  private FieldRef[] fields;
  private MethodRef[] methods;

  @Override
  public int string(String string) {
    return id(stringIds, string, strings == null);
  }

  @Override
  public int field(FieldRef field) {
    return id(fieldIds, field, strings == null);
  }

  @Override
  public int method(MethodRef method) {
    return id(methodIds, method, strings == null);
  }

  private static <T> int id(Map<T, Integer> ids, T symbol, boolean collecting) {
    if (collecting) {
      ids.putIfAbsent(symbol, 0);
      return 0;
    }
    return ids.get(symbol);
  }

  /** Ends collecting and gives everything its number. */
  void freeze() {
    for (FieldRef field : fieldIds.keySet()) {
      string(field.owner());
      string(field.name());
      string(field.descriptor());
    }
    for (MethodRef method : methodIds.keySet()) {
      string(method.owner());
      string(method.name());
      string(method.descriptor());
    }
    fields = number(fieldIds, new FieldRef[0], FIELD_ORDER);
    methods = number(methodIds, new MethodRef[0], METHOD_ORDER);
    strings = number(stringIds, new String[0], Comparator.naturalOrder());
  }

  private static <T> T[] number(Map<T, Integer> ids, T[] empty, Comparator<T> order) {
    T[] sorted = ids.keySet().toArray(empty);
    Arrays.sort(sorted, order);
    for (int i = 0; i < sorted.length; i++) {
      ids.put(sorted[i], i);
    }
    return sorted;
  }

  void writeStrings(ByteOutput offsets, ByteOutput data) {
    for (String string : strings) {
      offsets.u32(data.size());
      data.modifiedUtf8(string);
    }
    offsets.u32(data.size());
  }

  void writeFields(ByteOutput out) {
    for (FieldRef field : fields) {
      out.u32(string(field.owner()));
      out.u32(string(field.name()));
      out.u32(string(field.descriptor()));
    }
  }

  void writeMethods(ByteOutput out) {
    for (MethodRef method : methods) {
      out.u32(string(method.owner()));
      out.u32(string(method.name()));
      out.u32(string(method.descriptor()));
      out.u32(method.ownerKind().ordinal());
    }
  }
}
