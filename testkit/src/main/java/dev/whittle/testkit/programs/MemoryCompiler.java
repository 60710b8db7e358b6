package dev.whittle.testkit.programs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The JDK's Java compiler, from a text to bytes. One that is used again does not read the
 * platform's tables anew, and keeps the class path that options named last.
 */
public final class MemoryCompiler {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /**
   * Compiles one source.
   *
   * @param name of its class, with slashes
   * @param options of javac, but {@code --release}, which needs a directory to write to
   * @return class files by the internal names of their classes
   * @throws IllegalArgumentException with what the compiler says, when it does not compile
   */
  public Map<String, byte[]> compile(String name, String source, List<String> options) {
    Map<String, byte[]> classes = new TreeMap<>();
    StringWriter messages = new StringWriter();
    boolean done =
        compiler
            .getTask(
                messages,
                new Output(files, classes),
                null,
                options,
                null,
                List.of(new Source(name, source)))
            .call();
    if (!done) {
      throw new IllegalArgumentException(name + " does not compile: " + messages);
    }
    return classes;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    Output(JavaFileManager files, Map<String, byte[]> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className.replace('.', '/'), toByteArray());
            }
          };
        }
      };
    }
  }
}
