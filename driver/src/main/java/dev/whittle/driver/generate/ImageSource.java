package dev.whittle.driver.generate;

import dev.whittle.cache.Digest;
import dev.whittle.cache.EntryStore;
import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.codegen.FunctionStore;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.dce.Survival;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.InternalFailure;
import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.ledger.KeyInputs;
import dev.whittle.driver.ledger.Misses;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.MappedCrate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Images of classes: from the cache, or generated, and then kept there. May be asked from several
 * threads.
 */
public final class ImageSource {
  private final CodeCleaner cleaner;

  /** Null when nothing is looked for and nothing kept. */
  private final EntryStore entries;

  private final GenerationKeys keys;
  private final Kept kept;
  private final Misses misses;
  private final int checkedPercent;
  private final Timings timings;

  /** What is kept of classes. */
  private enum Kept {
    IMAGES,
    IMAGES_AND_FUNCTIONS
  }

  private ImageSource(
      CodeCleaner cleaner,
      EntryStore entries,
      GenerationKeys keys,
      Kept kept,
      Misses misses,
      int checkedPercent,
      Timings timings) {
    this.cleaner = cleaner;
    this.entries = entries;
    this.keys = keys;
    this.kept = kept;
    this.misses = misses;
    this.checkedPercent = checkedPercent;
    this.timings = timings;
  }

  /** The same, that takes the time of generating each function. */
  public ImageSource timed(Timings of) {
    return new ImageSource(cleaner, entries, keys, kept, misses, checkedPercent, of);
  }

  /** Generates everything. */
  public static ImageSource fresh(CleanUps cleanUps) {
    return new ImageSource(
        CodeCleaner.of(cleanUps), null, null, Kept.IMAGES, null, 0, Timings.NONE);
  }

  /**
   * Takes what there is from a cache, and puts there what is generated.
   *
   * @param whittle see {@link Whittle#identity}
   * @param manner how {@link Cut} cuts classes, by name
   * @param misses is told what is not there
   */
  public static ImageSource cached(
      EntryStore entries, Digest whittle, String manner, CleanUps cleanUps, Misses misses) {
    return new ImageSource(
        CodeCleaner.of(cleanUps),
        entries,
        new GenerationKeys(whittle, manner, cleanUps),
        Kept.IMAGES_AND_FUNCTIONS,
        misses,
        0,
        Timings.NONE);
  }

  /**
   * The same, that generates so many in a hundred of the images that it has, and of those that are
   * made of kept functions, once more. One that differs is an {@link InternalFailure}.
   */
  public ImageSource checking(int percent) {
    return new ImageSource(cleaner, entries, keys, kept, misses, percent, timings);
  }

  /**
   * The same, that neither looks for the code of single functions nor keeps it: a class whose image
   * is not there is generated whole. Keeping a function costs a build about as much as generating
   * it, and is worth it only where somebody edits functions.
   */
  public ImageSource wholeClasses() {
    return new ImageSource(cleaner, entries, keys, Kept.IMAGES, misses, checkedPercent, timings);
  }

  /**
   * What builds of one program have in common, for sharing what they keep; empty where nothing is
   * kept.
   *
   * @param roots the names of its root crates
   */
  public Optional<Digest> program(List<String> roots, List<String> mainClasses) {
    return Optional.ofNullable(keys).map(all -> all.program(roots, mainClasses));
  }

  /** Cuts a class down, asking about the program only what the operator hands on. */
  @FunctionalInterface
  public interface Cut {
    /** What of {@code definition} survives; {@code asked} must be put around the program. */
    ClassDef cut(ClassDef definition, UnaryOperator<Survival> asked);
  }

  /**
   * An image, and where it came from.
   *
   * @param functions with code
   * @param fromImage of these, how many came with the whole image
   * @param fromFunctions how many were kept for themselves
   * @param row for the ledger; null when nothing was looked for
   * @param answers what was answered about the program, a byte for each question in the order of
   *     cutting; null when nothing was looked for
   */
  public record Made(
      ClassImage image,
      long functions,
      long fromImage,
      long fromFunctions,
      ClassRow row,
      byte[] answers) {}

