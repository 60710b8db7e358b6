package dev.whittle.codegen.fuzz;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.Crate;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.MappedCrate;
import dev.whittle.ir.crate.Section;
import dev.whittle.ir.text.MirParser;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.text.MirSyntaxError;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import dev.whittle.lower.JarSource;
import dev.whittle.testkit.crate.CrateSurgery;
import dev.whittle.testkit.gen.Dice;
import dev.whittle.testkit.gen.RandomClassDefs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class file, jar, crate or text with damage, read as a build reads it: what comes is a value, or
 * one error of the kind that is documented. What was read is also verified, and emitted when the
 * verifier has no complaint.
 */
final class ReaderCase {
  private static final long SLOW = 5_000_000_000L;
  private static final List<Class<?>> OWN =
      List.of(ReaderCase.class, Trace.class, Trace.Base.class, CrateSurgery.class, Trial.class);

  /** What is damaged, and how it is read. */
  enum Input {
    CLASS,
    JAR,
    CRATE,
    SEALED_CRATE,
    TEXT
  }

  private final Input input;
  private final byte[] bytes;

  private ReaderCase(Input input, byte[] bytes) {
    this.input = input;
    this.bytes = bytes;
  }

  /** The damaged input of this seed. */
  static ReaderCase of(long seed) {
    Dice dice = new Dice(seed);
    Input input = dice.of(Input.values());
    byte[] whole =
        switch (input) {
          case CLASS -> classFile(dice);
          case JAR -> jar(dice);
          case CRATE, SEALED_CRATE -> crate(dice);
          case TEXT -> MirPrinter.print(definition(dice)).getBytes(StandardCharsets.UTF_8);
        };
    return new ReaderCase(
        input, input == Input.SEALED_CRATE ? sealed(whole, dice) : new Damage(dice).to(whole));
  }

  private static byte[] sealed(byte[] crate, Dice dice) {
    CrateSurgery surgery = CrateSurgery.of(crate);
    for (int edits = 1 + dice.below(3); edits > 0; edits--) {
      Section chosen = dice.of(Section.values());
      byte[] section = surgery.has(chosen) ? surgery.bytes(chosen) : new byte[0];
      if (section.length > 0) {
        byte[] damaged = new Damage(dice).inPlace(section);
        System.arraycopy(damaged, 0, section, 0, section.length);
      }
    }
    return surgery.toBytes(CrateSurgery.Identity.COMPUTED);
  }

  private static ClassDef definition(Dice dice) {
    return dice.oneIn(2)
        ? RandomClass.of(dice.below(10_000), 2)
        : RandomClassDefs.of(dice.below(10_000));
  }

  private static byte[] classFile(Dice dice) {
    if (dice.oneIn(2)) {
      return ClassEmitter.emit(RandomClass.of(dice.below(10_000), 1 + dice.below(3)));
    }
    Class<?> own = dice.of(OWN);
    try (InputStream in =
        own.getResourceAsStream("/" + own.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] jar(Dice dice) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (dice.oneIn(3)) {
        zip.setMethod(ZipOutputStream.DEFLATED);
        zip.setLevel(dice.below(10));
      }
      put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMulti-Release: true\r\n");
      put(zip, "META-INF/services/a.B", "c.D # comment\n");
      for (int i = 1 + dice.below(3); i > 0; i--) {
        ClassDef definition = RandomClass.of(dice.below(10_000) * 10L + i, 1);
        zip.putNextEntry(
            new ZipEntry(
                (dice.oneIn(3) ? "META-INF/versions/11/" : "") + definition.name() + ".class"));
        zip.write(ClassEmitter.emit(definition));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] crate(Dice dice) {
    TreeMap<String, byte[]> resources = new TreeMap<>();
    resources.put("META-INF/services/a.B", "c.D".getBytes(StandardCharsets.UTF_8));
    return CrateWriter.write(
        new Crate(
            "crate",
            List.of(definition(dice)),
            List.of(new ClassSource.Variant(11, RandomClassDefs.named("p/V", dice.below(9999)))),
            resources,
            true));
  }

  /**
   * Reads it.
   *
   * @return whether it could be read at all
   * @throws Finding when something else came than a value or an error that is documented
   */
  boolean isRead() {
    long start = System.nanoTime();
    boolean read;
    try {
      read();
      read = true;
    } catch (DamagedInput | MirSyntaxError e) {
      if (e.getMessage() == null || e.getMessage().indexOf('\n') >= 0) {
        throw new Finding(input + " message", String.valueOf(e.getMessage()), e);
      }
      read = false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new Finding(input + " error", e.toString(), e);
    }
    if (System.nanoTime() - start > SLOW) {
      throw new Finding(input + " slow", bytes.length + " bytes", null);
    }
    return read;
  }

  private void read() {
    switch (input) {
      case CLASS -> use(ClassLowering.lowerOnDemand(bytes));
      case JAR -> readJar();
      case CRATE, SEALED_CRATE -> readCrate(CrateReader.of(bytes, "crate"));
      case TEXT ->
          MirParser.parseClasses(new String(bytes, StandardCharsets.UTF_8)).forEach(this::use);
    }
  }

  private void readJar() {
    try {
      Path file = Files.createTempFile("whittle-fuzz", ".jar");
      try {
        Files.write(file, bytes);
        try (JarSource jar = JarSource.open(file)) {
          readAll(jar);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readCrate(MappedCrate crate) {
    readAll(crate);
    attempt(crate::services);
    attempt(crate::verify);
  }

  /** Goes on after damage, as a build does. */
  private void readAll(ClassSource source) {
    source.name();
    attempt(() -> source.resourceNames().forEach(n -> attempt(() -> source.resource(n))));
    attempt(
        () ->
            source
                .classNames()
                .forEach(
                    name -> {
                      attempt(() -> source.find(name).ifPresent(this::use));
                      attempt(() -> source.variants(name).forEach(v -> use(v.definition())));
                    }));
  }

  private static void attempt(Runnable read) {
    try {
      read.run();
    } catch (DamagedInput e) {
      if (e.getMessage().indexOf('\n') >= 0) {
        throw new IllegalStateException("more than a line", e);
      }
    }
  }

  /** Decodes, verifies, and emits what is valid. */
  private void use(ClassDef definition) {
    boolean isValid = true;
    for (FunctionDef function : definition.functions()) {
      if (function.code() != null && function.code().refusal().isEmpty()) {
        function.code().body();
        function.code().locations();
      }
      isValid &=
          (function.code() == null || function.code().refusal().isEmpty())
              && BodyVerifier.verify(definition, function).isEmpty();
    }
    if (isValid && input == Input.CLASS) {
      try {
        ClassEmitter.emit(definition);
      } catch (CodegenLimit e) {
        // Its message is what the user gets.
      }
    }
  }

  /** What it is, and its bytes in hexadecimal. */
  String text() {
    return input + "\n" + HexFormat.of().formatHex(bytes) + "\n";
  }
}
