package dev.whittle.ir.crate;

import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import java.util.Arrays;

/**
 * Strings and references of a mapped crate, decoded when first asked for and then kept: they are
 * what the decoded classes and bodies of a crate share.
 *
 * <p>Threads may decode one symbol twice and then hold equal objects; all are immutable with final
 * fields, so publishing them through plain array elements is safe.
 */
final class Symbols {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  private final CrateFile file;
  private final int stringCount;
  private final int fieldCount;
  private final int methodCount;
  private final Object[][] strings;
  private final Object[][] fields;
  private final Object[][] methods;

  Symbols(CrateFile file) {
    this.file = file;
    this.stringCount = file.count(Section.STRING_OFFSETS);
    this.fieldCount = file.count(Section.FIELD_REFS);
    this.methodCount = file.count(Section.METHOD_REFS);
    this.strings = pages(stringCount);
    this.fields = pages(fieldCount);
    this.methods = pages(methodCount);
  }

  private static Object[][] pages(int count) {
    return new Object[(int) ((count + (long) PAGE_SIZE - 1) >>> PAGE_BITS)][];
  }

  String string(int id) {
    check(id, stringCount);
    Object[] page = page(strings, id);
    Object string = page[id & PAGE_SIZE - 1];
    if (string == null) {
      long from = Integer.toUnsignedLong(file.u32(Section.STRING_OFFSETS, 4L * id));
      long to = Integer.toUnsignedLong(file.u32(Section.STRING_OFFSETS, 4L * id + 4));
      byte[] bytes = file.bytes(Section.STRING_DATA, from, to);
      string = ByteInput.modifiedUtf8(bytes, 0, bytes.length);
      page[id & PAGE_SIZE - 1] = string;
    }
    return (String) string;
  }

  /** The inverse of {@link SymbolNumbers#nullable}. */
  String nullable(int idPlusOne) {
    return idPlusOne == 0 ? null : string(idPlusOne - 1);
  }

  FieldRef field(int id) {
    check(id, fieldCount);
    Object[] page = page(fields, id);
    Object field = page[id & PAGE_SIZE - 1];
    if (field == null) {
      long row = 12L * id;
      field =
          new FieldRef(
              string(file.u32(Section.FIELD_REFS, row)),
              string(file.u32(Section.FIELD_REFS, row + 4)),
              string(file.u32(Section.FIELD_REFS, row + 8)));
      page[id & PAGE_SIZE - 1] = field;
    }
    return (FieldRef) field;
  }

  MethodRef method(int id) {
    check(id, methodCount);
    Object[] page = page(methods, id);
    Object method = page[id & PAGE_SIZE - 1];
    if (method == null) {
      long row = 16L * id;
      int kind = file.u32(Section.METHOD_REFS, row + 12);
      if (kind != 0 && kind != 1) {
        throw new Malformed("kind of owner " + kind);
      }
      method =
          new MethodRef(
              string(file.u32(Section.METHOD_REFS, row)),
              string(file.u32(Section.METHOD_REFS, row + 4)),
              string(file.u32(Section.METHOD_REFS, row + 8)),
              kind == 0 ? OwnerKind.CLASS : OwnerKind.INTERFACE);
      page[id & PAGE_SIZE - 1] = method;
    }
    return (MethodRef) method;
  }

  private static void check(int id, int count) {
    if (id < 0 || id >= count) {
      throw new Malformed("symbol " + Integer.toUnsignedString(id) + " of " + count);
    }
  }

  private static Object[] page(Object[][] pages, int id) {
    Object[] page = pages[id >>> PAGE_BITS];
    if (page == null) {
      page = new Object[PAGE_SIZE];
      pages[id >>> PAGE_BITS] = page;
    }
    return page;
  }

  /** Decodes everything, and checks that it ascends. */
  void verify() {
    for (int i = 1; i < stringCount; i++) {
      ascending(string(i - 1).compareTo(string(i)), Section.STRING_OFFSETS);
    }
    verifyRows(Section.FIELD_REFS);
    verifyRows(Section.METHOD_REFS);
    for (int i = 0; i < fieldCount; i++) {
      field(i);
    }
    for (int i = 0; i < methodCount; i++) {
      method(i);
    }
  }

  /** Strings ascend, so rows of their numbers do as the references do. */
  private void verifyRows(Section section) {
    int columns = section.rowSize() / 4;
    int[] before = null;
    for (int row = 0; row < file.count(section); row++) {
      int[] current = new int[columns];
      for (int column = 0; column < columns; column++) {
        current[column] = file.u32(section, (long) row * section.rowSize() + 4L * column);
      }
      if (before != null) {
        ascending(Arrays.compare(before, current), section);
      }
      before = current;
    }
  }

  static void ascending(int comparison, Section section) {
    if (comparison >= 0) {
      throw new Malformed("section " + section + " does not ascend");
    }
  }
}
