package dev.whittle.ir.crate;

/**
 * Numbers of the crate file's header, the normative text being {@code docs/crate-format.md}.
 *
 * <p>A crate file is a prologue (header, section table, checksums of the checksum table, checksum),
 * the checksum table, and the data: sections, checksummed in chunks that do not know of sections.
 */
public final class CrateFormat {
  /**
   * The first eight bytes, as a little-endian long: a text-mode copy or a cut high bit breaks it.
   */
  public static final long MAGIC = 0x1a0a0d4352494d89L;

  public static final int MAJOR = 3;
  public static final int MINOR = 0;

  /** Bytes of the header. */
  public static final int HEADER_SIZE = 80;

  /** Bytes of an entry of the section table. */
  public static final int ENTRY_SIZE = 32;

  /**
   * Bytes that one checksum covers; the last chunk may be shorter.
   *
   * <p>▸ A program of 10,000 functions that lie spread over crates with 10 million reads 206 MB by
   * chunks of this size, and 443 MB by chunks of 16 KB. Programs of which most is reached build in
   * the same time with either.
   */
  public static final int CHUNK_SIZE = 1 << 12;

  /** Section flag: a reader that does not know the section must refuse the file. */
  public static final int REQUIRED = 1;

  /** Section flag: the section is part of the crate's identity. */
  public static final int PRIMARY = 2;

  /** Feature bits that a reader must know to read the file; the others may be ignored. */
  public static final int REQUIRED_FEATURES = 0xffff;

  /** Feature bit: the manifest says {@code Multi-Release: true}. */
  public static final int MULTI_RELEASE = 1 << 16;

  /** More sections than this are damage, found before anything is allocated for them. */
  public static final int MAX_SECTIONS = 1024;

  /** Bytes of a section at most, {@link Section#RESOURCE_DATA} aside. */
  public static final int MAX_SECTION = Integer.MAX_VALUE - 64;

  /** How deep constants and annotations may nest. The deepest in the corpora is 3. */
  public static final int MAX_NESTING = 255;

  /** Entry types of all blocks of a body together, blocks that share them counted once. */
  public static final int MAX_ENTRY_TYPES = 1 << 24;

  private CrateFormat() {}

  /** The next multiple of eight: where sections start. */
  static long align(long offset) {
    return offset + 7 & -8;
  }

  /** How many chunks cover {@code bytes}. */
  static long chunks(long bytes) {
    return (bytes + CHUNK_SIZE - 1) / CHUNK_SIZE;
  }
}