  /**
   * The image of what of a class survives.
   *
   * @param release 0 for the class outside of {@code META-INF/versions}
   * @throws Diagnostic when it does not fit a class file
   */
  public Made image(MappedCrate crate, int release, ClassDef definition, Cut cut) {
    if (entries == null) {
      ClassDef survivor = cut.cut(definition, program -> program);
      byte[] file = emit(survivor, FunctionStore.NONE);
      return new Made(ClassImage.of(file), withCode(survivor), 0, 0, null, null);
    }
    Answers answers = new Answers();
    ClassDef survivor = cut.cut(definition, answers::recorded);
    byte[] content = crate.contentHash(definition.name(), release);
    Digest key = keys.image(content, answers.toBytes());
    ClassRow row = ClassRow.found(definition.name(), release, key, content);
    long functions = withCode(survivor);
    Optional<ClassImage> known =
        entries.find(GenerationKeys.CLASSES, key).flatMap(ClassImage::parse);
    if (known.isPresent()) {
      check(key, known.get(), survivor);
      return new Made(known.get(), functions, functions, 0, row, answers.given());
    }
    Misses.OfClass missed =
        misses.image(
            GenerationKeys.CLASSES,
            row,
            answers.toBytes(),
            entries.isDamaged(GenerationKeys.CLASSES, key),
            this::inputs);
    if (kept == Kept.IMAGES) {
      ClassImage image = ClassImage.of(emit(survivor, FunctionStore.NONE));
      byte[] inputs = KeyInputs.toBytes(content, answers.toBytes(), List.of());
      entries.put(GenerationKeys.CLASSES, key, image.toBytes(inputs));
      return new Made(image, functions, 0, 0, row.because(missed), answers.given());
    }
    CachedFunctions store = new CachedFunctions(entries, keys, missed);
    ClassImage image = ClassImage.of(emit(survivor, store));
    check(key, image, survivor);
    byte[] inputs = KeyInputs.toBytes(content, answers.toBytes(), store.inputs());
    entries.put(GenerationKeys.CLASSES, key, image.toBytes(inputs));
    return new Made(
        image, functions, 0, functions - store.generated(), row.because(missed), answers.given());
  }

  private Optional<KeyInputs> inputs(Digest image) {
    return entries.peek(GenerationKeys.CLASSES, image).flatMap(ClassImage::inputs);
  }

  /** Which ones are checked follows from their keys: evenly spread, and the same every time. */
  private void check(Digest key, ClassImage image, ClassDef survivor) {
    if (Long.remainderUnsigned(key.fourth(), 100) >= checkedPercent) {
      return;
    }
    ClassImage fresh = ClassImage.of(emit(survivor, FunctionStore.NONE));
    if (!Arrays.equals(fresh.toBytes(), image.toBytes())) {
      throw new InternalFailure(
          "check", survivor.name(), new IllegalStateException("the cache has another class file"));
    }
  }

  private static long withCode(ClassDef definition) {
    long count = 0;
    for (FunctionDef function : definition.functions()) {
      count += function.code() == null ? 0 : 1;
    }
    return count;
  }

  private byte[] emit(ClassDef definition, FunctionStore store) {
    try {
      FunctionStore timed =
          timings.areTaken() ? new TimedFunctions(store, definition.name(), timings) : store;
      return ClassEmitter.emit(cleaner.clean(definition), timed);
    } catch (CodegenLimit limit) {
      throw new Diagnostic(limit.getMessage(), limit);
    } catch (DamagedInput damaged) {
      throw damaged;
    } catch (RuntimeException | StackOverflowError failure) {
      throw new InternalFailure("generate", culprit(definition), failure);
    }
  }

  /** The function that fails by itself, for the report of a defect; the class when none does. */
  private String culprit(ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      try {
        ClassEmitter.emit(cleaner.clean(definition.withMembers(List.of(), List.of(function))));
      } catch (RuntimeException | StackOverflowError _) {
        return definition.name() + "." + function.name() + function.descriptor();
      }
    }
    return definition.name();
  }
}
