package dev.whittle.bench.ways;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.Digest;
import dev.whittle.cache.EntryStore;
import dev.whittle.cache.Kind;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.FunctionStore;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.link.Deflated;
import dev.whittle.driver.Lower;
import dev.whittle.driver.generate.ImageSource;
import dev.whittle.driver.generate.KeyFields;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.BodyHash;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * One way to get the class files of a library, once, in one process and on one thread.
 *
 * <pre>
 * StoredWays prepare FOLDER JAR    lowers the jar and keeps what the ways find
 * StoredWays train FOLDER          goes all ways, for the JVM to record what it loads
 * StoredWays check FOLDER          whether the assembled classes are the generated ones
 * StoredWays FORM WAY FOLDER       prints how many class files and bytes there were, and a digest
 * </pre>
 *
 * <p>{@code FORM} is {@code classes}, or {@code entries}: compressed as they go into a jar. Class
 * images are kept compressed, so they have to be unpacked for the first and nothing else has to be
 * packed for it; for the second it is the other way round.
 */
public final class StoredWays {
  private static final Kind FUNCTIONS = new Kind(1, "functions");
  private static final Kind UNITS = new Kind(3, "units");
  private static final Kind ENTRIES = new Kind(4, "entries");

  /** Stands for what Whittle itself is. */
  private static final Digest WHITTLE = Digest.of(new byte[] {1});

  private static final Digest UNKNOWN = Digest.of(new byte[] {2});

  private final Path folder;
  private final Form form;
  private final MappedCrate crate;
  private final MessageDigest digest = Digest.fresh();
  private int delivered;
  private long bytes;

  private StoredWays(Path folder, Form form) throws IOException {
    this.folder = folder;
    this.form = form;
    this.crate = CrateReader.open(crateFile(folder));
  }

  /** What is delivered. */
  enum Form {
    CLASSES,
    ENTRIES
  }

