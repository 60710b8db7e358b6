package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes crate files ({@code docs/crate-format.md}). The bytes are a function of the crate and the
 * format version alone: not of threads, directory, clock, time zone or locale.
 *
 * <p>Errors: a crate that the format cannot hold (a limit of {@link CrateFormat}, an index out of
 * range in a body) is an {@link IllegalArgumentException} that names the class and method.
 */
public final class CrateWriter {
  private final Crate crate;
  private final SymbolTable symbols = new SymbolTable();
  private final Map<Section, ByteOutput> sections = new EnumMap<>(Section.class);
  private final List<LocalSymbols.Numbers> classSymbols = new ArrayList<>();

  private CrateWriter(Crate crate) {
    this.crate = crate;
    for (Section section : Section.values()) {
      sections.put(section, new ByteOutput());
    }
  }

  /** The crate file as bytes. */
  public static byte[] write(Crate crate) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      new CrateWriter(crate).encoded().writeTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("a byte array that fails", e);
    }
  }

  /**
   * Writes a crate file so that readers see the whole file or none: to a temporary file beside the
   * target, which is then renamed.
   *
   * @throws IOException if writing fails; then nothing is left behind
   */
  public static void write(Crate crate, Path target) throws IOException {
    CrateLayout layout = new CrateWriter(crate).encoded();
    String suffix = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
    Path temporary = target.resolveSibling(target.getFileName() + suffix);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              1 << 16)) {
        layout.writeTo(out);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private CrateLayout encoded() {
    crate.classes().forEach(definition -> definition(definition, 0, Section.CLASSES));
    sentinel(out(Section.CLASSES));
    for (ClassSource.Variant variant : crate.variants()) {
      definition(variant.definition(), variant.release(), Section.VARIANTS);
    }
    sentinel(out(Section.VARIANTS));
    functionSentinel();
    resources();
    number();
    classIndex();
    ServiceIndex.write(crate.services(), out(Section.SERVICES));
    out(Section.NAME).modifiedUtf8(crate.name());
    CrateLayout layout = new CrateLayout(crate.multiRelease() ? CrateFormat.MULTI_RELEASE : 0);
    sections.forEach((section, out) -> layout.add(section, count(section), contents(section)));
    return layout;
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
        ? List.copyOf(crate.resources().values())
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
    crate
        .resources()
        .forEach(
            (name, content) -> {
              ByteOutput row = out(Section.RESOURCES);
              row.u32(symbols.string(name));
              row.u32(MappedCrate.RAW);
              row.u64(offset[0]);
              row.u32(content.length);
              offset[0] += content.length;
            });
  }

  /** Open addressing at a load of at most one half. */
  private void classIndex() {
    int classes = crate.classes().size();
    int slots = Integer.highestOneBit(Math.max(1, classes)) * 4;
    int[] hashes = new int[slots];
    int[] rows = new int[slots];
    for (int row = 0; row < classes; row++) {
      int hash = crate.classes().get(row).name().hashCode();
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
