package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Encodes a crate class by class, so that no more of it than its encoded form need be in memory.
 * Classes come first, ascending by name, then variants, ascending by name and release; everything
 * else in any order. Once only; not for several threads.
 *
 * <p>Errors: what the format cannot hold (a limit of {@link CrateFormat}, an index out of range in
 * a body) is an {@link IllegalArgumentException} that names the class and method, and so is a class
 * out of order.
 */
public final class CrateEncoder {
  private final String name;
  private final List<String> classNames = new ArrayList<>();

  /** Names of classes that may not be among the others. */
  private final Set<String> otherNames = new HashSet<>();

  private final List<RefusedClass> refused = new ArrayList<>();
  private final NavigableMap<String, byte[]> resources = new TreeMap<>();
  private final Set<String> pendingResources = new HashSet<>();
  private String lastName;
  private int lastRelease;
  private boolean isPart;
  private int pendingFunctions;
  private boolean multiRelease;
  private final SymbolTable symbols = new SymbolTable();
  private final Map<Section, ByteOutput> sections = new EnumMap<>(Section.class);
  private final List<LocalSymbols.Numbers> classSymbols = new ArrayList<>();

  /** An encoder of a crate that has nothing in it yet. */
  public CrateEncoder(String name) {
    this.name = name;
    for (Section section : Section.values()) {
      sections.put(section, new ByteOutput());
    }
  }

  /** Adds a class outside of {@code META-INF/versions}. */
  public void addClass(ClassDef definition) {
    add(EncodedClass.of(definition), 0);
  }

  /** Adds a class under {@code META-INF/versions}. */
  public void addVariant(ClassSource.Variant variant) {
    add(EncodedClass.of(variant.definition()), variant.release());
  }

  /** Adds a class that is encoded. */
  void add(EncodedClass encoded, int release) {
    add(encoded, release, place(encoded.name(), release));
  }

  /**
   * Adds a class that is not lowered yet: what comes of it is a part of a crate.
   *
   * @param functions how many it declares
   */
  public void addPending(String className, int release, int functions) {
    ByteOutput row = out(place(className, release));
    row.u32(symbols.string(className));
    row.u32(0);
    row.u32(Columns.NOT_LOWERED);
    row.u32(functions);
    starts(row, release);
    classSymbols.add(null);
    pendingFunctions += functions;
    isPart = true;
  }

  /** The table of a class that comes next. */
  private Section place(String className, int release) {
    boolean inOrder =
        lastName == null
            || (release == 0
                ? lastRelease == 0 && lastName.compareTo(className) < 0
                : lastRelease == 0
                    || lastName.compareTo(className) < 0
                    || lastName.equals(className) && lastRelease < release);
    if (!inOrder) {
      throw new IllegalArgumentException(
          "%s: %s out of order: %s".formatted(name, release == 0 ? "class" : "variant", className));
    }
    if (release == 0) {
      classNames.add(className);
    } else {
      otherNames.add(className);
      if (lastRelease == 0) {
        sentinel(out(Section.CLASSES));
      }
    }
    lastName = className;
    lastRelease = release;
    return release == 0 ? Section.CLASSES : Section.VARIANTS;
  }

  /** Adds a class that could not be lowered. */
  public void addRefused(RefusedClass refusedClass) {
    refused.add(refusedClass);
    otherNames.add(refusedClass.name());
  }

  /** Adds a resource, whose content must not change. */
  public void addResource(String resource, byte[] content) {
    resources.put(resource, content);
  }

  /** Adds a resource that is not read yet: what comes of it is a part of a crate. */
  public void addPendingResource(String resource) {
    addResource(resource, new byte[0]);
    pendingResources.add(resource);
    isPart = true;
  }

  /** Notes that the manifest says {@code Multi-Release: true}. */
  public void markMultiRelease() {
    multiRelease = true;
  }

  /** The crate with all that was added. */
  public EncodedCrate finish() {
    if (lastRelease == 0) {
      sentinel(out(Section.CLASSES));
    }
    sentinel(out(Section.VARIANTS));
    functionSentinel();
    resources();
    number();
    classIndex();
    ServiceIndex.write(
        isPart ? new TreeMap<>() : ServiceIndex.of(resources), out(Section.SERVICES));
    out(Section.NAME).modifiedUtf8(name);
    Refusals refusals = Refusals.of(refused);
    refusals.write(out(Section.REFUSED));
    CrateLayout layout = new CrateLayout(multiRelease ? CrateFormat.MULTI_RELEASE : 0, names());
    sections.forEach(
        (section, out) -> {
          if (!section.isOptional() || out.size() > 0 || section == Section.PENDING && isPart) {
            layout.add(section, count(section), contents(section));
          }
        });
    return new EncodedCrate(layout, classNames.size(), refusals.all());
  }

  private CrateNames names() {
    List<String> all = new ArrayList<>(classNames);
    for (String other : otherNames) {
      if (Collections.binarySearch(classNames, other) < 0) {
        all.add(other);
      }
    }
    return new CrateNames(all.size(), NameHashes.of(all, resources.keySet()));
  }

  private ByteOutput out(Section section) {
    return sections.get(section);
  }

  private int count(Section section) {
    if (section == Section.PENDING) {
      return pendingFunctions;
    }
    return section.rowSize() == 0
        ? 0
        : out(section).size() / section.rowSize() - section.sentinelRows();
  }

  private int functions() {
    return out(Section.FUNCTIONS).size() / Section.FUNCTIONS.rowSize();
  }

  private List<byte[]> contents(Section section) {
    return section == Section.RESOURCE_DATA
        ? List.copyOf(resources.values())
        : List.of(out(section).toBytes());
  }