  /** A way. Where the key is given, it stands in a file, in the order in which it is needed. */
  enum Way {
    FLOOR,
    REGENERATE,
    REPLAY_BY_BODY,
    REPLAY_KEY_GIVEN,
    RELOCATE_BY_BODY,
    RELOCATE_KEY_GIVEN,
    IMAGES,
    IMAGES_KEY_GIVEN
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "prepare" -> prepare(Path.of(arguments[1]), Path.of(arguments[2]));
      case "train" -> train(Path.of(arguments[1]));
      case "check" -> new StoredWays(Path.of(arguments[1]), Form.CLASSES).check();
      default ->
          System.out.println(
              pass(
                  Path.of(arguments[2]),
                  Form.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                  Way.valueOf(arguments[1])));
    }
  }

  /** Goes one way; how many class files and bytes there were, and a digest of them. */
  private static String pass(Path folder, Form form, Way way) throws IOException {
    StoredWays ways = new StoredWays(folder, form);
    ways.go(way);
    String digest = HexFormat.of().formatHex(ways.digest.digest(), 0, 8);
    return ways.delivered + " " + ways.bytes + " " + digest;
  }

  private static void train(Path folder) throws IOException {
    for (Form form : Form.values()) {
      for (Way way : Way.values()) {
        pass(folder, form, way);
      }
    }
  }

  private void go(Way way) throws IOException {
    switch (way) {
      case FLOOR -> floor();
      case REGENERATE -> emitted(FunctionStore.NONE);
      case REPLAY_BY_BODY ->
          emitted(new ByBody(cache("functions").entries(), new BodyHash.Hasher()));
      case REPLAY_KEY_GIVEN ->
          emitted(new KeyGiven(cache("functions").entries(), keys("functions")));
      case RELOCATE_BY_BODY -> relocatedByBody();
      case RELOCATE_KEY_GIVEN -> relocatedKeyGiven();
      case IMAGES -> images();
      case IMAGES_KEY_GIVEN -> imagesKeyGiven();
    }
  }

  private static Path crateFile(Path folder) {
    return folder.resolve("library.mirc");
  }

  private BuildCache cache(String name) {
    return cache(folder, name);
  }

  private static BuildCache cache(Path folder, String name) {
    return BuildCache.open(folder.resolve(name), BuildCache.Settings.USUAL);
  }

  private ByteBuffer keys(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".keys")));
  }

  private static Digest next(ByteBuffer keys) {
    return new Digest(keys.getLong(), keys.getLong(), keys.getLong(), keys.getLong());
  }

  private ClassDef definition(String name) {
    return crate.find(name).orElseThrow();
  }

  private void deliver(byte[] classFile) {
    switch (form) {
      case CLASSES -> take(classFile);
      case ENTRIES -> take(Deflated.of(classFile).data());
    }
  }

  private void deliver(Deflated entry) throws IOException {
    switch (form) {
      case CLASSES -> take(entry.content());
      case ENTRIES -> take(entry.data());
    }
  }

  private void take(byte[] content) {
    digest.update(content);
    delivered++;
    bytes += content.length;
  }

  /** Opens what there is to open and finds nothing. */
  private void floor() {
    for (String name : List.of("functions", "units", "images")) {
      if (cache(name).entries().find(FUNCTIONS, UNKNOWN).isPresent()) {
        throw new IllegalStateException("the cache has what nobody put there");
      }
    }
  }

  private void emitted(FunctionStore store) {
    for (String name : crate.classNames()) {
      deliver(ClassEmitter.emit(definition(name), store));
    }
  }

  private static Digest key(BodyHash.Hasher hasher, FunctionDef function) {
    return new KeyFields()
        .add("function", "1")
        .add("whittle", WHITTLE.raw())
        .add("body", hasher.hash(function.code().body()).toBytes())
        .digest();
  }

  /** Code of functions, by the hash of their bodies, as a build finds it. */
  private record ByBody(EntryStore entries, BodyHash.Hasher hasher) implements FunctionStore {
    @Override
    public Optional<byte[]> find(FunctionDef function) {
      return Optional.of(entries.find(FUNCTIONS, key(hasher, function)).orElseThrow());
    }

    @Override
    public void put(FunctionDef function, byte[] code) {
      throw new IllegalStateException("generated, but everything is kept");
    }
  }

  /** Code of functions, by keys that cost nothing. */
  private record KeyGiven(EntryStore entries, ByteBuffer keys) implements FunctionStore {
    @Override
    public Optional<byte[]> find(FunctionDef function) {
      return Optional.of(entries.find(FUNCTIONS, next(keys)).orElseThrow());
    }

    @Override
    public void put(FunctionDef function, byte[] code) {
      throw new IllegalStateException("generated, but everything is kept");
    }
  }

  /**
   * The key of a function's relocatable bytes. Declaration and lines are in these bytes, too; the
   * name of the function stands for both, which costs less than they would.
   */
  private static Digest key(BodyHash.Hasher hasher, ClassDef definition, FunctionDef function) {
    KeyFields fields =
        new KeyFields()
            .add("unit", "1")
            .add("whittle", WHITTLE.raw())
            .add("class", definition.name())
            .add("function", function.name() + function.descriptor());
    if (function.code() != null) {
      fields.add("body", hasher.hash(function.code().body()).toBytes());
    }
    return fields.digest();
  }

  private static byte[] unit(EntryStore entries, Digest key) {
    return entries.find(UNITS, key).orElseThrow();
  }

  /** The shell's key is given here, too. */
  private void relocatedByBody() throws IOException {
    EntryStore entries = cache("units").entries();
    ByteBuffer given = keys("units");
    BodyHash.Hasher hasher = new BodyHash.Hasher();
    for (String name : crate.classNames()) {
      ClassDef definition = definition(name);
      int units = given.getInt();
      List<byte[]> found = new ArrayList<>(units);
      found.add(unit(entries, next(given)));
      given.position(given.position() + (units - 1) * Digest.LENGTH);
      for (FunctionDef function : definition.functions()) {
        found.add(unit(entries, key(hasher, definition, function)));
      }
      deliver(ClassAssembly.assemble(found));
    }
  }

  private void relocatedKeyGiven() throws IOException {
    EntryStore entries = cache("units").entries();
    ByteBuffer given = keys("units");
    for (int classes = crate.classNames().size(); classes > 0; classes--) {
      deliver(ClassAssembly.assemble(units(entries, given)));
    }
  }

  private static List<byte[]> units(EntryStore entries, ByteBuffer given) {
    int units = given.getInt();
    List<byte[]> found = new ArrayList<>(units);
    for (int i = 0; i < units; i++) {
      found.add(unit(entries, next(given)));
    }
    return found;
  }

  private void images() throws IOException {
    ImageSource source = source(cache("images"));
    for (String name : crate.classNames()) {
      ImageSource.Made made = source.image(crate, 0, definition(name), (whole, _) -> whole);
      if (made.fromImage() != made.functions()) {
        throw new IllegalStateException("generated, but everything is kept");
      }
      deliver(made.image().file());
    }
  }

  private static ImageSource source(BuildCache cache) {
    return ImageSource.cached(cache.entries(), WHITTLE, "EAGER", CleanUps.NONE, Misses.uncounted())
        .wholeClasses();
  }

  private void imagesKeyGiven() throws IOException {
    EntryStore entries = cache("entries").entries();
    ByteBuffer given = keys("entries");
    for (int classes = crate.classNames().size(); classes > 0; classes--) {
      byte[] entry = entries.find(ENTRIES, next(given)).orElseThrow();
      ByteBuffer in = ByteBuffer.wrap(entry);
      int method = in.getInt();
      int crc = in.getInt();
      int size = in.getInt();
      byte[] data = new byte[in.remaining()];
      in.get(data);
      deliver(new Deflated(method, crc, size, data));
    }
  }

  /** Keeps what the ways find. */
  private static void prepare(Path folder, Path jar) throws IOException {
    Inputs inputs = new Inputs(List.of(Input.of(jar)), List.of());
    Path lowered = Lower.run(inputs, folder, 1).getFirst().crate();
    Files.move(lowered, crateFile(folder));
    new StoredWays(folder, Form.CLASSES).keep();
  }

  /** Keys in a file, as they are needed. */
  private static final class KeyFile implements AutoCloseable {
    private final DataOutputStream out;

    KeyFile(Path folder, String name) throws IOException {
      out = new DataOutputStream(Files.newOutputStream(folder.resolve(name + ".keys")));
    }

    Digest add(Digest key) {
      try {
        out.write(key.raw());
        return key;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void count(int count) throws IOException {
      out.writeInt(count);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Keeps the code of functions. */
  private record Keeping(EntryStore entries, KeyFile keys) implements FunctionStore {
    @Override
    public Optional<byte[]> find(FunctionDef function) {
      return Optional.empty();
    }

    @Override
    public void put(FunctionDef function, byte[] code) {
      entries.put(FUNCTIONS, keys.add(key(new BodyHash.Hasher(), function)), code);
    }
  }

  private void keep() throws IOException {
    long functions = 0;
    try (BuildCache codes = cache("functions");
        BuildCache units = cache("units");
        BuildCache images = cache("images");
        BuildCache entries = cache("entries");
        KeyFile codeKeys = new KeyFile(folder, "functions");
        KeyFile unitKeys = new KeyFile(folder, "units");
        KeyFile entryKeys = new KeyFile(folder, "entries")) {
      ImageSource whole = source(images);
      for (String name : crate.classNames()) {
        ClassDef definition = definition(name);
        byte[] file = ClassEmitter.emit(definition, new Keeping(codes.entries(), codeKeys));
        functions += definition.functions().stream().filter(f -> f.code() != null).count();
        keepUnits(definition, file, units.entries(), unitKeys);
        keepEntry(file, entries.entries(), entryKeys);
        whole.image(crate, 0, definition, (d, _) -> d);
      }
    }
    System.out.printf("%d classes, %d functions with code%n", crate.classNames().size(), functions);
  }

  private static void keepUnits(ClassDef definition, byte[] file, EntryStore to, KeyFile keys)
      throws IOException {
    List<byte[]> units = RelocatableClass.split(file);
    keys.count(units.size());
    to.put(UNITS, keys.add(Digest.of(units.getFirst())), units.getFirst());
    for (int i = 1; i < units.size(); i++) {
      Digest key = key(new BodyHash.Hasher(), definition, definition.functions().get(i - 1));
      to.put(UNITS, keys.add(key), units.get(i));
    }
  }

  private static void keepEntry(byte[] file, EntryStore to, KeyFile keys) {
    Deflated deflated = Deflated.of(file);
    ByteBuffer entry = ByteBuffer.allocate(12 + deflated.data().length);
    entry.putInt(deflated.method()).putInt(deflated.crc()).putInt(deflated.size());
    to.put(ENTRIES, keys.add(Digest.of(file)), entry.put(deflated.data()).array());
  }

  /**
   * Assembled and generated classes differ in the order of their constants. ASM, which numbers
   * constants as it meets them, must make the same bytes of both.
   */
  private void check() throws IOException {
    EntryStore entries = cache("units").entries();
    ByteBuffer given = keys("units");
    Function<byte[], byte[]> normal =
        file -> {
          ClassWriter writer = new ClassWriter(0);
          new ClassReader(file).accept(writer, 0);
          return writer.toByteArray();
        };
    for (String name : crate.classNames()) {
      byte[] generated = ClassEmitter.emit(definition(name));
      byte[] assembled = ClassAssembly.assemble(units(entries, given));
      if (!MessageDigest.isEqual(normal.apply(generated), normal.apply(assembled))) {
        throw new IllegalStateException(name + " is assembled to something else");
      }
      take(assembled);
    }
    System.out.printf("%d assembled classes are the generated ones%n", delivered);
  }
}
