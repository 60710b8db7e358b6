package dev.whittle.codegen.clean;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.clean.CodeCleaner.Pass;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.ir.verify.Violation;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What clean-ups give, in bytes of code: {@code CleanUpGains JAR...}, or {@code --count JAR} for
 * the bytes of code alone. Prints a table per jar: code as it came and as it goes at each level,
 * then what each pass gives, as the difference that leaving it out makes.
 */
public final class CleanUpGains {
  private final List<ClassDef> classes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long before;

  private CleanUpGains(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            before += codeLengths(bytes, new TreeMap<>());
            classes.add(ClassLowering.lower(bytes));
          }
        }
      }
    }
  }

  /** Exit code 1 when a body that was cleaned up does not verify. */
  public static void main(String[] arguments) throws IOException {
    int failed = 0;
    if (arguments[0].equals("--count")) {
      System.out.println("code " + new CleanUpGains(Path.of(arguments[1])).before);
      return;
    }
    for (String jar : arguments) {
      failed += new CleanUpGains(Path.of(jar)).print(Path.of(jar).getFileName().toString());
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private int print(String name) {
    System.out.printf("%n%s: code %d%n", name, before);
    TreeMap<String, Integer> plain = new TreeMap<>();
    row("NONE", total(CodeCleaner.of(CleanUps.NONE), plain));
    for (CleanUps level : List.of(CleanUps.INVISIBLE, CleanUps.RELEASE)) {
      TreeMap<String, Integer> lengths = new TreeMap<>();
      long all = total(CodeCleaner.of(level), lengths);
      row(level.name(), all);
      lengths.forEach((m, length) -> larger(m, plain.get(m), length));
      for (Pass pass : Pass.values()) {
        Set<Pass> others = EnumSet.complementOf(EnumSet.of(pass));
        long without = total(new CodeCleaner(level, others), new TreeMap<>());
        System.out.printf("    %-16s %8d%n", pass, without - all);
      }
    }
    failures.stream().distinct().limit(20).forEach(System.out::println);
    return failures.size();
  }

  private void larger(String method, int before, int after) {
    if (after > before) {
      System.out.printf("    larger: %s %d > %d%n", method, after, before);
    }
  }

  private void row(String name, long total) {
    System.out.printf(
        Locale.ROOT, "  %-10s %9d  %+.2f %%%n", name, total, 100.0 * (total - before) / before);
  }

  private long total(CodeCleaner cleaner, TreeMap<String, Integer> lengths) {
    long total = 0;
    for (ClassDef definition : classes) {
      try {
        ClassDef cleaned = cleaner.clean(definition);
        for (FunctionDef function : cleaned.functions()) {
          for (Violation violation : BodyVerifier.verify(cleaned, function)) {
            failures.add(
                cleaned.name() + "." + function.name() + function.descriptor() + ": " + violation);
          }
        }
        total += codeLengths(ClassEmitter.emit(cleaned), lengths);
      } catch (RuntimeException failure) {
        failures.add(definition.name() + ": " + failure + " at " + failure.getStackTrace()[0]);
      }
    }
    return total;
  }

  private static long codeLengths(byte[] bytes, TreeMap<String, Integer> lengths) {
    long total = 0;
    var model = ClassFile.of().parse(bytes);
    for (MethodModel method : model.methods()) {
      int length = method.findAttribute(Attributes.code()).map(c -> c.codeLength()).orElse(0);
      String name = method.methodName().stringValue() + method.methodType().stringValue();
      lengths.put(model.thisClass().asInternalName() + "." + name, length);
      total += length;
    }
    return total;
  }
}
