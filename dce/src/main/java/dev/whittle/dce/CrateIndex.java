package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which crates of a program may have something, by the number that stands for it in {@link
 * NameHashes}: so no crate is asked for what it has nothing of, however many there are.
 *
 * <p>▸ Of a program with a thousand crates each class was asked of five hundred, half of its
 * reachability; crates that a program uses nothing of were read for texts that name no class.
 */
final class CrateIndex {
  private final List<ClassSource> crates;
  private final Table classes;
  private final Table paths;

  CrateIndex(List<ClassSource> crates) {
    this.crates = crates;
    List<NameHashes> names = new ArrayList<>(crates.size());
    int classHashes = 0;
    int pathHashes = 0;
    for (ClassSource crate : crates) {
      Optional<NameHashes> of = crate.names();
      if (of.isPresent()) {
        names.add(of.get());
        classHashes += of.get().classes().length;
        pathHashes += of.get().paths().length;
      }
    }
    boolean isKnown = names.size() == crates.size();
    classes = isKnown ? new Table(classHashes) : null;
    paths = isKnown ? new Table(pathHashes) : null;
    for (int i = 0; isKnown && i < names.size(); i++) {
      for (int hash : names.get(i).classes()) {
        classes.add(hash, i);
      }
      for (int hash : names.get(i).paths()) {
        paths.add(hash, i);
      }
    }
  }

  /**
   * The place of the first crate that may have a class, by {@link NameHashes#ofClass}; negative
   * when there is none.
   */
  int first(int classHash) {
    return classes == null ? next(-1) : classes.first(classHash);
  }

  /** The place of the next one, behind another; negative when there is none. */
  int next(int place) {
    return classes == null ? (place + 1 < crates.size() ? place + 1 : -1) : classes.next[place];
  }

  /** The index of the crate of a place. */
  int crate(int place) {
    return classes == null ? place : classes.crates[place];
  }

  /** The crates that may have classes whose names begin so, in order. */
  List<ClassSource> withClassesFrom(String prefix) {
    int end = prefix.lastIndexOf('/') + 1;
    return end == 0 ? crates : with(classes, NameHashes.ofClassesIn(prefix.substring(0, end)));
  }

  /** The crates that may have resources for which this hash code stands, in order. */
  List<ClassSource> withPaths(int hash) {
    return with(paths, hash);
  }

  /** Whether {@link #withPaths} has any. */
  boolean hasPaths(int hash) {
    return paths == null || paths.first(hash) >= 0;
  }

  private List<ClassSource> with(Table table, int hash) {
    if (table == null) {
      return crates;
    }
    int place = table.first(hash);
    if (place < 0) {
      return List.of();
    }
    List<ClassSource> with = new ArrayList<>();
    for (; place >= 0; place = table.next[place]) {
      with.add(crates.get(table.crates[place]));
    }
    return with;
  }

  /** A hash table from numbers to crates, in the order in which they were added. */
  private static final class Table {
    /** By slot: a number, its first and its last place; -1 where there is none. */
    private final int[] hashes;

    private final int[] firsts;
    private final int[] lasts;

    /** By place. */
    private final int[] crates;

    private final int[] next;
    private int size;

    Table(int capacity) {
      int slots = Integer.highestOneBit(Math.max(2, capacity)) * 4;
      hashes = new int[slots];
      firsts = new int[slots];
      lasts = new int[slots];
      crates = new int[capacity];
      next = new int[capacity];
      Arrays.fill(firsts, -1);
    }

    private int slot(int hash) {
      int slot = hash * 0x9e3779b9 >>> Integer.numberOfLeadingZeros(hashes.length) + 1;
      while (firsts[slot] >= 0 && hashes[slot] != hash) {
        slot = slot + 1 & hashes.length - 1;
      }
      return slot;
    }

    void add(int hash, int crate) {
      int slot = slot(hash);
      int place = size++;
      crates[place] = crate;
      next[place] = -1;
      if (firsts[slot] < 0) {
        hashes[slot] = hash;
        firsts[slot] = place;
      } else {
        next[lasts[slot]] = place;
      }
      lasts[slot] = place;
    }

    int first(int hash) {
      return firsts[slot(hash)];
    }
  }
}
