package dev.whittle.ir.crate;

/** The table of resources of a crate file. */
final class ResourceTable {
  private static final int ROW_SIZE = Section.RESOURCES.rowSize();

  private final CrateFile file;
  private final Symbols symbols;
  private final int count;

  ResourceTable(CrateFile file, Symbols symbols) {
    this.file = file;
    this.symbols = symbols;
    this.count = file.count(Section.RESOURCES);
  }

  int count() {
    return count;
  }

  String name(int row) {
    return symbols.string(column(row, Columns.RESOURCE_NAME));
  }

  /** The row of a name, -1 when there is none. */
  int row(String name) {
    int row = MappedCrate.lowest(count, i -> name(i).compareTo(name) >= 0);
    return row < count && name(row).equals(name) ? row : -1;
  }

  /** Whether there is no more than the name. */
  boolean isPending(int row) {
    return column(row, Columns.RESOURCE_ENCODING) == Columns.NOT_READ;
  }

  byte[] content(int row) {
    int encoding = column(row, Columns.RESOURCE_ENCODING);
    if (encoding != Columns.RAW) {
      throw new Malformed("encoding " + encoding);
    }
    long low = Integer.toUnsignedLong(column(row, Columns.RESOURCE_OFFSET));
    long offset = (long) column(row, Columns.RESOURCE_OFFSET + 4) << 32 | low;
    long length = Integer.toUnsignedLong(column(row, Columns.RESOURCE_LENGTH));
    return file.bytes(Section.RESOURCE_DATA, offset, offset + length);
  }

  private int column(int row, int column) {
    return file.u32(Section.RESOURCES, (long) ROW_SIZE * row + column);
  }
}
