package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.dce.metadata.JsonReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mechanism that the agent records, in one program. */
class TraceTest {
  private static final String PROGRAM =
      """
      import java.io.*;
      import java.lang.invoke.*;
      import java.lang.reflect.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;

      public class All {
        static final String P = "All$";

        public static class Named {}
        static class Loaded {}
        static class Extra {}
        static class Made { Made(int[] a, String s) {} }
        public static class Called { public void run(long l) {} void hidden() {} int field; }
        static class Listed { int f; void m() {} Listed(int i) {} }
        static class Handled {
          int read; volatile int updated;
          static Handled make(String s) { return new Handled(); }
          Handled() {}
        }
        enum Colour { RED }
        interface Talk { void say(); }
        record Sent(String text, Colour colour) implements Serializable {}
        static class Passed implements Serializable { Sent sent = new Sent("a", Colour.RED); }
        public static class Provider implements Runnable { public void run() {} }
        static class Own extends ClassLoader {}

        public static void main(String[] args) throws Throwable {
          Class.forName(P + "Named").getConstructor().newInstance();
          All.class.getClassLoader().loadClass(P + "Loaded");
          new Own().loadClass(P + "Loaded");
          Made.class.getDeclaredConstructor(int[].class, String.class).newInstance(null, null);
          Called.class.getMethod("run", long.class).invoke(new Called(), 1L);
          Called.class.getDeclaredField("field").setInt(new Called(), 2);
          Listed.class.getDeclaredFields();
          Listed.class.getDeclaredMethods();
          Listed.class.getDeclaredConstructors();
          MethodHandles.Lookup lookup = MethodHandles.lookup();
          lookup.findStatic(
              Handled.class, "make", MethodType.methodType(Handled.class, String.class));
          lookup.findConstructor(Handled.class, MethodType.methodType(void.class));
          lookup.findVarHandle(Handled.class, "read", int.class);
          AtomicIntegerFieldUpdater.newUpdater(Handled.class, "updated");
          Enum.valueOf(Colour.class, "RED");
          Proxy.newProxyInstance(
              All.class.getClassLoader(), new Class<?>[] {Talk.class}, (p, m, a) -> null);
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          new ObjectOutputStream(bytes).writeObject(new Passed());
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
          for (Runnable r : ServiceLoader.load(Runnable.class)) { r.run(); }
          ResourceBundle.getBundle("texts").getString("a");
          All.class.getResource("/data*.txt");
          All.class.getClassLoader().getResourceAsStream("texts.properties").close();
          All.class.getResource("no-such-file");
          try { Class.forName("no.such.Type"); } catch (ClassNotFoundException expected) { }
          if (args.length > 0) { Class.forName(args[0], false, All.class.getClassLoader()); }
        }
      }
      """;

  private static final List<String> EXPECTED =
      List.of(
          "All$Called: field, run(long)",
          "All$Colour: values(), serializable",
          "All$Handled: read, updated, <init>(), make(java.lang.String)",
          "All$Listed: allDeclaredConstructors, allDeclaredFields, allDeclaredMethods",
          "All$Loaded: ",
          "All$Made: <init>(int[],java.lang.String)",
          "All$Named: <init>()",
          "All$Passed: serializable",
          "All$Provider: <init>()",
          "All$Sent: serializable",
          "{proxy=[All$Talk]}: ",
          "{bundle=texts}",
          "{glob=META-INF/services/java.lang.Runnable}",
          "{glob=data\\*.txt}",
          "{glob=texts.properties}");

  @TempDir Path temp;
  private final StringWriter err = new StringWriter();

  @Test
  void recordsWhatIsFoundByNameAndAddsToIt() throws Exception {
    Path metadata = temp.resolve("metadata/reachability-metadata.json");
    compile();
    assertEquals(0, trace(), err.toString());
    assertEquals(EXPECTED, entries(metadata), Files.readString(metadata));
    assertTrue(err.toString().endsWith("15 entries, 15 new.\n"), err.toString());
    byte[] first = Files.readAllBytes(metadata);
    assertEquals(0, trace(), err.toString());
    assertArrayEquals(first, Files.readAllBytes(metadata), "the same program, the same file");

    Files.writeString(
        metadata,
        """
        {"reflection": [
           {"type": "All$Loaded", "allPublicMethods": true, "jniAccessible": true},
           {"type": "All$Named", "condition": {"typeReached": "All"}}],
         "foreign": {"downcalls": []}}
        """);
    assertEquals(0, trace("All$Extra"), err.toString());
    List<String> merged = new ArrayList<>(EXPECTED);
    merged.set(4, "All$Loaded: allPublicMethods, jniAccessible");
    merged.add(4, "All$Extra: ");
    merged.sort(null);
    List<String> entries = new ArrayList<>(entries(metadata));
    assertTrue(entries.remove("All$Named: condition"), "an entry with a condition stays as it is");
    entries.sort(null);
    assertEquals(merged, entries);
    assertTrue(Files.readString(metadata).contains("\"downcalls\""));
  }

  @Test
  void aFileThatIsNoMetadataIsNotOverwritten() throws IOException {
    Path metadata = Files.createDirectories(temp.resolve("metadata"));
    Path file = Files.writeString(metadata.resolve("reachability-metadata.json"), "{");
    assertEquals(1, trace());
    assertTrue(err.toString().contains("no reachability metadata: 1:2:"), err.toString());
    assertEquals("{", Files.readString(file));
  }

  /** A line for each entry: its type and what it has, or the resource. */
  private static List<String> entries(Path file) throws IOException {
    Map<?, ?> root = (Map<?, ?>) JsonReader.read(Files.readString(file));
    List<String> lines = new ArrayList<>();
    for (Object element : (List<?>) root.get("reflection")) {
      Map<?, ?> entry = (Map<?, ?>) element;
      List<String> words = new ArrayList<>();
      entry.forEach(
          (key, value) -> {
            switch (key.toString()) {
              case "type" -> {}
              case "methods" -> ((List<?>) value).forEach(m -> words.add(method((Map<?, ?>) m)));
              case "fields" ->
                  ((List<?>) value).forEach(f -> words.add(((Map<?, ?>) f).get("name").toString()));
              default -> words.add(key.toString());
            }
          });
      lines.add(entry.get("type") + ": " + String.join(", ", words));
    }
    ((List<?>) root.get("resources")).forEach(resource -> lines.add(resource.toString()));
    return lines;
  }

  private static String method(Map<?, ?> method) {
    List<?> types = (List<?>) method.get("parameterTypes");
    return method.get("name")
        + "("
        + String.join(",", types.stream().map(Object::toString).toList())
        + ")";
  }

  private int trace(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of("trace", "-o", temp.resolve("metadata").toString(), "--", java, "-cp"));
    command.addAll(List.of(temp.toString(), "All"));
    command.addAll(List.of(arguments));
    return CommandLines.run(
        TestTerminal.of(Writer.nullWriter(), err, Map.of()), command.toArray(String[]::new));
  }

  private void compile() throws Exception {
    Path source = Files.writeString(temp.resolve("All.java"), PROGRAM);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", temp.toString(), source.toString());
    assertEquals(0, exit);
    Files.writeString(temp.resolve("data*.txt"), "");
    Files.writeString(temp.resolve("texts.properties"), "a=b");
    Files.createDirectories(temp.resolve("META-INF/services"));
    Files.writeString(temp.resolve("META-INF/services/java.lang.Runnable"), "All$Provider\n");
  }
}