  /** Rows get provisional numbers here, see {@link SymbolTable}. */
  private void add(EncodedClass encoded, int release, Section section) {
    ByteOutput row = out(section);
    row.u32(symbols.string(encoded.name()));
    row.u32(encoded.superName() == null ? 0 : symbols.string(encoded.superName()) + 1);
    row.u32(encoded.version());
    row.u32(encoded.access());
    starts(row, release);
    int body = out(Section.BODIES).size();
    int location = out(Section.LOCATIONS).size();
    try {
      out(Section.DECLARATIONS).add(encoded.declaration());
      out(Section.BODIES).add(encoded.bodies());
      out(Section.LOCATIONS).add(encoded.locations());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(encoded.name() + ": " + e.getMessage(), e);
    }
    ByteOutput functions = out(Section.FUNCTIONS);
    for (EncodedClass.Function function : encoded.functions()) {
      functions.u32(function.access());
      functions.u32(symbols.string(function.name()));
      functions.u32(symbols.string(function.descriptor()));
      functions.u32(body + function.body());
      functions.u32(location + function.locations());
    }
    classSymbols.add(encoded.symbols().numbers(symbols));
  }

  /** The columns of a class that say where what it has starts, and the one after them. */
  private void starts(ByteOutput row, int release) {
    row.u32(0);
    row.u32(out(Section.DECLARATIONS).size());
    row.u32(functions());
    row.u32(release);
  }

  /** Sorts the symbols and puts their numbers where provisional ones are. */
  private void number() {
    SymbolTable.Ranks ranks =
        symbols.sort(
            out(Section.STRING_OFFSETS),
            out(Section.STRING_DATA),
            out(Section.FIELD_REFS),
            out(Section.METHOD_REFS));
    Iterator<LocalSymbols.Numbers> local = classSymbols.iterator();
    classNumbers(Section.CLASSES, ranks, local);
    classNumbers(Section.VARIANTS, ranks, local);
    ByteOutput rows = out(Section.FUNCTIONS);
    int size = Section.FUNCTIONS.rowSize();
    for (int row = 0; row < rows.size() - size; row += size) {
      rows.renumber(row + Columns.FUNCTION_NAME, ranks.strings());
      rows.renumber(row + Columns.FUNCTION_DESCRIPTOR, ranks.strings());
    }
    ByteOutput resources = out(Section.RESOURCES);
    for (int row = 0; row < resources.size(); row += Section.RESOURCES.rowSize()) {
      resources.renumber(row + Columns.RESOURCE_NAME, ranks.strings());
    }
  }

  private void classNumbers(
      Section section, SymbolTable.Ranks ranks, Iterator<LocalSymbols.Numbers> local) {
    ByteOutput rows = out(section);
    ByteOutput numbers = out(Section.CLASS_SYMBOLS);
    int size = section.rowSize();
    int sentinel = rows.size() - size;
    for (int row = 0; row < sentinel; row += size) {
      rows.renumber(row + Columns.CLASS_NAME, ranks.strings());
      rows.renumberNullable(row + Columns.CLASS_SUPER, ranks.strings());
      rows.set(row + Columns.CLASS_SYMBOLS, numbers.size());
      LocalSymbols.Numbers own = local.next();
      if (own != null) {
        own.write(ranks, numbers);
      }
    }
    rows.set(sentinel + Columns.CLASS_SYMBOLS, numbers.size());
  }

  /** A row that only says where the data of the row before it ends. */
  private void sentinel(ByteOutput row) {
    for (int column = 0; column < Columns.CLASS_DECLARATION; column += 4) {
      row.u32(0);
    }
    row.u32(out(Section.DECLARATIONS).size());
    row.u32(functions());
    row.u32(0);
  }

  private void functionSentinel() {
    ByteOutput row = out(Section.FUNCTIONS);
    for (int column = 0; column < Columns.FUNCTION_BODY; column += 4) {
      row.u32(0);
    }
    row.u32(out(Section.BODIES).size());
    row.u32(out(Section.LOCATIONS).size());
  }

  /**
   * Resources are stored as they are. Deflating them would make the bytes depend on the zlib of the
   * machine (and a build reads most of those it reads to write them again).
   */
  private void resources() {
    long[] offset = new long[1];
    resources.forEach(
        (resource, content) -> {
          ByteOutput row = out(Section.RESOURCES);
          row.u32(symbols.string(resource));
          row.u32(pendingResources.contains(resource) ? Columns.NOT_READ : Columns.RAW);
          row.u64(offset[0]);
          row.u32(content.length);
          offset[0] += content.length;
        });
  }

  /** Open addressing at a load of at most one half. */
  private void classIndex() {
    int classes = classNames.size();
    int slots = Integer.highestOneBit(Math.max(1, classes)) * 4;
    int[] hashes = new int[slots];
    int[] rows = new int[slots];
    for (int row = 0; row < classes; row++) {
      int hash = classNames.get(row).hashCode();
      int slot = slot(hash, slots);
      while (rows[slot] != 0) {
        slot = slot + 1 & slots - 1;
      }
      hashes[slot] = hash;
      rows[slot] = row + 1;
    }
    for (int slot = 0; slot < slots; slot++) {
      out(Section.CLASS_INDEX).u32(hashes[slot]);
      out(Section.CLASS_INDEX).u32(rows[slot]);
    }
  }

  /** Where the search for a hash starts: its high bits after Fibonacci hashing. */
  static int slot(int hash, int slots) {
    return hash * 0x9e3779b9 >>> Integer.numberOfLeadingZeros(slots) + 1;
  }
}
