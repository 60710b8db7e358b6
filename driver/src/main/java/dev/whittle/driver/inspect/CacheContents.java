package dev.whittle.driver.inspect;

import dev.whittle.cache.Digest;
import dev.whittle.cache.Inventory;
import dev.whittle.cache.Kind;
import dev.whittle.cache.Ledger;
import dev.whittle.driver.crates.CrateStore;
import dev.whittle.driver.generate.ClassImage;
import dev.whittle.driver.generate.GenerationKeys;
import dev.whittle.driver.ledger.KeyInputs;
import dev.whittle.driver.ledger.PastBuild;
import dev.whittle.driver.ledger.ProgramHistory;
import dev.whittle.driver.patch.Patched;
import dev.whittle.driver.reuse.OutputStore;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.CrateFormat;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.MappedCrate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in a cache: the programs that were built with it, and the crates that they came from. */
public final class CacheContents {
  private static final List<Kind> KINDS =
      List.of(
          GenerationKeys.FUNCTIONS, GenerationKeys.CLASSES, CrateStore.CRATES, OutputStore.OUTPUTS);

  private final Path directory;
  private final Inventory inventory;
  private final List<Program> programs;
  private final long damagedPrograms;

  private CacheContents(Path directory, List<Program> programs, long damagedPrograms) {
    this.directory = directory;
    this.inventory = new Inventory(directory);
    this.programs = List.copyOf(programs);
    this.damagedPrograms = damagedPrograms;
  }

  /** The name of the kind with that number, as other versions may have it. */
  public static String kind(int number) {
    return KINDS.stream()
        .filter(kind -> kind.number() == number)
        .map(Kind::name)
        .findFirst()
        .orElse("kind " + number);
  }

  /**
   * A program.
   *
   * @param used when it was last built, or found to be built
   */
  public record Program(ProgramHistory history, Instant used) {
    /** The last build; there is always one. */
    public PastBuild last() {
      return history.builds().getFirst();
    }

    /** The name of the jar or directory. */
    public String name() {
      return Path.of(history.output()).getFileName().toString();
    }
  }

  /**
   * Looks into the cache in {@code directory}, which need not exist.
   *
   * @throws IOException when it cannot be read
   */
  public static CacheContents open(Path directory) throws IOException {
    List<Program> programs = new ArrayList<>();
    long damaged = 0;
    for (Ledger.Item item : new Ledger(directory).items()) {
      Optional<ProgramHistory> history = item.content().flatMap(ProgramHistory::parse);
      if (history.isPresent() && !history.get().builds().isEmpty()) {
        programs.add(new Program(history.get(), item.used()));
      } else {
        damaged++;
      }
    }
    return new CacheContents(directory, programs, damaged);
  }

  /** The programs, the last built first. */
  public List<Program> programs() {
    return programs;
  }

  /** How many programs nothing can be said of because their files are damaged. */
  public long damagedPrograms() {
    return damagedPrograms;
  }

  Inventory inventory() {
    return inventory;
  }

  /** The crates, in no order. */
  public List<StoredCrate> crates() throws IOException {
    Map<Digest, Digest> keys = new HashMap<>();
    for (Inventory.File result : inventory.files(Inventory.Shelf.RESULTS)) {
      inventory.result(result.name()).ifPresent(content -> keys.put(content, result.name()));
    }
    List<StoredCrate> crates = new ArrayList<>();
    for (Inventory.File file : inventory.files(Inventory.Shelf.CONTENTS)) {
      crate(file, keys.get(file.name())).ifPresent(crates::add);
    }
    return crates;
  }

  /** The crate in a file; empty when it holds something else, or is damaged. */
  Optional<StoredCrate> crate(Inventory.File file, Digest key) {
    return open(file)
        .map(
            crate -> {
              List<Program> users = usersOfCrate(key);
              Instant built =
                  users.stream().map(Program::used).max(Instant::compareTo).orElse(file.used());
              return new StoredCrate(
                  crate.name(),
                  key,
                  file.name(),
                  file.path(),
                  file.bytes(),
                  built.isAfter(file.used()) ? built : file.used(),
                  crate.classCount(),
                  crate.functionCount(),
                  users.stream().map(program -> program.history().output()).toList());
            });
  }

  private List<Program> usersOfCrate(Digest key) {
    return programs.stream()
        .filter(program -> program.last().inputs().stream().anyMatch(i -> isOf(i, key)))
        .toList();
  }

  private static boolean isOf(PastBuild.Input input, Digest key) {
    return key != null && key.equals(input.key());
  }

  private static Optional<MappedCrate> open(Inventory.File file) {
    try {
      return isCrate(file.path())
          ? Optional.of(CrateReader.part(file.path(), file.path().toString(), null))
          : Optional.empty();
    } catch (IOException | DamagedInput _) {
      return Optional.empty();
    }
  }

  private static boolean isCrate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Long.BYTES);
      return head.length == Long.BYTES
          && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() == CrateFormat.MAGIC;
    }
  }

  /** The crate that an input of a build was, if the cache still has it. */
  Optional<MappedCrate> crate(PastBuild.Input input) {
    return input.key() == null
        ? Optional.empty()
        : inventory.result(input.key()).flatMap(inventory::content).flatMap(CacheContents::open);
  }

  /**
   * The classes that were made anew in the output of {@code program} since its last build, by path
   * of their files.
   */
  Set<String> patched(Program program) {
    try {
      Path output = Path.of(program.history().output());
      if (Files.isRegularFile(output)) {
        Optional<Patched> patched = Patched.find(directory, output);
        Digest built = program.last().jars().getFirst().sha256();
        if (patched.isPresent()
            && patched.get().origin().equals(built)
            && !Digest.sha256OfFile(output).equals(built)) {
          return patched.get().classes();
        }
      }
    } catch (IOException _) {
      // Then nothing is known of it.
    }
    return Set.of();
  }

  /** What the key of an image was made of, if the image is still there. */
  Optional<KeyInputs> keyInputs(Digest image) {
    try {
      return inventory.read(GenerationKeys.CLASSES, image).flatMap(ClassImage::inputs);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
