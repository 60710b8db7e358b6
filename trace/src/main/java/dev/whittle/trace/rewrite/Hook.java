package dev.whittle.trace.rewrite;

import java.util.HashMap;
import java.util.Map;

/**
 * What is recorded of a call.
 *
 * @param moment when, and so with which values
 * @param recorder the recorder's method
 */
record Hook(Moment moment, String recorder) {
  /** When the recorder is called, and with what. */
  enum Moment {
    /** Before a call without parameters, with the receiver. */
    RECEIVER,
    /** Before the call, with the receiver, if any, and the arguments. */
    BEFORE,
    /** After the call, with its result. */
    RESULT,
    /** After the call, with its result, the receiver, if any, and the arguments. */
    AFTER
  }

  private static final String CLASS = "java/lang/Class";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String HANDLE =
      "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/invoke/MethodHandle;";
  private static final String TYPED =
      "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
          + "Ljava/lang/invoke/MethodHandle;";

  private static final Map<String, Hook> CALLS = calls();

  /** The hook of a call of the program, null for most. */
  static Hook of(String owner, String name, String descriptor) {
    Hook exact = CALLS.get(owner + "." + name);
    if (exact != null) {
      return exact;
    }
    // Class loaders of the program's own are called by their own type.
    return CALLS.get("*." + name + descriptor);
  }

  private static Map<String, Hook> calls() {
    Map<String, Hook> hooks = new HashMap<>();
    classes(hooks);
    members(hooks);
    handles(hooks);
    resources(hooks);
    hooks.put("java/lang/reflect/Proxy.newProxyInstance", new Hook(Moment.RESULT, "proxy"));
    hooks.put("java/lang/reflect/Proxy.getProxyClass", new Hook(Moment.RESULT, "proxy"));
    hooks.put("java/util/ServiceLoader.load", new Hook(Moment.BEFORE, "service"));
    hooks.put("java/util/ServiceLoader.loadInstalled", new Hook(Moment.BEFORE, "service"));
    hooks.put(
        "*.allocateInstance(Ljava/lang/Class;)Ljava/lang/Object;",
        new Hook(Moment.RESULT, "allocated"));
    return hooks;
  }

  private static void classes(Map<String, Hook> hooks) {
    Hook type = new Hook(Moment.RESULT, "type");
    hooks.put(CLASS + ".forName", type);
    hooks.put(CLASS + ".getClasses", type);
    hooks.put(CLASS + ".getDeclaredClasses", type);
    hooks.put(CLASS + ".getPermittedSubclasses", type);
    hooks.put(CLASS + ".getNestMembers", type);
    hooks.put(LOOKUP + ".findClass", type);
    hooks.put("*.loadClass(Ljava/lang/String;)Ljava/lang/Class;", type);
    hooks.put("*.loadClass(Ljava/lang/String;Z)Ljava/lang/Class;", type);
    hooks.put("*.findClass(Ljava/lang/String;)Ljava/lang/Class;", type);
    hooks.put(CLASS + ".getEnumConstants", new Hook(Moment.RECEIVER, "values"));
    hooks.put("java/lang/Enum.valueOf", new Hook(Moment.BEFORE, "valueOf"));
  }

  private static void members(Map<String, Hook> hooks) {
    for (String kind : new String[] {"Method", "Constructor", "Field"}) {
      hooks.put(CLASS + ".get" + kind, new Hook(Moment.RESULT, "member"));
      hooks.put(CLASS + ".getDeclared" + kind, new Hook(Moment.RESULT, "member"));
      hooks.put(CLASS + ".get" + kind + "s", new Hook(Moment.RECEIVER, "allPublic" + kind + "s"));
      hooks.put(
          CLASS + ".getDeclared" + kind + "s",
          new Hook(Moment.RECEIVER, "allDeclared" + kind + "s"));
    }
    hooks.put(CLASS + ".getRecordComponents", new Hook(Moment.RECEIVER, "recordComponents"));
  }

  private static void handles(Map<String, Hook> hooks) {
    Hook method = new Hook(Moment.BEFORE, "findMethod");
    hooks.put(LOOKUP + ".findVirtual", method);
    hooks.put(LOOKUP + ".findStatic", method);
    hooks.put(LOOKUP + ".findSpecial", new Hook(Moment.BEFORE, "findSpecial"));
    hooks.put(LOOKUP + ".findConstructor", new Hook(Moment.BEFORE, "findConstructor"));
    Hook field = new Hook(Moment.BEFORE, "findField");
    for (String name :
        new String[] {
          "findGetter",
          "findSetter",
          "findStaticGetter",
          "findStaticSetter",
          "findVarHandle",
          "findStaticVarHandle"
        }) {
      hooks.put(LOOKUP + "." + name, field);
    }
    for (String kind : new String[] {"Integer", "Long", "Reference"}) {
      hooks.put(
          "java/util/concurrent/atomic/Atomic" + kind + "FieldUpdater.newUpdater",
          new Hook(Moment.BEFORE, "updater"));
    }
  }

  private static void resources(Map<String, Hook> hooks) {
    Hook resource = new Hook(Moment.AFTER, "resource");
    hooks.put("java/lang/ClassLoader.getSystemResource", resource);
    hooks.put("java/lang/ClassLoader.getSystemResources", resource);
    hooks.put("java/lang/ClassLoader.getSystemResourceAsStream", resource);
    hooks.put("*.getResource(Ljava/lang/String;)Ljava/net/URL;", resource);
    hooks.put("*.findResource(Ljava/lang/String;)Ljava/net/URL;", resource);
    hooks.put("*.getResources(Ljava/lang/String;)Ljava/util/Enumeration;", resource);
    hooks.put("*.getResourceAsStream(Ljava/lang/String;)Ljava/io/InputStream;", resource);
    hooks.put("java/util/ResourceBundle.getBundle", new Hook(Moment.RESULT, "bundle"));
  }
}
