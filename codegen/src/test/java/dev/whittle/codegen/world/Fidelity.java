package dev.whittle.codegen.world;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.clean.CleanUps;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Sends classes of one library through MIR and back, and finds what did not come back. */
final class Fidelity {
  private static final int FIRST_WITH_FRAMES = 50;

  private final Library library;
  private final CleanUps cleanUps;
  private final Tally tally;
  private final Map<String, String> pathOfClass = new HashMap<>();
  private final ClassFile verifier = ClassFile.of(ClassHierarchyResolverOption.of(resolver()));
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final Map<String, byte[]> emitted = new TreeMap<>();

  Fidelity(Library library, CleanUps cleanUps, Tally tally) {
    this.library = library;
    this.cleanUps = cleanUps;
    this.tally = tally;
    library.classes().keySet().stream()
        .filter(library::isLoadable)
        .forEach(path -> pathOfClass.put(library.className(path), path));
  }

  /** Class files that came back, by path. */
  Map<String, byte[]> emitted() {
    return emitted;
  }

  /** Sends one class there and back, and compares. */
  void roundTrip(String path) {
    byte[] before = library.classes().get(path);
    try {
      byte[] after = timed(path, before);
      if (after != null) {
        emitted.put(path, after);
        verify(path, before, after);
        compare(path, before, after);
      }
    } catch (RuntimeException | StackOverflowError e) {
      tally.failed(path, "exception", e + " at " + ownFrame(e));
    }
  }

  private static String ownFrame(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .map(StackTraceElement::toString)
        .filter(frame -> frame.contains("whittle"))
        .findFirst()
        .orElse("?");
  }

  private byte[] timed(String path, byte[] before) {
    ClassWriter plain = new ClassWriter(0);
    long start = clock.getCurrentThreadCpuTime();
    new ClassReader(before).accept(plain, 0);
    plain.toByteArray();
    long read = clock.getCurrentThreadCpuTime();
    ClassDef definition = ClassLowering.lower(before);
    long lowered = clock.getCurrentThreadCpuTime();
    if (isRefused(path, definition)) {
      return null;
    }
    long checked = clock.getCurrentThreadCpuTime();
    ClassDef cleaned = CodeCleaner.of(cleanUps).clean(definition);
    byte[] after = ClassEmitter.emit(cleaned);
    long emittedAt = clock.getCurrentThreadCpuTime();
    if (cleaned != definition) {
      isRefused(path, cleaned);
    }
    tally.cost(read - start, lowered - read, emittedAt - checked);
    return after;
  }

  private boolean isRefused(String path, ClassDef definition) {
    boolean refused = false;
    for (FunctionDef function : definition.functions()) {
      String where = path + "." + function.name() + function.descriptor();
      if (function.code() != null && function.code().refusal().isPresent()) {
        refused = true;
        tally.failed(where, "refused", function.code().refusal().get());
      }
      BodyVerifier.verify(definition, function).stream()
          .limit(1)
          .forEach(v -> tally.failed(where, "MIR verifier", v.toString()));
    }
    return refused;
  }

  /** Errors that the input has too are its own: mostly classes that are not there. */
  private void verify(String path, byte[] before, byte[] after) {
    ClassBytes version = new ClassBytes(after);
    if (version.majorVersion() < FIRST_WITH_FRAMES) {
      return;
    }
    List<VerifyError> errors = verifier.verify(after);
    if (!errors.isEmpty()) {
      if (verifier.verify(before).isEmpty()) {
        tally.failed(path, "verifier", errors.getFirst().getMessage());
      } else {
        tally.rejectedBefore();
      }
    }
  }

  private void compare(String path, byte[] before, byte[] after) {
    ClassBytes input = new ClassBytes(before);
    ClassBytes output = new ClassBytes(after);
    tally.classFile(before.length, after.length);
    input.beyondJvms().forEach(tally::dropped);
    output.beyondJvms().forEach(tally::kept);
    String declarations = CodeComparison.difference(input.declarations(), output.declarations());
    if (declarations != null) {
      tally.failed(path, "declaration", declarations);
    }
    boolean isLarger =
        cleanUps != CleanUps.NONE
            && input.codes().entrySet().stream()
                .anyMatch(e -> isLarger(output.codes().get(e.getKey()), e.getValue()));
    Map<String, Code> plain =
        isLarger
            ? new ClassBytes(ClassEmitter.emit(ClassLowering.lower(before))).codes()
            : output.codes();
    input
        .codes()
        .forEach(
            (method, code) -> {
              Code result = output.codes().get(method);
              if (result != null) {
                compare(path + "." + method, code, plain.get(method), result);
              }
            });
  }

  private static boolean isLarger(Code after, Code before) {
    return after != null && after.length > before.length;
  }

  private void compare(String where, Code before, Code plain, Code after) {
    String exact = CodeComparison.exact(before, after);
    Tally.Growth growth =
        cleanUps == CleanUps.NONE
            ? Growths.of(before, after, exact == null)
            : Growths.ofCleaned(before, plain, after);
    tally.method(where, before.length, after.length, growth, exact == null);
    if (exact == null) {
      HotSpotLimits.lostBySize(before, after)
          .forEach(why -> tally.failed(where, "compilation", why));
      return;
    }
    if (cleanUps != CleanUps.RELEASE && !before.hasSubroutines()) {
      String observable = CodeComparison.observable(before, after);
      if (observable != null) {
        tally.failed(where, "code", observable);
      }
    }
    String values =
        cleanUps == CleanUps.RELEASE
            ? Bisimulation.differenceOfTraces(before, after)
            : Bisimulation.difference(before, after);
    if (values != null) {
      tally.failed(where, "values", values);
    }
    HotSpotLimits.lost(before, after).forEach(why -> tally.failed(where, "compilation", why));
  }

  private ClassHierarchyResolver resolver() {
    return ClassHierarchyResolver.ofResourceParsing(this::open)
        .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader()))
        .cached();
  }

  private InputStream open(ClassDesc type) {
    String descriptor = type.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1);
    String path = pathOfClass.get(name);
    byte[] bytes = path == null ? library.needed().get(name) : library.classes().get(path);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
