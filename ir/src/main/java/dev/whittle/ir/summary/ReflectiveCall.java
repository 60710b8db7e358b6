package dev.whittle.ir.summary;

import dev.whittle.ir.MethodRef;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls into the platform that find, list or use program elements by other means than a symbolic
 * reference: the one table of them. A summary records the arguments of these calls; what each means
 * is for reachability to say.
 *
 * <p>Methods stand as {@code owner.name}, in all overloads; an owner {@code *} matches any class
 * for a method that takes a string and returns a class, which is how class loaders of the program
 * are called. Adding a row changes summaries: bump {@link Summaries#VERSION}.
 */
public enum ReflectiveCall {
  /** Finds a class by binary name. */
  FIND_CLASS(
      "java/lang/Class.forName",
      "java/lang/invoke/MethodHandles$Lookup.findClass",
      "*.loadClass",
      "*.findClass",
      "*.findSystemClass",
      "*.forName"),
  /** Finds a public method, also an inherited one, by name and parameter types. */
  GET_METHOD("java/lang/Class.getMethod"),
  GET_DECLARED_METHOD("java/lang/Class.getDeclaredMethod"),
  GET_CONSTRUCTOR("java/lang/Class.getConstructor"),
  GET_DECLARED_CONSTRUCTOR("java/lang/Class.getDeclaredConstructor"),
  /** Finds a public field, also an inherited one, by name. */
  GET_FIELD("java/lang/Class.getField"),
  GET_DECLARED_FIELD("java/lang/Class.getDeclaredField"),
  /** Lists public methods, also inherited ones. */
  LIST_METHODS(
      "java/lang/Class.getMethods",
      "java/beans/Introspector.getBeanInfo",
      "java/lang/reflect/Proxy.getMethods"),
  LIST_DECLARED_METHODS("java/lang/Class.getDeclaredMethods"),
  LIST_CONSTRUCTORS("java/lang/Class.getConstructors"),
  LIST_DECLARED_CONSTRUCTORS("java/lang/Class.getDeclaredConstructors"),
  LIST_FIELDS("java/lang/Class.getFields"),
  LIST_DECLARED_FIELDS("java/lang/Class.getDeclaredFields"),
  LIST_RECORD_COMPONENTS("java/lang/Class.getRecordComponents"),
  /** Lists member classes or permitted subclasses. */
  LIST_CLASSES(
      "java/lang/Class.getClasses",
      "java/lang/Class.getDeclaredClasses",
      "java/lang/Class.getPermittedSubclasses"),
  /** Makes an instance by the constructor without parameters. */
  NEW_INSTANCE("java/lang/Class.newInstance"),
  INVOKE_CONSTRUCTOR("java/lang/reflect/Constructor.newInstance"),
  INVOKE_METHOD("java/lang/reflect/Method.invoke"),
  /** Makes an instance without running a constructor of its class. */
  ALLOCATE(
      "sun/misc/Unsafe.allocateInstance",
      "sun/reflect/ReflectionFactory.newConstructorForSerialization"),
  /** Lists the constants of an enum, through its {@code values()}. */
  ENUM_CONSTANTS(
      "java/lang/Class.getEnumConstants",
      "java/lang/Enum.valueOf",
      "java/util/EnumSet.allOf",
      "java/util/EnumSet.noneOf",
      "java/util/EnumSet.complementOf",
      "java/util/EnumMap.<init>"),
  FIND_VIRTUAL("java/lang/invoke/MethodHandles$Lookup.findVirtual"),
  FIND_STATIC("java/lang/invoke/MethodHandles$Lookup.findStatic"),
  FIND_SPECIAL("java/lang/invoke/MethodHandles$Lookup.findSpecial"),
  FIND_CONSTRUCTOR("java/lang/invoke/MethodHandles$Lookup.findConstructor"),
  /** Finds a field by class, name and type. */
  FIND_FIELD(
      "java/lang/invoke/MethodHandles$Lookup.findGetter",
      "java/lang/invoke/MethodHandles$Lookup.findSetter",
      "java/lang/invoke/MethodHandles$Lookup.findStaticGetter",
      "java/lang/invoke/MethodHandles$Lookup.findStaticSetter",
      "java/lang/invoke/MethodHandles$Lookup.findVarHandle",
      "java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle"),
  /** Finds a field by class and name, the name standing last. */
  FIELD_UPDATER(
      "java/util/concurrent/atomic/AtomicIntegerFieldUpdater.newUpdater",
      "java/util/concurrent/atomic/AtomicLongFieldUpdater.newUpdater",
      "java/util/concurrent/atomic/AtomicReferenceFieldUpdater.newUpdater"),
  LOAD_SERVICE("java/util/ServiceLoader.load", "java/util/ServiceLoader.loadInstalled"),
  RESOURCE_BUNDLE("java/util/ResourceBundle.getBundle"),
  RESOURCE(
      "java/lang/Class.getResource",
      "java/lang/Class.getResourceAsStream",
      "java/lang/ClassLoader.getResource",
      "java/lang/ClassLoader.getResourceAsStream",
      "java/lang/ClassLoader.getResources",
      "java/lang/ClassLoader.getSystemResource",
      "java/lang/ClassLoader.getSystemResourceAsStream",
      "java/lang/ClassLoader.getSystemResources",
      "java/lang/Module.getResourceAsStream"),
  /** Makes a class at run time that implements given interfaces. */
  PROXY("java/lang/reflect/Proxy.newProxyInstance", "java/lang/reflect/Proxy.getProxyClass"),
  /** Reads annotations of one type, a class argument. */
  READ_ANNOTATION(
      "*.getAnnotation",
      "*.getDeclaredAnnotation",
      "*.getAnnotationsByType",
      "*.getDeclaredAnnotationsByType",
      "*.isAnnotationPresent"),
  /** Reads annotations of all types. */
  LIST_ANNOTATIONS("*.getAnnotations", "*.getDeclaredAnnotations", "*.getParameterAnnotations"),
  /** Reads generic signatures. */
  READ_SIGNATURE(
      "*.getGenericSuperclass",
      "*.getGenericInterfaces",
      "*.getGenericReturnType",
      "*.getGenericParameterTypes",
      "*.getGenericExceptionTypes",
      "*.getGenericType",
      "*.getTypeParameters"),
  /** Writes object graphs by reflection. */
  SERIALIZE("java/io/ObjectOutputStream.<init>", "java/io/ObjectOutputStream.writeObject"),
  /** Reads object graphs by reflection. */
  DESERIALIZE("java/io/ObjectInputStream.<init>", "java/io/ObjectInputStream.readObject"),
  /** Makes a class from bytes. */
  DEFINE_CLASS(
      "*.defineClass",
      "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass",
      "sun/misc/Unsafe.defineClass");

  private static final Map<String, ReflectiveCall> BY_METHOD = new HashMap<>();

  static {
    for (ReflectiveCall call : values()) {
      for (String method : call.methods) {
        BY_METHOD.put(method, call);
      }
    }
  }

  private final String[] methods;

  ReflectiveCall(String... methods) {
    this.methods = methods;
  }

  /** What a call of {@code method} is to reflection, null when it is nothing. */
  public static ReflectiveCall of(MethodRef method) {
    ReflectiveCall exact = BY_METHOD.get(method.owner() + "." + method.name());
    if (exact != null) {
      return exact;
    }
    ReflectiveCall any = BY_METHOD.get("*." + method.name());
    return any != null && any.accepts(method) ? any : null;
  }

  /** Whether a method of any class has the shape of this call. */
  private boolean accepts(MethodRef method) {
    String descriptor = method.descriptor();
    return switch (this) {
      case FIND_CLASS ->
          descriptor.contains("Ljava/lang/String;") && descriptor.endsWith(")Ljava/lang/Class;");
      case DEFINE_CLASS -> descriptor.endsWith(")Ljava/lang/Class;");
      case READ_ANNOTATION -> descriptor.startsWith("(Ljava/lang/Class;)") && isMirror(method);
      case LIST_ANNOTATIONS, READ_SIGNATURE -> descriptor.startsWith("()") && isMirror(method);
      case GET_METHOD,
          GET_DECLARED_METHOD,
          GET_CONSTRUCTOR,
          GET_DECLARED_CONSTRUCTOR,
          GET_FIELD,
          GET_DECLARED_FIELD,
          LIST_METHODS,
          LIST_DECLARED_METHODS,
          LIST_CONSTRUCTORS,
          LIST_DECLARED_CONSTRUCTORS,
          LIST_FIELDS,
          LIST_DECLARED_FIELDS,
          LIST_RECORD_COMPONENTS,
          LIST_CLASSES,
          NEW_INSTANCE,
          INVOKE_CONSTRUCTOR,
          INVOKE_METHOD,
          ALLOCATE,
          ENUM_CONSTANTS,
          FIND_VIRTUAL,
          FIND_STATIC,
          FIND_SPECIAL,
          FIND_CONSTRUCTOR,
          FIND_FIELD,
          FIELD_UPDATER,
          LOAD_SERVICE,
          RESOURCE_BUNDLE,
          RESOURCE,
          PROXY,
          SERIALIZE,
          DESERIALIZE ->
          false;
    };
  }

  private static boolean isMirror(MethodRef method) {
    return method.owner().equals("java/lang/Class")
        || method.owner().equals("java/lang/Package")
        || method.owner().equals("java/lang/Module")
        || method.owner().startsWith("java/lang/reflect/");
  }
}
