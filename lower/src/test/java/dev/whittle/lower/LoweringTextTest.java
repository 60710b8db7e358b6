package dev.whittle.lower;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.text.MirPrinter;
import dev.whittle.ir.verify.BodyVerifier;
import dev.whittle.testkit.text.TextCommand;
import dev.whittle.testkit.text.TextTest;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What code is lowered to, as text. The commands: {@code java NAME} compiles the input and shows
 * the methods of that name; {@code bytecode NAME} shows a method that {@link HandMadeCode} writes,
 * because no Java compiler of today does.
 */
class LoweringTextTest {
  private static final Map<String, TextCommand> COMMANDS =
      Map.of("java", LoweringTextTest::java, "bytecode", LoweringTextTest::bytecode);

  @TestFactory
  Stream<DynamicTest> texts() throws IOException {
    return TextTest.in(Path.of("src/test/mir")).stream()
        .map(test -> dynamicTest(test.name(), () -> test.check(COMMANDS)));
  }

  private static String java(TextTest test) throws IOException {
    return print(compile(test.input()), test.arguments().getFirst());
  }

  private static String bytecode(TextTest test) {
    return print(HandMadeCode.of(test.arguments().getFirst()), "test");
  }

  private static String print(byte[] classFile, String function) {
    ClassDef lowered = ClassLowering.lower(classFile);
    return lowered.functions().stream()
        .filter(f -> f.name().equals(function))
        .map(f -> checked(lowered, f))
        .map(MirPrinter::print)
        .collect(Collectors.joining("\n"));
  }

  private static FunctionDef checked(ClassDef owner, FunctionDef function) {
    var violations = BodyVerifier.verify(owner, function);
    if (!violations.isEmpty()) {
      throw new AssertionError(function.name() + ": " + violations);
    }
    return function;
  }

  private static byte[] compile(String source) throws IOException {
    Path out = Files.createTempDirectory("lowering-text");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///T.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-g", "--release", "21", "-d", out.toString()),
                null,
                List.of(file))
            .call();
    if (!compiled) {
      throw new AssertionError(messages.toString());
    }
    return Files.readAllBytes(out.resolve("T.class"));
  }
}
