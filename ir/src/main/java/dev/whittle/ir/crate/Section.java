package dev.whittle.ir.crate;

/**
 * The sections of a crate file, as {@code docs/crate-format.md} lists them.
 *
 * <p>A <em>primary</em> section is part of the crate's identity; the others are derived from
 * primary ones, or, like the name, no part of what the crate means. Every section here must be
 * present unless it is <em>optional</em>. <em>Required</em> is for readers that do not know a
 * section: they refuse the file when it is set and skip the section when it is not.
 */
public enum Section {
  /** Where each string starts in {@link #STRING_DATA}. */
  STRING_OFFSETS(1, 4, Status.PRIMARY),
  /** Modified UTF-8 of all strings, ascending, each once. */
  STRING_DATA(2, 0, Status.PRIMARY),
  /** Field references, ascending, each once. */
  FIELD_REFS(3, 12, Status.PRIMARY),
  /** Method references, ascending, each once. */
  METHOD_REFS(4, 16, Status.PRIMARY),
  /** Classes outside of {@code META-INF/versions}, ascending by name. */
  CLASSES(5, 32, Status.PRIMARY),
  /** Classes under {@code META-INF/versions}, ascending by name and release. */
  VARIANTS(6, 32, Status.PRIMARY),
  /** Hash table from class name to row of {@link #CLASSES}. */
  CLASS_INDEX(7, 8, Status.DERIVED),
  /** Functions, class by class in order of declaration. */
  FUNCTIONS(8, 20, Status.PRIMARY),
  /** The symbols of each class: what its declaration and code number instead of the crate's. */
  CLASS_SYMBOLS(9, 0, Status.PRIMARY),
  /** Everything of a class that has no column: fields, attributes, annotations. */
  DECLARATIONS(10, 0, Status.PRIMARY),
  /** Function bodies. */
  BODIES(11, 0, Status.PRIMARY),
  /** Lines, names and type annotations of code. */
  LOCATIONS(12, 0, Status.PRIMARY),
  /** Resources, ascending by name. */
  RESOURCES(13, 20, Status.PRIMARY),
  /** Content of resources. */
  RESOURCE_DATA(14, 0, Status.PRIMARY),
  /** Services and their providers, from {@code META-INF/services}. */
  SERVICES(15, 0, Status.DERIVED),
  /** What people call the crate. */
  NAME(16, 0, Status.DERIVED),
  /** Classes that could not be lowered, and why; there only when there are any. */
  REFUSED(17, 0, Status.PRIMARY),
  /** There only in a part of a crate; its count is that of functions of classes it lacks. */
  PENDING(18, 0, Status.PRIMARY);

  private enum Status {
    PRIMARY,
    DERIVED
  }

  private final int id;
  private final int rowSize;
  private final Status status;

  Section(int id, int rowSize, Status status) {
    this.id = id;
    this.rowSize = rowSize;
    this.status = status;
  }

  /** The number that stands in the section table; ascending in order of declaration. */
  public int id() {
    return id;
  }

  /** Bytes of a row of a table, 0 for a section that is a stream of bytes. */
  public int rowSize() {
    return rowSize;
  }

  /** Whether the section counts for the crate's identity. */
  public boolean isPrimary() {
    return status == Status.PRIMARY;
  }

  /** Whether the section is left out when it has nothing to say. */
  public boolean isOptional() {
    return this == REFUSED || this == PENDING;
  }

  /**
   * Rows that a table has beyond its count: a last row that only says where the data of the row
   * before it ends.
   */
  public int sentinelRows() {
    return switch (this) {
      case STRING_OFFSETS, CLASSES, VARIANTS, FUNCTIONS -> 1;
      case FIELD_REFS, METHOD_REFS, CLASS_INDEX, RESOURCES -> 0;
      case STRING_DATA,
          CLASS_SYMBOLS,
          DECLARATIONS,
          BODIES,
          LOCATIONS,
          RESOURCE_DATA,
          SERVICES,
          NAME,
          REFUSED,
          PENDING ->
          0;
    };
  }

  /** Flags of the section table. */
  public int flags() {
    return CrateFormat.REQUIRED | (isPrimary() ? CrateFormat.PRIMARY : 0);
  }

  /** The section of this number, null when it is unknown here. */
  public static Section of(int id) {
    return id >= 1 && id <= VALUES.length ? VALUES[id - 1] : null;
  }

  private static final Section[] VALUES = values();
}
