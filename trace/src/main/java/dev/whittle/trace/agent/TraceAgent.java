package dev.whittle.trace.agent;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Starts recording. Its argument is a directory with {@code rewrite.jar} and {@code asm.jar}; each
 * JVM that is traced writes a file of its own there. The recorder comes by {@code
 * -Xbootclasspath/a}: an agent that appends it makes the JVM print a warning on the program's
 * stdout.
 */
public final class TraceAgent {
  private static final String RECORDER = "dev.whittle.trace.record.Recorder";
  private static final String REWRITER = "dev.whittle.trace.rewrite.Instrumenting";

  private TraceAgent() {}

  /** Called by the JVM before the program's main method. */
  public static void premain(String directory, Instrumentation instrumentation) throws Exception {
    String file = "records-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    Class.forName(RECORDER, true, null)
        .getMethod("open", String.class)
        .invoke(null, new File(directory, file).getPath());
    URL[] urls = {url(directory, "rewrite.jar"), url(directory, "asm.jar")};
    ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    ClassFileTransformer transformer =
        (ClassFileTransformer) loader.loadClass(REWRITER).getConstructor().newInstance();
    instrumentation.addTransformer(transformer, true);
    // These are loaded already. Whoever reflects, the platform included, goes through them.
    instrumentation.retransformClasses(
        Method.class, Constructor.class, Class.forName("java.io.ObjectStreamClass"));
  }

  private static URL url(String directory, String name) throws Exception {
    return new File(directory, name).toURI().toURL();
  }
}
