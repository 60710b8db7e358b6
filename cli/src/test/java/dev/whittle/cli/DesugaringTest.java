package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.dce.Pruning;
import dev.whittle.driver.Build;
import dev.whittle.ir.ClassDef;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was a dynamic call site does what it did, and is none. */
class DesugaringTest {
  /** Uses every kind of call site that goes, and says what came of it. */
  public static final class Program implements Supplier<String> {
    sealed interface Shape permits Circle, Square, Pair {}

    record Circle(double radius) implements Shape {}

    record Square(int side, long area, float ratio, boolean isUnit, char c, byte b, short s)
        implements Shape {}

    record Pair(Shape left, Shape right, String name) implements Shape {}

    record Nothing() {}

    interface Sized {
      private int size(Object o) {
        return switch (o) {
          case String s -> s.length();
          case int[] ints -> ints.length;
          default -> -1;
        };
      }

      default int of(Object o) {
        return size(o);
      }
    }

    private static String of(Object o) {
      return switch (o) {
        case null -> "null";
        case Circle c when c.radius() > 10 -> "large";
        case Circle c when c.radius() < 0 -> "negative";
        case Circle _ -> "circle";
        case Pair(Circle(double r), Square s, var name) when r == s.side() -> "pair of " + name;
        case Pair(Pair _, Shape _, _) -> "nested";
        case Pair _ -> "pair";
        case Square _ -> "square";
        case CharSequence text -> text.toString();
        case Object[] array -> "array " + array.length;
        default -> o.getClass().getName();
      };
    }

    private static String exhaustive(Shape shape) {
      return switch (shape) {
        case Circle _ -> "c";
        case Square _ -> "s";
        case Pair _ -> "p";
      };
    }

    @Override
    public String get() {
      Shape circle = new Circle(2);
      Shape square = new Square(2, 4, 0.5f, true, 'c', (byte) -3, (short) 300);
      Object[] all = {
        null,
        new Circle(11),
        new Circle(-1),
        new Circle(Double.NaN),
        new Circle(0.0),
        new Circle(-0.0),
        circle,
        square,
        new Square(2, 4L << 33, Float.NaN, false, 'd', (byte) 3, (short) -300),
        new Square(2, 4L << 33, 0.5f, false, 'd', (byte) 3, (short) -300),
        new Pair(circle, square, "both"),
        new Pair(circle, square, new String("both")),
        new Pair(new Circle(3), square, "unlike"),
        new Pair(new Pair(null, null, null), null, ""),
        new Pair(null, null, null),
        new StringBuilder("text"),
        new Integer[3],
        new int[2],
        new Nothing(),
        new Nothing(),
        7
      };
      StringBuilder said = new StringBuilder();
      for (Object o : all) {
        said.append(of(o)).append(' ').append(new Sized() {}.of(o == null ? "" : o)).append(' ');
        if (o instanceof Shape shape) {
          said.append(exhaustive(shape)).append(' ');
        }
        said.append(o instanceof Record ? o.hashCode() : 0).append(' ');
        for (Object other : all) {
          said.append(o != null && o.equals(other) ? 1 : 0);
        }
        said.append(o instanceof Record ? o.toString() : "").append('\n');
      }
      try {
        exhaustive(null);
      } catch (NullPointerException _) {
        said.append("no shape\n");
      }
      return said.toString();
    }
  }

  @Test
  void classesDoWhatTheyDid() throws Exception {
    Rewritten rewritten = new Rewritten(Program.class.getName());
    Object program =
        rewritten.loadClass(Program.class.getName()).getDeclaredConstructor().newInstance();

    assertEquals(new Program().get(), ((Supplier<?>) program).get().toString());
    assertTrue(rewritten.changed >= 5, () -> rewritten.changed + " of the program's classes");
  }

  /**
   * All of them pass the verifier, and what is left of dynamic call sites an AOT cache can hold.
   */
  @Test
  void ofWhittleNothingIsLeftToPutTogether() throws Exception {
    Rewritten rewritten = new Rewritten("dev.whittle.");
    List<String> left = new ArrayList<>();
    for (Class<?> module :
        List.of(
            Main.class,
            Build.class,
            Pruning.class,
            ClassEmitter.class,
            ClassLowering.class,
            ClassDef.class)) {
      for (String name : classes(module)) {
        // Lists members, for which the class is verified.
        rewritten.loadClass(name).getDeclaredMethods();
        byte[] classFile = rewritten.bytes(name);
        sites(classFile).stream()
            .filter(site -> !isArchived(site))
            .forEach(site -> left.add(name + ": " + site));
      }
    }

    assertEquals(List.of(), left);
    assertTrue(rewritten.changed > 100, () -> rewritten.changed + " classes");
  }

  @Test
  void aClassWithoutSuchSitesStays() throws IOException {
    byte[] classFile = resource(Training.class.getName());

    assertFalse(sites(classFile).isEmpty());
    assertSame(classFile, Desugaring.desugared(classFile));
  }

  /** What the JVM links when it makes an AOT cache, and {@code toString} of records: seldom run. */
  private static boolean isArchived(String site) {
    return site.startsWith("LambdaMetafactory.")
        || site.startsWith("StringConcatFactory.")
        || site.equals("ObjectMethods.bootstrap toString");
  }

  private static List<String> sites(byte[] classFile) {
    List<String> sites = new ArrayList<>();
    for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
      method
          .code()
          .ifPresent(
              code ->
                  code.forEach(
                      element -> {
                        if (element instanceof InvokeDynamicInstruction site) {
                          sites.add(
                              site.bootstrapMethod().owner().displayName()
                                  + "."
                                  + site.bootstrapMethod().methodName()
                                  + " "
                                  + site.name().stringValue());
                        }
                      }));
    }
    return sites;
  }

  /** Of the directory or the jar that the class is in. */
  private static List<String> classes(Class<?> module) throws IOException, URISyntaxException {
    Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classes(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return classes(jar.getPath("/"));
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        DesugaringTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Loads classes of a prefix rewritten, and all others as they are. */
  private static final class Rewritten extends ClassLoader {
    private final String prefix;
    private int changed;

    Rewritten(String prefix) {
      super(DesugaringTest.class.getClassLoader());
      this.prefix = prefix;
    }

    byte[] bytes(String name) throws IOException {
      return Desugaring.desugared(resource(name));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (!name.startsWith(prefix)) {
          return super.loadClass(name, resolve);
        }
        try {
          byte[] original = resource(name);
          byte[] classFile = Desugaring.desugared(original);
          changed += classFile == original ? 0 : 1;
          return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }
}
