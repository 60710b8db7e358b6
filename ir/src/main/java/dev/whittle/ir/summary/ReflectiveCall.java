package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
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
      Subject.NONE,
      Name.STRING,
      Finds.CLASSES,
      "java/lang/Class.forName",
      "java/lang/invoke/MethodHandles$Lookup.findClass",
      "*.loadClass",
      "*.findClass",
      "*.findSystemClass",
      "*.forName"),
  /** Finds a public method, also an inherited one, by name and parameter types. */
  GET_METHOD(Subject.RECEIVER, Name.STRING, Finds.METHODS, "java/lang/Class.getMethod"),
  GET_DECLARED_METHOD(
      Subject.RECEIVER, Name.STRING, Finds.METHODS, "java/lang/Class.getDeclaredMethod"),
  GET_CONSTRUCTOR(
      Subject.RECEIVER, Name.NONE, Finds.CONSTRUCTORS, "java/lang/Class.getConstructor"),
  GET_DECLARED_CONSTRUCTOR(
      Subject.RECEIVER, Name.NONE, Finds.CONSTRUCTORS, "java/lang/Class.getDeclaredConstructor"),
  /** Finds a public field, also an inherited one, by name. */
  GET_FIELD(Subject.RECEIVER, Name.STRING, Finds.FIELDS, "java/lang/Class.getField"),
  GET_DECLARED_FIELD(
      Subject.RECEIVER, Name.STRING, Finds.FIELDS, "java/lang/Class.getDeclaredField"),
  /** Lists public methods, also inherited ones. */
  LIST_METHODS(
      Subject.CLASS,
      Name.NONE,
      Finds.METHODS,
      "java/lang/Class.getMethods",
      "java/beans/Introspector.getBeanInfo",
      "java/lang/reflect/Proxy.getMethods"),
  LIST_DECLARED_METHODS(
      Subject.RECEIVER, Name.NONE, Finds.METHODS, "java/lang/Class.getDeclaredMethods"),
  LIST_CONSTRUCTORS(
      Subject.RECEIVER, Name.NONE, Finds.CONSTRUCTORS, "java/lang/Class.getConstructors"),
  LIST_DECLARED_CONSTRUCTORS(
      Subject.RECEIVER, Name.NONE, Finds.CONSTRUCTORS, "java/lang/Class.getDeclaredConstructors"),
  LIST_FIELDS(Subject.RECEIVER, Name.NONE, Finds.FIELDS, "java/lang/Class.getFields"),
  LIST_DECLARED_FIELDS(
      Subject.RECEIVER, Name.NONE, Finds.FIELDS, "java/lang/Class.getDeclaredFields"),
  LIST_RECORD_COMPONENTS(
      Subject.RECEIVER, Name.NONE, Finds.FIELDS, "java/lang/Class.getRecordComponents"),
  /** Lists member classes or permitted subclasses. */
  LIST_CLASSES(
      Subject.RECEIVER,
      Name.NONE,
      Finds.CLASSES,
      "java/lang/Class.getClasses",
      "java/lang/Class.getDeclaredClasses",
      "java/lang/Class.getPermittedSubclasses"),
  /** Makes an instance by the constructor without parameters. */
  NEW_INSTANCE(Subject.RECEIVER, Name.NONE, Finds.CONSTRUCTORS, "java/lang/Class.newInstance"),
  INVOKE_CONSTRUCTOR(
      Subject.NONE, Name.NONE, Finds.OTHER, "java/lang/reflect/Constructor.newInstance"),
  INVOKE_METHOD(Subject.NONE, Name.NONE, Finds.OTHER, "java/lang/reflect/Method.invoke"),
  /** Makes an instance without running a constructor of its class. */
  ALLOCATE(
      Subject.CLASS,
      Name.NONE,
      Finds.OTHER,
      "sun/misc/Unsafe.allocateInstance",
      "sun/reflect/ReflectionFactory.newConstructorForSerialization"),
  /** Lists the constants of an enum, through its {@code values()}. */
  ENUM_CONSTANTS(
      Subject.CLASS,
      Name.NONE,
      Finds.OTHER,
      "java/lang/Class.getEnumConstants",
      "java/lang/Enum.valueOf",
      "java/util/EnumSet.allOf",
      "java/util/EnumSet.noneOf",
      "java/util/EnumSet.complementOf",
      "java/util/EnumMap.<init>"),
  FIND_VIRTUAL(
      Subject.CLASS,
      Name.STRING,
      Finds.METHODS,
      "java/lang/invoke/MethodHandles$Lookup.findVirtual",
      "jdk/dynalink/linker/support/Lookup.findVirtual"),
  /** Loads the classes that a descriptor names. */
  METHOD_TYPE(
      Subject.NONE,
      Name.STRING,
      Finds.OTHER,
      "java/lang/invoke/MethodType.fromMethodDescriptorString"),
  /** Finds a method of an object by name. */
  BIND(Subject.INSTANCE, Name.STRING, Finds.METHODS, "java/lang/invoke/MethodHandles$Lookup.bind"),
  FIND_STATIC(
      Subject.CLASS,
      Name.STRING,
      Finds.METHODS,
      "java/lang/invoke/MethodHandles$Lookup.findStatic",
      "jdk/dynalink/linker/support/Lookup.findStatic"),
  /** Finds a method of the class that a look-up object is for, which is most likely the caller. */
  FIND_OWN(
      Subject.CALLER,
      Name.STRING,
      Finds.METHODS,
      "jdk/dynalink/linker/support/Lookup.findOwnStatic",
      "jdk/dynalink/linker/support/Lookup.findOwnSpecial"),
  FIND_SPECIAL(
      Subject.CLASS,
      Name.STRING,
      Finds.METHODS,
      "java/lang/invoke/MethodHandles$Lookup.findSpecial",
      "jdk/dynalink/linker/support/Lookup.findSpecial"),
  FIND_CONSTRUCTOR(
      Subject.CLASS,
      Name.NONE,
      Finds.CONSTRUCTORS,
      "java/lang/invoke/MethodHandles$Lookup.findConstructor"),
  /** Finds a field by class, name and type. */
  FIND_FIELD(
      Subject.CLASS,
      Name.STRING,
      Finds.FIELDS,
      "java/lang/invoke/MethodHandles$Lookup.findGetter",
      "java/lang/invoke/MethodHandles$Lookup.findSetter",
      "java/lang/invoke/MethodHandles$Lookup.findStaticGetter",
      "java/lang/invoke/MethodHandles$Lookup.findStaticSetter",
      "java/lang/invoke/MethodHandles$Lookup.findVarHandle",
      "java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle",
      "jdk/dynalink/linker/support/Lookup.findGetter",
      "jdk/dynalink/linker/support/Lookup.findSetter"),
  /** Finds a field by class and name, the name standing last. */
  FIELD_UPDATER(
      Subject.CLASS,
      Name.STRING,
      Finds.FIELDS,
      "java/util/concurrent/atomic/AtomicIntegerFieldUpdater.newUpdater",
      "java/util/concurrent/atomic/AtomicLongFieldUpdater.newUpdater",
      "java/util/concurrent/atomic/AtomicReferenceFieldUpdater.newUpdater"),
  LOAD_SERVICE(
      Subject.CLASS,
      Name.NONE,
      Finds.OTHER,
      "java/util/ServiceLoader.load",
      "java/util/ServiceLoader.loadInstalled"),
  RESOURCE_BUNDLE(Subject.NONE, Name.STRING, Finds.CLASSES, "java/util/ResourceBundle.getBundle"),
  RESOURCE(
      Subject.RECEIVER,
      Name.STRING,
      Finds.OTHER,
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
  PROXY(
      Subject.CLASS_ARRAY,
      Name.NONE,
      Finds.OTHER,
      "java/lang/reflect/Proxy.newProxyInstance",
      "java/lang/reflect/Proxy.getProxyClass"),
  /** Makes an instance of an interface that calls a method handle. */
  IMPLEMENT(
      Subject.CLASS,
      Name.NONE,
      Finds.OTHER,
      "java/lang/invoke/MethodHandleProxies.asInterfaceInstance"),
  /** Reads annotations of one type, a class argument. */
  READ_ANNOTATION(
      Subject.CLASS,
      Name.NONE,
      Finds.OTHER,
      "*.getAnnotation",
      "*.getDeclaredAnnotation",
      "*.getAnnotationsByType",
      "*.getDeclaredAnnotationsByType",
      "*.isAnnotationPresent"),
  /** Reads annotations of all types. */
  LIST_ANNOTATIONS(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "*.getAnnotations",
      "*.getDeclaredAnnotations",
      "*.getParameterAnnotations"),
  /** Reads generic signatures. */
  READ_SIGNATURE(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "*.getGenericSuperclass",
      "*.getGenericInterfaces",
      "*.getGenericReturnType",
      "*.getGenericParameterTypes",
      "*.getGenericExceptionTypes",
      "*.getGenericType",
      "*.toGenericString",
      "*.getBounds",
      "*.getAnnotatedType",
      "*.getAnnotatedReturnType",
      "*.getAnnotatedSuperclass",
      "*.getAnnotatedInterfaces",
      "*.getAnnotatedParameterTypes",
      "*.getTypeParameters"),
  /** Writes object graphs by reflection. */
  SERIALIZE(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "java/io/ObjectOutputStream.<init>",
      "java/io/ObjectOutputStream.writeObject"),
  /** Reads object graphs by reflection. */
  DESERIALIZE(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "java/io/ObjectInputStream.<init>",
      "java/io/ObjectInputStream.readObject"),
  /** Describes serializable classes: their version, for one. */
  DESCRIBE_STREAM(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "java/io/ObjectStreamClass.lookup",
      "java/io/ObjectStreamClass.lookupAny"),
  /** Lets the platform manage objects through their interfaces. */
  MANAGE(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "javax/management/MBeanServer.registerMBean",
      "javax/management/MBeanServer.createMBean"),
  /** Starts a process, which may be another JVM. */
  START_PROCESS(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "java/lang/ProcessBuilder.<init>",
      "java/lang/Runtime.exec"),
  /** Compiles source. */
  COMPILE(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "javax/tools/ToolProvider.getSystemJavaCompiler",
      "javax/tools/JavaCompiler.getTask"),
  /** Makes a class from bytes. */
  DEFINE_CLASS(
      Subject.NONE,
      Name.NONE,
      Finds.OTHER,
      "*.defineClass",
      "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass",
      "sun/misc/Unsafe.defineClass");

  /**
   * Calls by the name of the method, and then by its owner: most methods share no name with any.
   */
  private static final Map<String, Map<String, ReflectiveCall>> BY_NAME = new HashMap<>();

  static {
    for (ReflectiveCall call : values()) {
      for (String method : call.methods) {
        int dot = method.lastIndexOf('.');
        BY_NAME
            .computeIfAbsent(method.substring(dot + 1), _ -> new HashMap<>())
            .put(method.substring(0, dot), call);
      }
    }
  }

  private final Subject subject;
  private final Name name;
  private final Finds finds;
  private final String[] methods;

  ReflectiveCall(Subject subject, Name name, Finds finds, String... methods) {
    this.subject = subject;
    this.name = name;
    this.finds = finds;
    this.methods = methods;
  }

  /** Where a call has the class it is about. */
  private enum Subject {
    NONE,
    RECEIVER,
    /** The first class argument; the receiver of a method of {@code Class} that takes none. */
    CLASS,
    CLASS_ARRAY,
    /** The class whose code makes the call. */
    CALLER,
    /** The class of the first argument, an object. */
    INSTANCE
  }

  /** Whether a call has the name it asks for in its first string argument. */
  private enum Name {
    NONE,
    STRING
  }

  /** What a call looks up. */
  public enum Finds {
    CLASSES,
    METHODS,
    CONSTRUCTORS,
    FIELDS,
    OTHER
  }

  public Finds finds() {
    return finds;
  }

  /** Whether a call has a name argument, known or not. */
  public boolean asksForName() {
    return name != Name.NONE;
  }

  /** Index of the argument, receiver included, that is the class a call is about; -1 for none. */
  public int classArgument(MethodRef method, InvokeKind kind) {
    return switch (subject) {
      case NONE, CALLER -> -1;
      case RECEIVER -> kind == InvokeKind.STATIC ? -1 : 0;
      case CLASS -> {
        int index = firstOf("Ljava/lang/Class;", method, kind);
        yield index < 0 && method.owner().equals("java/lang/Class") ? 0 : index;
      }
      case CLASS_ARRAY -> firstOf("[Ljava/lang/Class;", method, kind);
      case INSTANCE -> firstOf("Ljava/lang/Object;", method, kind);
    };
  }

  /** Whether a call is about the class of an argument, not about an argument that is a class. */
  boolean isAboutInstance() {
    return subject == Subject.INSTANCE;
  }

  /** Whether a call is about the class whose code makes it. */
  public boolean isAboutCaller() {
    return subject == Subject.CALLER;
  }

  /** Index of the argument, receiver included, that is the name a call asks for; -1 for none. */
  public int nameArgument(MethodRef method, InvokeKind kind) {
    return switch (name) {
      case NONE -> -1;
      case STRING -> firstOf("Ljava/lang/String;", method, kind);
    };
  }

  private static int firstOf(String type, MethodRef method, InvokeKind kind) {
    int index = Descriptor.parameters(method.descriptor()).indexOf(type);
    return index < 0 ? -1 : index + (kind == InvokeKind.STATIC ? 0 : 1);
  }

  /** What a call of {@code method} is to reflection, null when it is nothing. */
  public static ReflectiveCall of(MethodRef method) {
    Map<String, ReflectiveCall> byOwner = BY_NAME.get(method.name());
    if (byOwner == null) {
      return null;
    }
    ReflectiveCall exact = byOwner.get(method.owner());
    if (exact != null) {
      return exact;
    }
    ReflectiveCall any = byOwner.get("*");
    return any != null && any.accepts(method) ? any : null;
  }

  /** Whether a method of any class has the shape of this call. */
  private boolean accepts(MethodRef method) {
    String descriptor = method.descriptor();
    if (this == FIND_CLASS) {
      return descriptor.contains("Ljava/lang/String;") && descriptor.endsWith(")Ljava/lang/Class;");
    }
    if (this == DEFINE_CLASS) {
      return descriptor.endsWith(")Ljava/lang/Class;");
    }
    String parameters = this == READ_ANNOTATION ? "(Ljava/lang/Class;)" : "()";
    return descriptor.startsWith(parameters) && isMirror(method);
  }

  private static boolean isMirror(MethodRef method) {
    return method.owner().equals("java/lang/Class")
        || method.owner().equals("java/lang/Package")
        || method.owner().equals("java/lang/Module")
        || method.owner().startsWith("java/lang/reflect/");
  }
}
