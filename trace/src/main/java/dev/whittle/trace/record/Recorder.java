package dev.whittle.trace.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down what the program does, a line for each new thing, as it happens: a program that is
 * killed loses nothing. A line is a keyword and its values, separated by tabs:
 *
 * <pre>
 * type CLASS              looked up by name
 * method CLASS NAME TYPES looked up or called; types of parameters separated by commas
 * field CLASS NAME
 * all CLASS KEY           listed, by the key that reachability metadata has for it
 * values CLASS            constants of an enum asked for
 * serial CLASS            written to or read from an object stream
 * unsafe CLASS            made without a constructor
 * proxy CLASSES           interfaces of a proxy class
 * resource PATH
 * bundle NAME
 * problem TEXT            a class that could not be instrumented, and why
 * </pre>
 *
 * <p>Classes of the platform, and classes that only exist at run time, are left out. No method
 * throws: the program must not notice. There are no lambdas and no computed strings here, which
 * would use reflection themselves.
 */
public final class Recorder {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static OutputStream out;

  private Recorder() {}

  /** Starts to write to a new file. */
  public static void open(String file) throws IOException {
    out = new FileOutputStream(file);
  }

  private static void line(String line) {
    if (!SEEN.add(line)) {
      return;
    }
    byte[] bytes = line.concat("\n").getBytes(StandardCharsets.UTF_8);
    synchronized (SEEN) {
      try {
        out.write(bytes);
      } catch (IOException lost) {
        // The next line will most likely be lost too; the program is not to suffer from it.
      }
    }
  }

  /** A class of the program that has a name which others know. */
  private static boolean counts(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return loader != null
        && loader != PLATFORM
        && !c.isHidden()
        && !Proxy.isProxyClass(c)
        && !c.getName().startsWith("dev.whittle.trace.")
        // What reflection makes for itself, in loaders of its own.
        && !c.getName().startsWith("jdk.internal.");
  }

