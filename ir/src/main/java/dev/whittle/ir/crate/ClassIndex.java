package dev.whittle.ir.crate;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The hash table from names to rows of classes.
 *
 * <p>A class is looked for in every crate before the one that has it, so the commonest answer of
 * all is that a crate has none. With 1,000 crates and 10,000 classes that is asked five million
 * times, and took half of reachability's time while it went the way that decodes and reports. What
 * is asked often answers from a filter, a byte for a class: in a table of 16 KB for each of 1,000
 * crates every question is a cache miss, 700 ns on a busy machine.
 *
 * <p>The table's chunks stay in memory once they were read: 32 bytes for a class.
 */
final class ClassIndex {
  private static final int SLOT_SIZE = 8;

  /** So many questions are asked before a filter is made, which reads the whole table. */
  private static final int OFTEN = 100;

  private final CrateFile file;
  private final int classes;
  private final int slots;
  private final long start;
  private final int firstChunk;
  private final AtomicReferenceArray<byte[]> chunks;

  /** Threads that race may count less. */
  private int asked;

  private volatile NameFilter filter;

  ClassIndex(CrateFile file) {
    this.file = file;
    this.classes = file.count(Section.CLASSES);
    this.slots = file.count(Section.CLASS_INDEX);
    this.start = file.start(Section.CLASS_INDEX);
    long end = start + file.length(Section.CLASS_INDEX);
    this.firstChunk = CrateFile.chunkIndex(start);
    this.chunks = new AtomicReferenceArray<>(CrateFile.chunkIndex(end) - firstChunk + 1);
  }

  int slots() {
    return slots;
  }

  /** Whether the table is one. */
  boolean isWellFormed() {
    return slots >= 2 && Integer.bitCount(slots) == 1;
  }

  int hash(int slot) {
    return u32((long) SLOT_SIZE * slot);
  }

  /** The row of the class in a slot and 1, or 0. */
  int rowAndOne(int slot) {
    return u32((long) SLOT_SIZE * slot + 4);
  }

  /** Whether no class has a name with this hash, never wrong when true. */
  boolean lacks(int hash) {
    if (!isWellFormed()) {
      return false;
    }
    NameFilter made = filter;
    if (made == null && ++asked == OFTEN) {
      made = makeFilter();
      filter = made;
    }
    return made != null && made.lacks(hash) || !has(hash);
  }

  private boolean has(int hash) {
    int slot = CrateEncoder.slot(hash, slots);
    for (int probes = 0; probes < slots; probes++) {
      if (rowAndOne(slot) == 0) {
        return false;
      }
      if (hash(slot) == hash) {
        return true;
      }
      slot = slot + 1 & slots - 1;
    }
    return true;
  }

  private NameFilter makeFilter() {
    NameFilter made = new NameFilter(classes);
    for (int slot = 0; slot < slots; slot++) {
      if (rowAndOne(slot) != 0) {
        made.add(hash(slot));
      }
    }
    return made;
  }

  private int u32(long offset) {
    long at = start + offset;
    int index = CrateFile.chunkIndex(at) - firstChunk;
    byte[] chunk = chunks.get(index);
    if (chunk == null) {
      chunk = file.chunk(index + firstChunk);
      chunks.set(index, chunk);
    }
    return CrateFile.u32(chunk, CrateFile.inChunk(at));
  }
}
