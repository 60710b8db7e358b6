package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A crate file in use: a class source that decodes what it is asked for, and only that.
 *
 * <p>Safe for any number of threads. Decoded classes and bodies are held weakly, strings and
 * references strongly; the mapping lives as long as this object or a code handle of it.
 *
 * <p>Errors: every method that reads may throw {@link DamagedInput}, one line that starts with the
 * path (for what could not be lowered: with what the crate was lowered from), and throws nothing
 * else for any content of the file.
 */
public final class MappedCrate implements ClassSource {
  /** Encoding of a resource: as it is. */
  static final int RAW = 0;

  /** Names may be long: what is longer is cut in messages. */
  private static final int LONGEST_LINE = 500;

  private final CrateFile file;
  private final Symbols symbols;
  private final ClassIndex index;
  private final boolean refusesNone;
  private final int variantCount;
  private final Map<Integer, WeakReference<ClassDef>> classes = new ConcurrentHashMap<>();
  private final LongAdder classesDecoded = new LongAdder();
  private final LongAdder bodiesDecoded = new LongAdder();
  private final String origin;
  private volatile Refusals refusals;
  private volatile List<String> classNames;

  /** What was read of a crate, for the build report. */
  public record Counters(
      long bytesRead, long chunksVerified, long classesDecoded, long bodiesDecoded) {}

  MappedCrate(CrateFile file, String origin) {
    this.file = file;
    this.origin = origin;
    this.symbols = new Symbols(file);
    this.index = new ClassIndex(file);
    this.refusesNone = !file.has(Section.REFUSED);
    this.variantCount = file.count(Section.VARIANTS);
  }

  public Path path() {
    return file.path();
  }

  /**
   * SHA-256 of the primary sections, as hexadecimal text: what the crate means, whatever it is
   * called. It is read from the header; only {@link #verify} computes it.
   */
  public String identity() {
    return file.prologue().identityText();
  }

  public boolean isMultiRelease() {
    return (file.prologue().features() & CrateFormat.MULTI_RELEASE) != 0;
  }

  CrateFile file() {
    return file;
  }

  /** Whether there is such a class outside of {@code META-INF/versions}; decodes nothing of it. */
  public boolean has(String internalName) {
    return decode(() -> "class " + internalName, () -> row(internalName) >= 0);
  }

  /** How many classes there are outside of {@code META-INF/versions}, refused ones left out. */
  public int classCount() {
    return file.count(Section.CLASSES);
  }

  /** How many functions there are, those of variants included. */
  public int functionCount() {
    return file.count(Section.FUNCTIONS);
  }

  /**
   * What was read so far. Bytes, chunks and classes count once each, however often they are read.
   */
  public Counters counters() {
    return new Counters(
        file.bytesRead(), file.chunksVerified(), classesDecoded.sum(), bodiesDecoded.sum());
  }

  @Override
  public String name() {
    return decode(
        () -> "name",
        () -> {
          byte[] bytes = file.bytes(Section.NAME, 0, file.length(Section.NAME));
          return ByteInput.modifiedUtf8(bytes, 0, bytes.length);
        });
  }

  @Override
  public Optional<ClassDef> find(String internalName) {
    return mayHave(internalName.hashCode())
        ? decode(() -> "class " + internalName, () -> Optional.ofNullable(lookUp(internalName)))
        : Optional.empty();
  }

  private ClassDef lookUp(String name) {
    int row = row(name);
    if (row < 0) {
      refusals().checkBase(origin, name);
    }
    return row < 0 ? null : definition(row);
  }

  /** The row of a class, negative when there is none. */
  private int row(String name) {
    int slots = index.slots();
    if (!index.isWellFormed()) {
      throw new Malformed("a hash table of " + slots + " slots");
    }
    int hash = name.hashCode();
    int slot = CrateEncoder.slot(hash, slots);
    for (int probes = 0; probes < slots; probes++) {
      int row = index.rowAndOne(slot);
      if (row == 0) {
        return -1;
      }
      if (index.hash(slot) == hash && className(row - 1).equals(name)) {
        return row - 1;
      }
      slot = slot + 1 & slots - 1;
    }
    throw new Malformed("a hash table without a free slot");
  }

  @Override
  public boolean mayHave(int hash) {
    return !refusesNone || !index.lacks(hash);
  }