  private static Class<?> element(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  private static void keyword(String keyword, Class<?> c) {
    Class<?> element = element(c);
    if (counts(element)) {
      line(keyword.concat("\t").concat(element.getName()));
    }
  }

  private static void member(String keyword, Class<?> c, String name, String types) {
    if (counts(c)) {
      String line = keyword.concat("\t").concat(c.getName()).concat("\t").concat(name);
      line(types == null ? line : line.concat("\t").concat(types));
    }
  }

  private static String names(Class<?>[] types) {
    StringBuilder names = new StringBuilder();
    for (Class<?> type : types) {
      names.append(names.length() == 0 ? "" : ",").append(type.getTypeName());
    }
    return names.toString();
  }

  /** A class that could not be instrumented. */
  public static void problem(String text) {
    line("problem\t".concat(text.replace('\n', ' ').replace('\t', ' ')));
  }

  /** The result of a look-up of a class, or of several. */
  public static void type(Object result) {
    if (result instanceof Class<?> c) {
      keyword("type", c);
    } else if (result instanceof Class<?>[] all) {
      for (Class<?> c : all) {
        keyword("type", c);
      }
    }
  }

  /** The result of a look-up of a member; or a method or constructor that is called. */
  public static void member(Object result) {
    if (result instanceof Method method) {
      member(
          "method",
          method.getDeclaringClass(),
          method.getName(),
          names(method.getParameterTypes()));
    } else if (result instanceof Executable constructor) {
      member(
          "method",
          constructor.getDeclaringClass(),
          "<init>",
          names(constructor.getParameterTypes()));
    } else if (result instanceof Field field) {
      member("field", field.getDeclaringClass(), field.getName(), null);
    }
  }

  /** A listing of members; {@code key} is the one of reachability metadata. */
  private static void listed(Object type, String key) {
    if (type instanceof Class<?> c) {
      member("all", c, key, null);
    }
  }

  public static void allPublicMethods(Object type) {
    listed(type, "allPublicMethods");
  }

  public static void allDeclaredMethods(Object type) {
    listed(type, "allDeclaredMethods");
  }

  public static void allPublicConstructors(Object type) {
    listed(type, "allPublicConstructors");
  }

  public static void allDeclaredConstructors(Object type) {
    listed(type, "allDeclaredConstructors");
  }

  public static void allPublicFields(Object type) {
    listed(type, "allPublicFields");
  }

  public static void allDeclaredFields(Object type) {
    listed(type, "allDeclaredFields");
  }

  /** The components of a record are its fields, read by its accessors. */
  public static void recordComponents(Object type) {
    listed(type, "allDeclaredFields");
    listed(type, "allDeclaredMethods");
  }

  /** The constants of an enum, by reflection. */
  public static void values(Object type) {
    if (type instanceof Class<?> c && c.isEnum()) {
      keyword("values", c);
    }
  }

  /** {@code Enum.valueOf}. */
  public static void valueOf(Object type, Object name) {
    values(type);
  }

  /** A look-up of a method by a {@code MethodHandles.Lookup}. */
  public static void findMethod(Object lookup, Object type, Object name, Object signature) {
    findSpecial(lookup, type, name, signature, null);
  }

  /** Likewise, without regard to overriding. */
  public static void findSpecial(
      Object lookup, Object type, Object name, Object signature, Object caller) {
    if (type instanceof Class<?> c
        && name instanceof String n
        && signature instanceof MethodType t) {
      for (Class<?> s = c; s != null; s = s.getSuperclass()) {
        declaredMethod(s, n, t.parameterArray());
      }
      for (Class<?> i : c.getInterfaces()) {
        declaredMethod(i, n, t.parameterArray());
      }
    }
  }

  private static void declaredMethod(Class<?> c, String name, Class<?>[] parameters) {
    try {
      member(counts(c) ? c.getDeclaredMethod(name, parameters) : null);
    } catch (NoSuchMethodException | LinkageError absent) {
      // The look-up itself goes on to the next class, or fails where the program sees it.
    }
  }

  /** Likewise, of a constructor. */
  public static void findConstructor(Object lookup, Object type, Object signature) {
    if (type instanceof Class<?> c && signature instanceof MethodType t) {
      member("method", c, "<init>", names(t.parameterArray()));
    }
  }

  /** Likewise, of a field; also for atomic updaters. */
  public static void findField(Object lookup, Object type, Object name, Object fieldType) {
    if (type instanceof Class<?> c && name instanceof String n) {
      for (Class<?> s = c; s != null; s = s.getSuperclass()) {
        declaredField(s, n);
      }
    }
  }

  private static void declaredField(Class<?> c, String name) {
    try {
      member(counts(c) ? c.getDeclaredField(name) : null);
    } catch (NoSuchFieldException | LinkageError absent) {
      // As for methods.
    }
  }

  /** An atomic updater of a number. */
  public static void updater(Object type, Object name) {
    findField(null, type, name, null);
  }

  /** An atomic updater of a reference. */
  public static void updater(Object type, Object fieldType, Object name) {
    findField(null, type, name, null);
  }

  /** A proxy, or its class. */
  public static void proxy(Object result) {
    if (result == null) {
      return;
    }
    Class<?> c = result instanceof Class<?> made ? made : result.getClass();
    StringBuilder names = new StringBuilder();
    boolean ours = false;
    for (Class<?> type : c.getInterfaces()) {
      names.append(names.length() == 0 ? "" : ",").append(type.getName());
      ours |= counts(type);
    }
    if (ours) {
      line("proxy\t".concat(names.toString()));
    }
  }

  /** A resource bundle, and the class that it may be. */
  public static void bundle(Object result) {
    if (result instanceof ResourceBundle bundle) {
      Class<?> c = bundle.getClass();
      if (bundle.getBaseBundleName() != null) {
        line("bundle\t".concat(bundle.getBaseBundleName()));
      }
      member("method", c, "<init>", "");
    }
  }

  /** An instance that no constructor made. */
  public static void allocated(Object result) {
    if (result != null) {
      keyword("unsafe", result.getClass());
    }
  }

  /** A class that an object stream asks for. */
  public static void serialized(Object type) {
    if (type instanceof Class<?> c && Serializable.class.isAssignableFrom(element(c))) {
      keyword("serial", c);
    }
  }

  /** A resource that was found: of a class, a class loader or a module. */
  public static void resource(Object result, Object from, Object name) {
    boolean found =
        result instanceof Enumeration<?> several ? several.hasMoreElements() : result != null;
    boolean platform = result instanceof URL url && url.getProtocol().equals("jrt");
    if (!found || platform || !(name instanceof String text) || !looksUp(from)) {
      return;
    }
    path(absolute(from, text));
  }

  /** A resource that was found on the class path. */
  public static void resource(Object result, Object name) {
    resource(result, ClassLoader.getSystemClassLoader(), name);
  }

  private static boolean looksUp(Object from) {
    return from instanceof ClassLoader
        || from instanceof Module
        || (from instanceof Class<?> c && c.getClassLoader() != null);
  }

  private static String absolute(Object from, String name) {
    if (name.startsWith("/")) {
      return name.substring(1);
    }
    String packageName = from instanceof Class<?> c ? element(c).getPackageName() : "";
    return packageName.isEmpty() ? name : packageName.replace('.', '/').concat("/").concat(name);
  }

  private static void path(String path) {
    if (path.endsWith(".class")) {
      line("type\t".concat(path.substring(0, path.length() - 6).replace('/', '.')));
    } else if (!path.isEmpty() && !path.endsWith("/") && path.indexOf('\n') < 0) {
      line("resource\t".concat(path));
    }
  }

  /** A service whose providers are asked for. Calls of their constructors are seen elsewhere. */
  public static void service(Object type) {
    if (type instanceof Class<?> c) {
      path("META-INF/services/".concat(c.getName()));
    }
  }

  /** Likewise, with a class loader. */
  public static void service(Object type, Object loader) {
    service(type instanceof Class<?> ? type : loader);
  }
}
