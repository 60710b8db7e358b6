package dev.whittle.testkit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.testkit.programs.MemoryCompiler;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small program as compiled, and a copy of it that a test takes things out of. */
final class Damaged {
  private final Path folder;
  private final Map<String, byte[]> original;
  private final Map<String, byte[]> output;

  private Damaged(Path folder, Map<String, byte[]> original) {
    this.folder = folder;
    this.original = original;
    this.output = new TreeMap<>(original);
  }

  /** Compiles one source of package {@code p}; its clean copy has no violation. */
  static Damaged copyOf(Path folder, String source) throws IOException {
    List<String> options = List.of("-proc:none", "-parameters");
    var program =
        new Damaged(
            folder, new MemoryCompiler().compile("p/Program", "package p;\n" + source, options));
    assertEquals(List.of(), program.violations());
    return program;
  }

  /** Takes classes out of the output. */
  Damaged without(String... names) {
    output.keySet().removeAll(Set.of(names));
    return this;
  }

  /** Takes classes out of the input too: an optional dependency that was never there. */
  Damaged neverHad(String name) {
    original.remove(name);
    return without(name);
  }

  /** Takes the methods of this name out of a class of the output. */
  Damaged withoutMethod(String className, String method) {
    return with(
        className,
        ClassTransform.dropping(
            e -> e instanceof MethodModel m && m.methodName().equalsString(method)));
  }

  /** Takes a field out of a class of the output. */
  Damaged withoutField(String className, String field) {
    return with(
        className,
        ClassTransform.dropping(
            e -> e instanceof FieldModel f && f.fieldName().equalsString(field)));
  }

  /** Takes attributes and other elements out of a class of the output. */
  Damaged withoutElements(String className, Predicate<Object> dropped) {
    return with(className, ClassTransform.dropping(dropped::test));
  }

  /** Replaces the body of a method by one that throws an error with its name. */
  Damaged withStub(String className, String method) {
    ClassDesc error = ClassDesc.of("java.lang.AbstractMethodError");
    return with(
        className,
        (builder, element) -> {
          if (element instanceof MethodModel m && m.methodName().equalsString(method)) {
            builder.withMethodBody(
                m.methodName(),
                m.methodType(),
                m.flags().flagsMask() & ~ClassFile.ACC_NATIVE,
                code ->
                    code.new_(error)
                        .dup()
                        .loadConstant(method)
                        .invokespecial(
                            error, "<init>", MethodTypeDesc.ofDescriptor("(Ljava/lang/String;)V"))
                        .athrow());
          } else {
            builder.with(element);
          }
        });
  }

  /** Changes a class of the output. */
  Damaged with(String className, ClassTransform transform) {
    ClassModel model = ClassFile.of().parse(output.get(className));
    output.put(className, ClassFile.of().transformClass(model, transform));
    return this;
  }

  /** Puts a class file in the output. */
  Damaged with(String className, byte[] classFile) {
    output.put(className, classFile);
    return this;
  }

  /** The same change for the input, so that it is no damage. */
  Damaged original(String className, ClassTransform transform) {
    ClassModel model = ClassFile.of().parse(original.get(className));
    original.put(className, ClassFile.of().transformClass(model, transform));
    return this;
  }

  /** What the checker says of the output, as printed. */
  List<String> violations() throws IOException {
    return check(AllowList.EMPTY).violations().stream().map(Violation::toString).toList();
  }

  /** The kinds of violations that the checker finds in the output. */
  Set<String> kinds() throws IOException {
    return check(AllowList.EMPTY).violations().stream()
        .map(Violation::what)
        .collect(Collectors.toSet());
  }

  Checker.Report check(AllowList allowed) throws IOException {
    write(inputFolder(), original);
    write(outputFolder(), output);
    return Checker.check(
        List.of(inputFolder()), outputFolder(), Path.of(System.getProperty("java.home")), allowed);
  }

  Path inputFolder() {
    return folder.resolve("in");
  }

  Path outputFolder() {
    return folder.resolve("out");
  }

  private static void write(Path folder, Map<String, byte[]> classes) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    for (var e : classes.entrySet()) {
      Path file = folder.resolve(e.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, e.getValue());
    }
  }
}
