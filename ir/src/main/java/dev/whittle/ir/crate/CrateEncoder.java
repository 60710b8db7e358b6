package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
  private final List<RefusedClass> refused = new ArrayList<>();
  private final NavigableMap<String, byte[]> resources = new TreeMap<>();
  private ClassSource.Variant lastVariant;
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
    boolean inOrder =
        lastVariant == null
            && (classNames.isEmpty() || classNames.getLast().compareTo(definition.name()) < 0);
    if (!inOrder) {
      throw new IllegalArgumentException(name + ": class out of order: " + definition.name());
    }
    classNames.add(definition.name());
    definition(definition, 0, Section.CLASSES);
  }

  /** Adds a class under {@code META-INF/versions}. */
  public void addVariant(ClassSource.Variant variant) {
    if (lastVariant != null && Crate.BY_NAME_AND_RELEASE.compare(lastVariant, variant) >= 0) {
      throw new IllegalArgumentException(
          name + ": variant out of order: " + variant.definition().name());
    }
    if (lastVariant == null) {
      sentinel(out(Section.CLASSES));
    }
    lastVariant = variant;
    definition(variant.definition(), variant.release(), Section.VARIANTS);
  }

  /** Adds a class that could not be lowered. */
  public void addRefused(RefusedClass refusedClass) {
    refused.add(refusedClass);
  }

  /** Adds a resource, whose content must not change. */
  public void addResource(String resource, byte[] content) {
    resources.put(resource, content);
  }

  /** Notes that the manifest says {@code Multi-Release: true}. */
  public void markMultiRelease() {
    multiRelease = true;
  }

  /** The crate with all that was added. */
  public EncodedCrate finish() {
    if (lastVariant == null) {
      sentinel(out(Section.CLASSES));
    }
    sentinel(out(Section.VARIANTS));
    functionSentinel();
    resources();
    number();
    classIndex();
    ServiceIndex.write(ServiceIndex.of(resources), out(Section.SERVICES));
    out(Section.NAME).modifiedUtf8(name);
    Refusals refusals = Refusals.of(refused);
    refusals.write(out(Section.REFUSED));
    CrateLayout layout = new CrateLayout(multiRelease ? CrateFormat.MULTI_RELEASE : 0);
    sections.forEach(
        (section, out) -> {
          if (!section.isOptional() || out.size() > 0) {
            layout.add(section, count(section), contents(section));
          }
        });
    return new EncodedCrate(layout, classNames.size(), refusals.all());
  }

  private ByteOutput out(Section section) {
    return sections.get(section);
  }

  private int count(Section section) {
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
  private void definition(ClassDef definition, int release, Section section) {
    ByteOutput row = out(section);
    row.u32(symbols.string(definition.name()));
    row.u32(definition.superName() == null ? 0 : symbols.string(definition.superName()) + 1);
    row.u32(definition.version());
    row.u32(definition.access());
    row.u32(0);
    row.u32(out(Section.DECLARATIONS).size());
    row.u32(functions());
    row.u32(release);
    LocalSymbols local = new LocalSymbols();
    try {
      new DeclarationEncoder(local, out(Section.DECLARATIONS)).declaration(definition);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(definition.name() + ": " + e.getMessage(), e);
    }
    for (FunctionDef function : definition.functions()) {
      try {
        function(function, local);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s.%s%s: %s"
                .formatted(
                    definition.name(), function.name(), function.descriptor(), e.getMessage()),
            e);
      }
    }
    classSymbols.add(local.numbers(symbols));
  }

  private void function(FunctionDef function, LocalSymbols local) {
    ByteOutput row = out(Section.FUNCTIONS);
    row.u32(function.access());
    row.u32(symbols.string(function.name()));
    row.u32(symbols.string(function.descriptor()));
    row.u32(out(Section.BODIES).size());
    row.u32(out(Section.LOCATIONS).size());
    CodeHandle code = function.code();
    if (code != null) {
      Optional<String> refusal = code.refusal();
      if (refusal.isEmpty()) {
        BodyEncoder.write(code.body(), local, out(Section.BODIES));
        LocationsEncoder.write(code.locations(), local, out(Section.LOCATIONS));
      } else {
        out(Section.BODIES).varint(Code.REFUSED);
        out(Section.BODIES).inlineString(refusal.get());
      }
    }
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
      local.next().write(ranks, numbers);
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
          row.u32(MappedCrate.RAW);
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