  @Override
  public List<Variant> variants(String internalName) {
    if (refusesNone && variantCount == 0) {
      return List.of();
    }
    return decode(
        () -> "variants of " + internalName,
        () -> {
          refusals().checkVariants(origin, internalName);
          int count = variantCount;
          int first = classCount();
          int at = lowest(count, i -> className(first + i).compareTo(internalName) >= 0);
          List<Variant> variants = new ArrayList<>();
          for (; at < count && className(first + at).equals(internalName); at++) {
            variants.add(variant(first + at));
          }
          return List.copyOf(variants);
        });
  }

  /**
   * SHA-256 of all that this crate says of a class: equal for equal classes, whatever else is in
   * their crates. No body is decoded for it.
   *
   * @param release 0 for the class outside of {@code META-INF/versions}
   * @throws IllegalArgumentException when there is no such class
   */
  public byte[] contentHash(String internalName, int release) {
    return decode(
        () -> "class " + internalName, () -> contentHash(requireRow(internalName, release)));
  }

  int requireRow(String name, int release) {
    int found = release == 0 ? row(name) : -1;
    int first = classCount();
    for (int row = first; release > 0 && found < 0 && row < first + variantCount; row++) {
      if (classColumn(row, Columns.CLASS_RELEASE) == release && className(row).equals(name)) {
        found = row;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException("no class " + name);
    }
    return found;
  }

  private byte[] contentHash(int row) {
    ContentHash hash = new ContentHash();
    hash.text(className(row));
    hash.nullable(symbols.nullable(classColumn(row, Columns.CLASS_SUPER)));
    hash.number(classColumn(row, Columns.CLASS_VERSION));
    hash.number(classColumn(row, Columns.CLASS_ACCESS));
    hash.symbols(
        new ClassSymbols(symbols, bytes(Section.CLASS_SYMBOLS, row, Columns.CLASS_SYMBOLS)));
    hash.bytes(bytes(Section.DECLARATIONS, row, Columns.CLASS_DECLARATION));
    int from = classColumn(row, Columns.CLASS_FUNCTIONS);
    int to = classColumnAfter(row, Columns.CLASS_FUNCTIONS);
    for (int function = from; function < to; function++) {
      hash.number(functionColumn(function, Columns.FUNCTION_ACCESS));
      hash.text(symbols.string(functionColumn(function, Columns.FUNCTION_NAME)));
      hash.text(symbols.string(functionColumn(function, Columns.FUNCTION_DESCRIPTOR)));
      hash.bytes(code(Section.BODIES, Columns.FUNCTION_BODY, function));
      hash.bytes(code(Section.LOCATIONS, Columns.FUNCTION_LOCATIONS, function));
    }
    return hash.digest();
  }

  private Variant variant(int row) {
    return new Variant(classColumn(row, Columns.CLASS_RELEASE), definition(row));
  }

  /** A view: names are decoded as they are looked at, but for those of variants. */
  @Override
  public List<String> classNames() {
    List<String> known = classNames;
    if (known == null) {
      known = allClassNames();
      classNames = known;
    }
    return known;
  }

  private List<String> allClassNames() {
    List<String> base = new Names(classCount(), this::className);
    return decode(
        () -> "names of classes",
        () -> {
          NavigableSet<String> others = refusals().names();
          for (int row = 0; row < file.count(Section.VARIANTS); row++) {
            others.add(className(classCount() + row));
          }
          others.removeIf(name -> row(name) >= 0);
          return others.isEmpty() ? base : new MergedNames(base, List.copyOf(others));
        });
  }

  /** Classes that could not be lowered, by name and release. */
  public List<RefusedClass> refused() {
    return decode(() -> "refused classes", () -> refusals().all());
  }

  private Refusals refusals() {
    Refusals known = refusals;
    if (known == null) {
      known = Refusals.read(file.bytes(Section.REFUSED, 0, file.length(Section.REFUSED)));
      refusals = known;
    }
    return known;
  }

  /** The names of classes that start with {@code prefix}, sorted; decodes few others. */
  public List<String> classNames(String prefix) {
    return range(classNames(), prefix);
  }

  /** A view: names are decoded as they are looked at. */
  @Override
  public List<String> resourceNames() {
    return new Names(file.count(Section.RESOURCES), this::resourceName);
  }

  /** The names of resources that start with {@code prefix}, sorted; decodes few others. */
  public List<String> resourceNames(String prefix) {
    return range(resourceNames(), prefix);
  }

  private static List<String> range(List<String> names, String prefix) {
    int count = names.size();
    int from = lowest(count, i -> names.get(i).compareTo(prefix) >= 0);
    int to =
        lowest(count, i -> names.get(i).compareTo(prefix) >= 0 && !names.get(i).startsWith(prefix));
    return names.subList(from, Math.max(from, to));
  }

  /** The lowest index below {@code count} at which an ascending condition holds, else the count. */
  private static int lowest(int count, IntPredicate condition) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = low + high >>> 1;
      if (condition.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public Optional<byte[]> resource(String name) {
    return decode(
        () -> "resource " + name,
        () -> {
          int count = file.count(Section.RESOURCES);
          int row = lowest(count, i -> resourceName(i).compareTo(name) >= 0);
          return row < count && resourceName(row).equals(name)
              ? Optional.of(content(row))
              : Optional.empty();
        });
  }

  private String resourceName(int row) {
    return symbols.string(file.u32(Section.RESOURCES, 20L * row + Columns.RESOURCE_NAME));
  }

  private byte[] content(int row) {
    long at = 20L * row;
    int encoding = file.u32(Section.RESOURCES, at + Columns.RESOURCE_ENCODING);
    if (encoding != RAW) {
      throw new Malformed("encoding " + encoding);
    }
    long low = Integer.toUnsignedLong(file.u32(Section.RESOURCES, at + Columns.RESOURCE_OFFSET));
    long offset = (long) file.u32(Section.RESOURCES, at + Columns.RESOURCE_OFFSET + 4) << 32 | low;
    long length = Integer.toUnsignedLong(file.u32(Section.RESOURCES, at + Columns.RESOURCE_LENGTH));
    return file.bytes(Section.RESOURCE_DATA, offset, offset + length);
  }

  /** Services and their providers in order, as binary names, from {@code META-INF/services}. */
  public NavigableMap<String, List<String>> services() {
    return decode(
        () -> "service index",
        () ->
            ServiceIndex.read(
                new ByteInput(file.bytes(Section.SERVICES, 0, file.length(Section.SERVICES)))));
  }

  /** The whole crate in memory, its code still decoded on demand. */
  public Crate toCrate() {
    return decode(
        () -> "crate",
        () -> {
          List<ClassDef> all = new ArrayList<>();
          for (int row = 0; row < classCount(); row++) {
            all.add(definition(row));
          }
          List<Variant> variants = new ArrayList<>();
          for (int row = 0; row < file.count(Section.VARIANTS); row++) {
            variants.add(variant(classCount() + row));
          }
          NavigableMap<String, byte[]> resources = new TreeMap<>();
          for (int row = 0; row < file.count(Section.RESOURCES); row++) {
            resources.put(resourceName(row), content(row));
          }
          return new Crate(name(), all, variants, resources, isMultiRelease(), refused());
        });
  }

  /**
   * Reads everything: all checksums, the identity, every string, class, body and resource.
   *
   * @throws DamagedInput at the first damage
   */
  public void verify() {
    decode(
        () -> "verification",
        () -> {
          new CrateVerification(file, symbols, this).run();
          return null;
        });
  }

  Body body(int function, ClassSymbols classSymbols) {
    return decode(
        () -> "body of " + functionName(function),
        () -> {
          byte[] bytes = code(Section.BODIES, Columns.FUNCTION_BODY, function);
          report(BodyDecoder.refusal(bytes));
          bodiesDecoded.increment();
          return BodyDecoder.read(bytes, classSymbols);
        });
  }

  Locations locations(int function, ClassSymbols classSymbols) {
    return decode(
        () -> "locations of " + functionName(function),
        () -> {
          report(refusal(function));
          byte[] bytes = code(Section.LOCATIONS, Columns.FUNCTION_LOCATIONS, function);
          return LocationsDecoder.read(bytes, classSymbols);
        });
  }

  /** Why a function's code could not be lowered, null if it could. */
  String refusal(int function) {
    return decode(
        () -> "body of " + functionName(function),
        () -> BodyDecoder.refusal(code(Section.BODIES, Columns.FUNCTION_BODY, function)));
  }

  private void report(String refusal) {
    if (refusal != null) {
      throw new DamagedInput(origin + ": " + oneLine(refusal));
    }
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

  /** The name of a row of classes, or, counted on from there, of variants. */
  String className(int row) {
    return symbols.string(classColumn(row, Columns.CLASS_NAME));
  }

  int release(int row) {
    return classColumn(row, Columns.CLASS_RELEASE);
  }

  ClassDef definition(int row) {
    WeakReference<ClassDef> reference = classes.get(row);
    ClassDef known = reference == null ? null : reference.get();
    if (known == null) {
      known = decodeDefinition(row);
      if (classes.put(row, new WeakReference<>(known)) == null) {
        classesDecoded.increment();
      }
    }
    return known;
  }

  private ClassDef decodeDefinition(int row) {
    ClassSymbols classSymbols =
        new ClassSymbols(symbols, bytes(Section.CLASS_SYMBOLS, row, Columns.CLASS_SYMBOLS));
    int from = classColumn(row, Columns.CLASS_FUNCTIONS);
    int to = classColumnAfter(row, Columns.CLASS_FUNCTIONS);
    if (from < 0 || from > to || to > functionCount()) {
      throw new Malformed("functions " + from + " to " + to);
    }
    List<DeclarationDecoder.FunctionColumns> functions = new ArrayList<>();
    for (int function = from; function < to; function++) {
      functions.add(functionColumns(function, classSymbols));
    }
    DeclarationDecoder.ClassColumns columns =
        new DeclarationDecoder.ClassColumns(
            classColumn(row, Columns.CLASS_VERSION),
            classColumn(row, Columns.CLASS_ACCESS),
            className(row),
            symbols.nullable(classColumn(row, Columns.CLASS_SUPER)));
    byte[] declaration = bytes(Section.DECLARATIONS, row, Columns.CLASS_DECLARATION);
    return new DeclarationDecoder(classSymbols, declaration).declaration(columns, functions);
  }

  /** What a class has in a section. */
  byte[] bytes(Section section, int row, int column) {
    return file.bytes(
        section,
        Integer.toUnsignedLong(classColumn(row, column)),
        Integer.toUnsignedLong(classColumnAfter(row, column)));
  }

  private DeclarationDecoder.FunctionColumns functionColumns(
      int function, ClassSymbols classSymbols) {
    boolean hasCode =
        functionColumn(function, Columns.FUNCTION_BODY)
            != functionColumn(function + 1, Columns.FUNCTION_BODY);
    CodeHandle code = hasCode ? new MappedCode(this, classSymbols, function) : null;
    return new DeclarationDecoder.FunctionColumns(
        functionColumn(function, Columns.FUNCTION_ACCESS),
        symbols.string(functionColumn(function, Columns.FUNCTION_NAME)),
        symbols.string(functionColumn(function, Columns.FUNCTION_DESCRIPTOR)),
        code);
  }

  int classColumn(int row, int column) {
    int base = classCount();
    return row < base
        ? file.u32(Section.CLASSES, (long) row * Section.CLASSES.rowSize() + column)
        : file.u32(Section.VARIANTS, (long) (row - base) * Section.VARIANTS.rowSize() + column);
  }

  /** A column of the row after: of the sentinel, if this is the last of its table. */
  int classColumnAfter(int row, int column) {
    return row == classCount() - 1
        ? file.u32(Section.CLASSES, (long) (row + 1) * Section.CLASSES.rowSize() + column)
        : classColumn(row + 1, column);
  }

  int functionColumn(int function, int column) {
    return file.u32(Section.FUNCTIONS, (long) function * Section.FUNCTIONS.rowSize() + column);
  }

  private String functionName(int function) {
    int classRow =
        lowest(
                classCount() + file.count(Section.VARIANTS),
                row -> classColumn(row, Columns.CLASS_FUNCTIONS) > function)
            - 1;
    return "%s.%s%s"
        .formatted(
            className(classRow),
            symbols.string(functionColumn(function, Columns.FUNCTION_NAME)),
            symbols.string(functionColumn(function, Columns.FUNCTION_DESCRIPTOR)));
  }

  /**
   * Runs a decoder. Checksums make what it reads what a writer wrote, so anything that goes wrong
   * in it means that no writer of ours did: that is damage too, whatever the exception.
   */
  <T> T decode(Supplier<String> what, Supplier<T> decoder) {
    try {
      return decoder.get();
    } catch (DamagedInput e) {
      throw e;
    } catch (RuntimeException e) {
      String problem = describe(what) + ": " + e.getMessage();
      throw new DamagedInput(path() + ": damaged crate: " + oneLine(problem), e);
    }
  }

  /** What was read, by names that may be as damaged as what they name. */
  private static String describe(Supplier<String> what) {
    try {
      return what.get();
    } catch (RuntimeException e) {
      return "a name that cannot be read";
    }
  }

  /** Text that may hold anything, as a line of a message. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
  }

  /** Names of a table. */
  private final class Names extends AbstractList<String> implements RandomAccess {
    private final int count;
    private final IntFunction<String> name;

    Names(int count, IntFunction<String> name) {
      this.count = count;
      this.name = name;
    }

    @Override
    public String get(int index) {
      if (index < 0 || index >= count) {
        throw new IndexOutOfBoundsException(index + " of " + count);
      }
      return decode(() -> "name " + index, () -> name.apply(index));
    }

    @Override
    public int size() {
      return count;
    }
  }
}
