package dev.whittle.ir.crate;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.NameHashes;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Locations;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
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
  /** Names may be long: what is longer is cut in messages. */
  private static final int LONGEST_LINE = 500;

  private final CrateFile file;
  private final Symbols symbols;
  private final ClassIndex index;
  private final ClassTable table;
  private final ResourceTable resources;
  private final boolean refusesNone;
  private final int variantCount;
  private final Map<Integer, WeakReference<ClassDef>> classes = new ConcurrentHashMap<>();
  private final LongAdder classesDecoded = new LongAdder();
  private final LongAdder bodiesDecoded = new LongAdder();
  private final String origin;
  private volatile Refusals refusals;
  private volatile List<String> classNames;

  /** Null for a complete crate. */
  private final Completion completion;

  /** What was read of a crate, for the build report. */
  public record Counters(
      long bytesRead, long chunksVerified, long classesDecoded, long bodiesDecoded) {}

  /**
   * @param supply for what the file lacks if it is a part of a crate; null when there is none
   */
  MappedCrate(CrateFile file, String origin, Supply supply) {
    this.file = file;
    this.origin = origin;
    this.symbols = new Symbols(file);
    this.index = new ClassIndex(file);
    this.table = new ClassTable(file, symbols);
    this.resources = new ResourceTable(file, symbols);
    this.refusesNone = !file.has(Section.REFUSED);
    this.variantCount = file.count(Section.VARIANTS);
    this.completion = file.has(Section.PENDING) ? new Completion(this, supply) : null;
  }

  public Path path() {
    return file.path();
  }

  /**
   * BLAKE3 of the primary sections, as hexadecimal text: what the crate means, whatever it is
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

  /** How many classes there are outside of {@code META-INF/versions}, refused ones left out. */
  public int classCount() {
    return file.count(Section.CLASSES);
  }

  /** How many functions there are, those of variants included. */
  public int functionCount() {
    return file.count(Section.FUNCTIONS) + file.count(Section.PENDING);
  }

  /** Whether the file lacks classes or resources, which have to be had from elsewhere. */
  public boolean isPart() {
    return completion != null;
  }

  /** All that there is now, if that is more than the file has. */
  public Optional<EncodedCrate> grown() {
    return completion != null && completion.hasGrown()
        ? Optional.of(decode(() -> "crate", completion::encode))
        : Optional.empty();
  }

  /** Rows of classes and variants. */
  int rows() {
    return classCount() + variantCount;
  }

  /** Whether the file has no more of a class than its name. */
  boolean lacks(int row) {
    return completion != null && table.isPending(row);
  }

  ClassTable table() {
    return table;
  }

  /**
   * The releases of which there is a class of that name, 0 for that outside of {@code
   * META-INF/versions}, ascending; those left out that could not be lowered.
   */
  public List<Integer> releases(String internalName) {
    return decode(
        () -> "class " + internalName,
        () -> {
          List<Integer> releases = new ArrayList<>();
          if (row(internalName) >= 0) {
            releases.add(0);
          }
          for (int row = firstVariant(internalName); isVariant(row, internalName); row++) {
            releases.add(release(row));
          }
          return releases;
        });
  }

  /**
   * Whether nobody has asked for that class since the crate was made: neither its file has it, nor
   * was it had from elsewhere.
   */
  public boolean isUnasked(String internalName, int release) {
    return decode(
        () -> "class " + internalName,
        () -> {
          int row = requireRow(internalName, release);
          return lacks(row) && !completion.has(row);
        });
  }

  /** The same for a resource. */
  public boolean isUnaskedResource(String name) {
    return decode(() -> "resource " + name, () -> lacksResource(name) && !completion.has(name));
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
          List<Variant> variants = new ArrayList<>();
          for (int row = firstVariant(internalName); isVariant(row, internalName); row++) {
            variants.add(variant(row));
          }
          return List.copyOf(variants);
        });
  }

  private int firstVariant(String name) {
    int first = classCount();
    return first + lowest(variantCount, i -> className(first + i).compareTo(name) >= 0);
  }

  private boolean isVariant(int row, String name) {
    return row < rows() && className(row).equals(name);
  }

  /**
   * BLAKE3 of all that this crate says of a class: equal for equal classes, whatever else is in
   * their crates. No body is decoded for it.
   *
   * @param release 0 for the class outside of {@code META-INF/versions}
   * @throws IllegalArgumentException when there is no such class
   */
  public byte[] contentHash(String internalName, int release) {
    return decode(
        () -> "class " + internalName,
        () -> {
          int row = requireRow(internalName, release);
          return lacks(row) ? completion.contentHash(row) : table.contentHash(row);
        });
  }

  int requireRow(String name, int release) {
    int found = release == 0 ? row(name) : -1;
    int first = classCount();
    for (int row = first; release > 0 && found < 0 && row < first + variantCount; row++) {
      if (table.release(row) == release && className(row).equals(name)) {
        found = row;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException("no class " + name);
    }
    return found;
  }

  private Variant variant(int row) {
    return new Variant(table.release(row), definition(row));
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

  /** Most have no others than those of the table; how many there are needs no look at them. */
  private List<String> allClassNames() {
    List<String> base = names(classCount(), this::className);
    return refusesNone && variantCount == 0
        ? base
        : new LateNames(file.prologue().names().classNames(), () -> withOthers(base));
  }

  private List<String> withOthers(List<String> base) {
    return decode(
        () -> "names of classes",
        () -> {
          NavigableSet<String> others = refusals().names();
          for (int row = 0; row < file.count(Section.VARIANTS); row++) {
            others.add(className(classCount() + row));
          }
          others.removeIf(name -> row(name) >= 0);
          if (base.size() + others.size() != file.prologue().names().classNames()) {
            throw new Malformed("another number of names of classes than the header says");
          }
          return others.isEmpty() ? base : new MergedNames(base, List.copyOf(others));
        });
  }

  /** Classes that could not be lowered, by name and release. */
  public List<RefusedClass> refused() {
    return decode(
        () -> "refused classes",
        () -> {
          List<RefusedClass> late = completion == null ? List.of() : completion.refused();
          if (late.isEmpty()) {
            return refusals().all();
          }
          List<RefusedClass> all = new ArrayList<>(refusals().all());
          all.addAll(late);
          return Refusals.of(all).all();
        });
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

  @Override
  public Optional<NameHashes> names() {
    return Optional.of(file.prologue().names().hashes());
  }

  /** A view: names are decoded as they are looked at. */
  @Override
  public List<String> resourceNames() {
    return names(resources.count(), resources::name);
  }

  private List<String> names(int count, IntFunction<String> name) {
    return new TableNames(count, i -> decode(() -> "name " + i, () -> name.apply(i)));
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
  static int lowest(int count, IntPredicate condition) {
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
          int row = resources.row(name);
          if (row < 0) {
            return Optional.empty();
          }
          return Optional.of(
              lacksResource(row) ? completion.resource(name) : resources.content(row));
        });
  }

  private boolean lacksResource(int row) {
    return completion != null && resources.isPending(row);
  }

  /** Whether the file has no more of a resource than its name. */
  boolean lacksResource(String name) {
    int row = resources.row(name);
    return row >= 0 && lacksResource(row);
  }

  /** Services and their providers in order, as binary names, from {@code META-INF/services}. */
  public NavigableMap<String, List<String>> services() {
    return decode(
        () -> "service index",
        () ->
            isPart()
                ? ServiceIndex.of(toCrate().resources())
                : ServiceIndex.read(
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
          NavigableMap<String, byte[]> contents = new TreeMap<>();
          for (String resource : resourceNames()) {
            contents.put(resource, resource(resource).orElseThrow());
          }
          return new Crate(name(), all, variants, contents, isMultiRelease(), refused());
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
          byte[] bytes = table.body(function);
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
          byte[] bytes = table.locations(function);
          return LocationsDecoder.read(bytes, classSymbols);
        });
  }

  /** Why a function's code could not be lowered, null if it could. */
  String refusal(int function) {
    return decode(
        () -> "body of " + functionName(function), () -> BodyDecoder.refusal(table.body(function)));
  }

  private void report(String refusal) {
    if (refusal != null) {
      throw refusal(refusal);
    }
  }

  /** The error that is asking for code that could not be lowered. */
  DamagedInput refusal(String reason) {
    return new DamagedInput(origin + ": " + oneLine(reason));
  }

  /** The error that is asking for a class that could not be lowered. */
  DamagedInput damaged(RefusedClass refused) {
    return DamagedInput.ofClass(origin + ": " + refused.path(), refused.reason(), null);
  }

  void countBody() {
    bodiesDecoded.increment();
  }

  /** The name of a row of classes, or, counted on from there, of variants. */
  String className(int row) {
    return table.name(row);
  }

  int release(int row) {
    return table.release(row);
  }

  ClassDef definition(int row) {
    WeakReference<ClassDef> reference = classes.get(row);
    ClassDef known = reference == null ? null : reference.get();
    if (known == null) {
      known = lacks(row) ? completion.definition(row) : decodeDefinition(row);
      if (classes.put(row, new WeakReference<>(known)) == null) {
        classesDecoded.increment();
      }
    }
    return known;
  }

  private ClassDef decodeDefinition(int row) {
    ClassSymbols classSymbols = table.symbols(row);
    int to = table.endOfFunctions(row);
    List<DeclarationDecoder.FunctionColumns> functions = new ArrayList<>();
    for (int function = table.firstFunction(row); function < to; function++) {
      functions.add(functionColumns(function, classSymbols));
    }
    DeclarationDecoder.ClassColumns columns =
        new DeclarationDecoder.ClassColumns(
            table.column(row, Columns.CLASS_VERSION),
            table.column(row, Columns.CLASS_ACCESS),
            className(row),
            table.superName(row));
    return new DeclarationDecoder(classSymbols, table.declaration(row))
        .declaration(columns, functions);
  }

  private DeclarationDecoder.FunctionColumns functionColumns(
      int function, ClassSymbols classSymbols) {
    CodeHandle code = table.hasBody(function) ? new MappedCode(this, classSymbols, function) : null;
    return new DeclarationDecoder.FunctionColumns(
        table.functionColumn(function, Columns.FUNCTION_ACCESS),
        table.functionName(function),
        table.functionDescriptor(function),
        code);
  }

  private String functionName(int function) {
    int classRow =
        lowest(
                classCount() + file.count(Section.VARIANTS),
                row -> table.firstFunction(row) > function)
            - 1;
    return "%s.%s%s"
        .formatted(
            className(classRow), table.functionName(function), table.functionDescriptor(function));
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
    } catch (Completion.Failure e) {
      throw e.thrown();
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
}
