package dev.whittle.codegen;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.lower.ClassLowering;
import dev.whittle.testkit.programs.MemoryCompiler;
import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Classes in memory that can be compiled, sent through MIR and back, verified and run. */
record Program(Map<String, byte[]> classes) {
  static Program of(String name, byte[] bytes) {
    return new Program(Map.of(name, bytes));
  }

  /** Compiles one source file with all debug information. */
  static Program compile(String className, String source) {
    List<String> options = List.of("-g", "-parameters", "-proc:none", "-nowarn");
    return new Program(new MemoryCompiler().compile(className, source, options));
  }

  /** Every class lowered, its bodies changed by {@code transform}, and emitted. */
  Program roundTrip(UnaryOperator<Body> transform) {
    Map<String, byte[]> result = new LinkedHashMap<>();
    classes.forEach(
        (name, bytes) ->
            result.put(
                name, ClassEmitter.emit(transformed(ClassLowering.lower(bytes), transform))));
    return new Program(result);
  }

  /** What MIR's verifier says of the bodies as they are lowered. */
  List<String> malformed() {
    List<String> violations = new ArrayList<>();
    classes.forEach(
        (name, bytes) -> {
          ClassDef definition = ClassLowering.lower(bytes);
          definition.functions().stream()
              .flatMap(function -> BodyVerifier.verify(definition, function).stream())
              .forEach(violation -> violations.add(name + ": " + violation));
        });
    return violations;
  }

  static ClassDef transformed(ClassDef definition, UnaryOperator<Body> transform) {
    List<FunctionDef> functions =
        definition.functions().stream().map(f -> transformed(f, transform)).toList();
    return definition.withMembers(definition.fields(), functions);
  }

  private static FunctionDef transformed(FunctionDef function, UnaryOperator<Body> transform) {
    if (function.code() == null) {
      return function;
    }
    Body body = transform.apply(function.code().body());
    return function.withCode(new CodeHandle.Code(body, function.code().locations()));
  }

  /** What the JDK's verifier says, by class; {@code path} knows further classes. */
  List<String> violations(ClassLoader path) {
    ClassFile verifier =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(
                        type -> {
                          String name = type.descriptorString();
                          byte[] bytes = classes.get(name.substring(1, name.length() - 1));
                          return bytes == null ? null : new ByteArrayInputStream(bytes);
                        })
                    .orElse(ClassHierarchyResolver.ofResourceParsing(path))
                    .cached()));
    List<String> violations = new ArrayList<>();
    classes.forEach(
        (name, bytes) -> {
          // Old classes are verified by inference, which only the JVM can: see run.
          if (verifier.parse(bytes).majorVersion() > ClassFile.JAVA_6_VERSION) {
            verifier.verify(bytes).forEach(e -> violations.add(name + ": " + e.getMessage()));
          }
        });
    return violations;
  }

  /** Loads the classes, verified as the JVM does, and calls {@code static String run()}. */
  String run(String className) {
    try {
      Class<?> main = Class.forName(className, true, loader());
      return (String) main.getMethod("run").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className, e);
    }
  }

  /**
   * What the JVM says when it links each class, which verifies old classes too: errors by class.
   * Asking for methods links a class and does not initialize it.
   */
  Map<String, String> linkageErrors() {
    Map<String, String> errors = new TreeMap<>();
    ClassLoader loader = loader();
    for (String name : classes.keySet()) {
      try {
        Class.forName(name.replace('/', '.'), false, loader).getDeclaredMethods();
      } catch (ClassNotFoundException | LinkageError | SecurityException e) {
        errors.put(name, e.toString().lines().findFirst().orElse(""));
      }
    }
    return errors;
  }

  /** A loader that asks the platform only for what is not in the program. */
  ClassLoader loader() {
    return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name.replace('.', '/'));
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }
}
