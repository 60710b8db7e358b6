package dev.whittle.codegen;

import dev.whittle.codegen.AsmBackEnd.Frames;
import dev.whittle.ir.Annotation.Retention;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Body;
import java.io.IOException;
import java.util.Optional;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits one function: its declaration, and its code by way of {@link GeneratedCode}, which depends
 * on the body alone, so that it may have been made earlier or elsewhere; {@link AsmBackEnd} is one
 * way to turn it into bytes.
 */
final class FunctionEmitter {
  private static final String[] NO_EXCEPTIONS = {};

  private final String className;
  private final FunctionDef function;
  private final GeneratedCode code;

  private FunctionEmitter(String className, FunctionDef function, GeneratedCode code) {
    this.className = className;
    this.function = function;
    this.code = code;
  }

  /** Takes the function's code from the store, or generates it. */
  static FunctionEmitter of(String className, FunctionDef function, FunctionStore store) {
    if (function.code() == null) {
      return new FunctionEmitter(className, function, null);
    }
    Optional<byte[]> known = store.find(function);
    if (known.isPresent()) {
      try {
        return new FunctionEmitter(className, function, GeneratedCodeFormat.read(known.get()));
      } catch (IOException _) {
        // Whatever it is, it is none of ours.
      }
    }
    store.begin(function);
    GeneratedCode code = generate(className, function);
    store.end(function);
    if (store.keeps()) {
      store.put(function, GeneratedCodeFormat.write(code));
    }
    return new FunctionEmitter(className, function, code);
  }

  private static GeneratedCode generate(String className, FunctionDef function) {
    Body body = function.code().body();
    CodePlan plan = CodePlanner.plan(body);
    checkLimit("locals", plan.maxLocals(), className, function);
    checkLimit("operand stack", plan.maxStack(), className, function);
    return GeneratedCode.of(body, plan);
  }

  private static void checkLimit(String what, int size, String className, FunctionDef function) {
    if (size > 0xffff) {
      throw new CodegenLimit(what, className, function.name() + function.descriptor(), size);
    }
  }

  /** The code, null when the function has none. */
  GeneratedCode code() {
    return code;
  }

  void emit(Frames frames, ClassVisitor to) {
    MethodVisitor method =
        to.visitMethod(
            function.access(),
            function.name(),
            function.descriptor(),
            function.attributes().signature(),
            function.exceptions().toArray(NO_EXCEPTIONS));
    declaration(method);
    if (code != null) {
      AsmBackEnd.write(className, function, code, function.code().locations(), frames, method);
    }
    method.visitEnd();
  }

  private void declaration(MethodVisitor to) {
    FunctionDef.Details details = function.details();
    if (details.parameters() != null) {
      if (details.parameters().isEmpty()) {
        to.visitAttribute(new RawAttribute("MethodParameters", (byte) 0));
      }
      for (FunctionDef.Parameter parameter : details.parameters()) {
        to.visitParameter(parameter.name(), parameter.access());
      }
    }
    if (details.annotationDefault() != null) {
      AnnotationEmitter.emitDefault(details.annotationDefault(), to.visitAnnotationDefault());
    }
    AnnotationEmitter.emit(function.attributes(), to);
    String descriptor = function.descriptor();
    AnnotationEmitter.emitParameters(
        details.visibleParameterAnnotations(), Retention.RUNTIME, descriptor, to);
    AnnotationEmitter.emitParameters(
        details.invisibleParameterAnnotations(), Retention.CLASS, descriptor, to);
  }
}
