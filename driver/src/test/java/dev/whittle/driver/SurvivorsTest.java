package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.whittle.dce.Level;
import dev.whittle.dce.Reached;
import dev.whittle.testkit.programs.JavaProgram;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hazard 33: reflection sees every class that survives as it did before, where it looks around it:
 * of outer classes, nests, permitted subclasses and record components, only what is gone is
 * missing.
 */
class SurvivorsTest {
  @TempDir Path original;
  @TempDir Path pruned;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void lookAlike(JavaProgram program) throws Exception {
    List<Path> compiled = program.compile(original);
    Reached reached = PrunedProgramsTest.prune(compiled, program, pruned);
    Set<String> survivors = new HashSet<>();
    for (int i = 0; i < compiled.size(); i++) {
      reached.classes(i).forEach(name -> survivors.add(name.replace('/', '.')));
    }
    try (URLClassLoader before = loader(compiled);
        URLClassLoader after = loader(List.of(pruned))) {
      for (String name : survivors) {
        Class<?> was = Class.forName(name, false, before);
        Class<?> is = Class.forName(name, false, after);
        assertEquals(surroundings(was, survivors), surroundings(is, survivors), name);
        enclosingMethod(was, is, reached);
        components(was, is);
      }
    }
  }

  private static URLClassLoader loader(List<Path> classPath) throws Exception {
    return new URLClassLoader(
        PrunedProgramsTest.urls(classPath), ClassLoader.getPlatformClassLoader());
  }

  private static List<Object> surroundings(Class<?> c, Set<String> survivors) {
    return Arrays.asList(
        c.getSimpleName(),
        c.getTypeName(),
        "canonical " + c.getCanonicalName(),
        c.getModifiers(),
        List.of(c.isAnonymousClass(), c.isLocalClass(), c.isMemberClass(), c.isSealed()),
        "in " + c.getEnclosingClass(),
        "of " + c.getDeclaringClass(),
        c.getNestHost().getName(),
        "declares " + names(c.getDeclaredClasses(), survivors),
        "nest " + names(c.getNestMembers(), survivors),
        "permits " + names(c.getPermittedSubclasses(), survivors));
  }

  private static List<String> names(Class<?>[] classes, Set<String> survivors) {
    return classes == null
        ? null
        : Stream.of(classes).map(Class::getName).filter(survivors::contains).sorted().toList();
  }

  /** A method that is gone encloses nothing, and looking for it is no error. */
  private static void enclosingMethod(Class<?> was, Class<?> is, Reached reached) {
    Method method = was.getEnclosingMethod();
    if (method != null && level(method, reached) != Level.ABSENT) {
      assertEquals(method.toString(), is.getEnclosingMethod().toString());
    } else {
      assertNull(is.getEnclosingMethod(), is.getName());
    }
  }

  private static Level level(Method method, Reached reached) {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    String owner = method.getDeclaringClass().getName().replace('.', '/');
    return reached.function(owner, method.getName(), type.descriptorString());
  }

  /** A component stays with its field and has its accessor then. */
  private static void components(Class<?> was, Class<?> is) {
    assertEquals(was.isRecord(), is.isRecord(), is.getName());
    if (!is.isRecord()) {
      return;
    }
    List<String> fields = Stream.of(is.getDeclaredFields()).map(Field::getName).toList();
    List<String> expected =
        Stream.of(was.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(fields::contains)
            .toList();
    List<String> components =
        Stream.of(is.getRecordComponents()).map(RecordComponent::getName).toList();
    assertEquals(expected, components, is.getName());
    for (RecordComponent component : is.getRecordComponents()) {
      Executable accessor = component.getAccessor();
      assertEquals(component.getName(), accessor.getName());
    }
  }
}
