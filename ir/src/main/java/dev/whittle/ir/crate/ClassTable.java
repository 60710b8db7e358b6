package dev.whittle.ir.crate;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of classes, variants and functions of a crate file: columns, and the bytes that they
 * lead to. Rows of variants count on from those of classes.
 */
final class ClassTable {
  private final CrateFile file;
  private final Symbols symbols;
  private final int classes;
  private final int functions;

  ClassTable(CrateFile file, Symbols symbols) {
    this.file = file;
    this.symbols = symbols;
    this.classes = file.count(Section.CLASSES);
    this.functions = file.count(Section.FUNCTIONS);
  }

  String name(int row) {
    return symbols.string(column(row, Columns.CLASS_NAME));
  }

  int release(int row) {
    return column(row, Columns.CLASS_RELEASE);
  }

  /** Whether there is no more of a class than its name. */
  boolean isPending(int row) {
    return column(row, Columns.CLASS_VERSION) == Columns.NOT_LOWERED;
  }

  /** How many functions such a class declares. */
  int pendingFunctions(int row) {
    return column(row, Columns.CLASS_ACCESS);
  }

  /** The first function of a class. */
  int firstFunction(int row) {
    return column(row, Columns.CLASS_FUNCTIONS);
  }

  /** The function after the last of a class; checks both. */
  int endOfFunctions(int row) {
    int from = firstFunction(row);
    int to = columnAfter(row, Columns.CLASS_FUNCTIONS);
    if (from < 0 || from > to || to > functions) {
      throw new Malformed("functions " + from + " to " + to);
    }
    return to;
  }

  ClassSymbols symbols(int row) {
    return new ClassSymbols(symbols, bytes(Section.CLASS_SYMBOLS, row, Columns.CLASS_SYMBOLS));
  }

  String superName(int row) {
    return symbols.nullable(column(row, Columns.CLASS_SUPER));
  }

  byte[] declaration(int row) {
    return bytes(Section.DECLARATIONS, row, Columns.CLASS_DECLARATION);
  }

  String functionName(int function) {
    return symbols.string(functionColumn(function, Columns.FUNCTION_NAME));
  }

  String functionDescriptor(int function) {
    return symbols.string(functionColumn(function, Columns.FUNCTION_DESCRIPTOR));
  }

  byte[] body(int function) {
    return code(Section.BODIES, Columns.FUNCTION_BODY, function);
  }

  byte[] locations(int function) {
    return code(Section.LOCATIONS, Columns.FUNCTION_LOCATIONS, function);
  }

  /** Whether there is code. */
  boolean hasBody(int function) {
    return functionColumn(function, Columns.FUNCTION_BODY)
        != functionColumn(function + 1, Columns.FUNCTION_BODY);
  }

  /** As {@link MappedCrate#contentHash}. */
  byte[] contentHash(int row) {
    ContentHash hash = new ContentHash();
    hash.text(name(row));
    hash.nullable(superName(row));
    hash.number(column(row, Columns.CLASS_VERSION));
    hash.number(column(row, Columns.CLASS_ACCESS));
    hash.symbols(symbols(row));
    hash.bytes(declaration(row));
    int to = endOfFunctions(row);
    for (int function = firstFunction(row); function < to; function++) {
      hash.number(functionColumn(function, Columns.FUNCTION_ACCESS));
      hash.text(functionName(function));
      hash.text(functionDescriptor(function));
      hash.bytes(body(function));
      hash.bytes(locations(function));
    }
    return hash.digest();
  }

  /** A class that the file has, as it lies there. */
  EncodedClass encoded(int row) {
    int from = firstFunction(row);
    int to = endOfFunctions(row);
    ByteOutput declaration = new ByteOutput();
    ByteOutput bodies = new ByteOutput();
    ByteOutput locations = new ByteOutput();
    declaration.bytes(declaration(row));
    List<EncodedClass.Function> all = new ArrayList<>();
    for (int function = from; function < to; function++) {
      all.add(
          new EncodedClass.Function(
              functionColumn(function, Columns.FUNCTION_ACCESS),
              functionName(function),
              functionDescriptor(function),
              bodies.size(),
              locations.size()));
      bodies.bytes(body(function));
      locations.bytes(locations(function));
    }
    return new EncodedClass(
        name(row),
        superName(row),
        column(row, Columns.CLASS_VERSION),
        column(row, Columns.CLASS_ACCESS),
        all,
        LocalSymbols.of(symbols(row)),
        declaration,
        bodies,
        locations);
  }

  /** What a class has in a section. */
  byte[] bytes(Section section, int row, int column) {
    return file.bytes(
        section,
        Integer.toUnsignedLong(column(row, column)),
        Integer.toUnsignedLong(columnAfter(row, column)));
  }

  private byte[] code(Section section, int column, int function) {
    return code(section, column, function, function + 1);
  }

  /** What the functions from one row to another have in a section. */
  byte[] code(Section section, int column, int from, int to) {
    return file.bytes(
        section,
        Integer.toUnsignedLong(functionColumn(from, column)),
        Integer.toUnsignedLong(functionColumn(to, column)));
  }

  int column(int row, int column) {
    int base = classes;
    return row < base
        ? file.u32(Section.CLASSES, (long) row * Section.CLASSES.rowSize() + column)
        : file.u32(Section.VARIANTS, (long) (row - base) * Section.VARIANTS.rowSize() + column);
  }

  /** A column of the row after: of the sentinel, if this is the last of its table. */
  int columnAfter(int row, int column) {
    return row == classes - 1
        ? file.u32(Section.CLASSES, (long) (row + 1) * Section.CLASSES.rowSize() + column)
        : column(row + 1, column);
  }

  int functionColumn(int function, int column) {
    return file.u32(Section.FUNCTIONS, (long) function * Section.FUNCTIONS.rowSize() + column);
  }
}
