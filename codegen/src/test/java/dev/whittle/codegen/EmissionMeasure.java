package dev.whittle.codegen;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.code.Body;
import dev.whittle.lower.ClassLowering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Measures what comes back when jars are lowered and emitted without pruning: for each jar how many
 * methods are larger, equal or smaller than they came in, the ratio of all code, the worst
 * offenders, what the verifier finds in the output and did not find in the input, and which of the
 * methods of equal size are not the same code with the same tables.
 *
 * <p>Usage: {@code EmissionMeasure [--verify] [--same] [--transform="without hints"] a.jar b.jar};
 * transforms are those of {@link BodyTransforms}.
 */
public final class EmissionMeasure {
  private static final int WORST_SHOWN = 12;
  private static final int FAILURES_SHOWN = 12;
  private static final int DIFFERENCES_SHOWN = 8;

  private record Growth(String method, int before, int after) {
    int bytes() {
      return after - before;
    }
  }

  private final UnaryOperator<Body> transform;
  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final Map<String, byte[]> emitted = new LinkedHashMap<>();
  private final List<Growth> grown = new ArrayList<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final ClassFile verifier = ClassFile.of(ClassHierarchyResolverOption.of(resolver()));
  private long bytesBefore;
  private long bytesAfter;
  private int larger;
  private int equal;
  private int smaller;
  private int different;
  private String firstDifference = "";
  private long lowerNanos;
  private long emitNanos;

  private EmissionMeasure(UnaryOperator<Body> transform) {
    this.transform = transform;
  }

  public static void main(String[] arguments) throws IOException {
    List<String> jars = new ArrayList<>(List.of(arguments));
    boolean verify = jars.remove("--verify");
    boolean same = jars.remove("--same");
    boolean link = jars.remove("--link");
    UnaryOperator<Body> transform = UnaryOperator.identity();
    for (String jar : List.copyOf(jars)) {
      if (jar.startsWith("--transform=")) {
        transform = BodyTransforms.all().get(jar.substring("--transform=".length()));
        jars.remove(jar);
      }
    }
    System.out.println(
        "| jar | classes | methods | larger | equal | smaller | bytes in | bytes out | ratio |"
            + " lower ms | emit ms | failures | different |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (String jar : jars) {
      EmissionMeasure measure = new EmissionMeasure(transform);
      measure.read(Path.of(jar));
      measure.classes.forEach((name, bytes) -> measure.roundTrip(name, bytes, verify, same));
      if (link) {
        measure.link();
      }
      measure.print(Path.of(jar).getFileName().toString());
    }
  }

  private void read(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(name.substring(0, name.length() - ".class".length()), in.readAllBytes());
          }
        }
      }
    }
  }

  private void roundTrip(String name, byte[] before, boolean verify, boolean same) {
    try {
      long start = System.nanoTime();
      ClassDef definition = Program.transformed(ClassLowering.lower(before), transform);
      long lowered = System.nanoTime();
      byte[] after = ClassEmitter.emit(definition);
      lowerNanos += lowered - start;
      emitNanos += System.nanoTime() - lowered;
      emitted.put(name, after);
      compare(name, before, after);
      if (same) {
        compareText(name, before, after);
      }
      if (verify) {
        List<VerifyError> errors = verifier.verify(after);
        if (!errors.isEmpty() && verifier.verify(before).isEmpty()) {
          failures.put(name, errors.getFirst().getMessage().lines().findFirst().orElse(""));
        }
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      failures.put(name, e + " " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : ""));
    }
  }

  private void link() {
    Map<String, String> before = new Program(classes).linkageErrors();
    Map<String, String> after = new Program(emitted).linkageErrors();
    after.forEach(
        (name, error) -> {
          if (!error.equals(before.get(name))) {
            failures.putIfAbsent(name, error);
          }
        });
    System.err.println("  linked " + (emitted.size() - after.size()) + " classes");
  }

  private void compare(String name, byte[] before, byte[] after) {
    Map<String, Integer> sizes = sizes(before);
    sizes(after)
        .forEach(
            (method, size) -> {
              int original = sizes.getOrDefault(method, 0);
              bytesBefore += original;
              bytesAfter += size;
              if (size > original) {
                larger++;
                grown.add(new Growth(name + "." + method, original, size));
              } else if (size == original) {
                equal++;
              } else {
                smaller++;
              }
            });
  }

  private void compareText(String name, byte[] before, byte[] after) {
    Map<String, Integer> sizesBefore = sizes(before);
    Map<String, Integer> sizesAfter = sizes(after);
    Map<String, String> textsBefore = CodeText.of(before);
    CodeText.of(after)
        .forEach(
            (method, text) -> {
              String original = textsBefore.get(method);
              if (sizesBefore.get(method).equals(sizesAfter.get(method))
                  && !text.equals(original)) {
                different++;
                if (different <= DIFFERENCES_SHOWN) {
                  firstDifference += "  " + name + "." + method + difference(original, text);
                }
              }
            });
  }

  private static String difference(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      String left = i < a.size() ? a.get(i) : "";
      String right = i < b.size() ? b.get(i) : "";
      if (!left.equals(right)) {
        return "\n    - " + left + "\n    + " + right + "\n";
      }
    }
    return "";
  }

  private static Map<String, Integer> sizes(byte[] classFile) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    ClassModel model = ClassFile.of().parse(classFile);
    model
        .methods()
        .forEach(
            method ->
                method
                    .code()
                    .ifPresent(
                        code ->
                            sizes.put(
                                method.methodName() + method.methodType().stringValue(),
                                ((CodeAttribute) code).codeLength())));
    return sizes;
  }

  private ClassHierarchyResolver resolver() {
    return ClassHierarchyResolver.ofResourceParsing(this::open)
        .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader()))
        .cached();
  }

  private InputStream open(ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] bytes = classes.get(descriptor.substring(1, descriptor.length() - 1));
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private void print(String jar) {
    System.out.printf(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %.5f | %d | %d | %d | %d |%n",
        jar,
        classes.size(),
        larger + equal + smaller,
        larger,
        equal,
        smaller,
        bytesBefore,
        bytesAfter,
        (double) bytesAfter / Math.max(1, bytesBefore),
        lowerNanos / 1_000_000,
        emitNanos / 1_000_000,
        failures.size(),
        different);
    System.err.print(firstDifference);
    grown.sort(Comparator.comparingInt(Growth::bytes).reversed());
    grown.stream()
        .limit(WORST_SHOWN)
        .forEach(g -> System.err.printf("  %d -> %d %s%n", g.before, g.after, g.method));
    failures.entrySet().stream()
        .limit(FAILURES_SHOWN)
        .forEach(e -> System.err.println("  FAILED " + e.getKey() + ": " + e.getValue()));
  }
}
