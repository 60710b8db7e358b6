package dev.whittle.testkit.rta;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rapid type analysis (Bacon and Sweeney, OOPSLA 1996) on class files: a virtual call runs what it
 * selects on every class that is instantiated. Overrides of platform methods in instantiated
 * classes run, and initializers as JVMS 5.5 has them. A function object is a class that implements
 * its interface. Nothing is known of reflection, services, serialization or annotations.
 */
public final class ReferenceRta {
  /** A class of the program, of the platform, or one made for a function object. */
  private record Type(
      String name,
      List<Type> above,
      Map<String, MethodModel> methods,
      ClassModel model,
      boolean own) {
    /** This type first, superclasses before interfaces. */
    Set<Type> supertypes() {
      Set<Type> all = new LinkedHashSet<>(Set.of(this));
      above.forEach(type -> all.addAll(type.supertypes()));
      return all;
    }

    boolean isVirtual(String selector) {
      var flags = methods.get(selector).flags();
      return !flags.has(AccessFlag.STATIC)
          && !flags.has(AccessFlag.PRIVATE)
          && !selector.startsWith("<");
    }

    boolean declaresDefault() {
      return methods.keySet().stream().anyMatch(m -> isVirtual(m) && !isAbstract(m));
    }

    boolean isAbstract(String selector) {
      return methods.get(selector).flags().has(AccessFlag.ABSTRACT);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    boolean isInterface() {
      return model != null && model.flags().has(AccessFlag.INTERFACE);
    }
  }

  private final URLClassLoader program;
  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Set<String> kept = new TreeSet<>();
  private final Set<MethodModel> reached = new LinkedHashSet<>();
  private final List<MethodModel> worklist = new ArrayList<>();
  private final Set<Type> initialized = new LinkedHashSet<>();
  private final Set<Type> instantiated = new LinkedHashSet<>();

  /** Selectors (a name with its descriptor) that are called on receivers of a type. */
  private final Map<Type, Set<String>> calls = new LinkedHashMap<>();

  private ReferenceRta(URLClassLoader program) {
    this.program = program;
  }

  /**
   * Methods that run from {@code main} of a class, and declarations that their calls resolve to, as
   * {@code a/b/C.m(I)V}, sorted. The class path is of jars.
   */
  public static Set<String> kept(List<Path> classPath, String mainClass) throws IOException {
    URL[] jars = new URL[classPath.size()];
    for (int i = 0; i < jars.length; i++) {
      jars[i] = classPath.get(i).toUri().toURL();
    }
    try (URLClassLoader program = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      ReferenceRta rta = new ReferenceRta(program);
      Type main = rta.type(mainClass.replace('.', '/'));
      rta.initialize(main);
      rta.reach(main, "main([Ljava/lang/String;)V");
      while (!rta.worklist.isEmpty()) {
        rta.worklist.removeLast().code().ifPresent(code -> code.forEach(rta::visit));
      }
      return rta.kept;
    }
  }

  private void visit(Object element) {
    switch (element) {
      case NewObjectInstruction made -> instantiate(type(made.className().asInternalName()));
      case FieldInstruction field -> {
        if (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC) {
          initialize(declaring(type(field.owner().asInternalName()), field.name().stringValue()));
        }
      }
      case InvokeInstruction call -> {
        Type owner = type(call.owner().asInternalName());
        if (call.opcode() == Opcode.INVOKESTATIC || call.opcode() == Opcode.INVOKESPECIAL) {
          direct(owner, selector(call.method()));
        } else {
          call(owner, selector(call.method()));
        }
      }
      case InvokeDynamicInstruction site -> {
        site.invokedynamic().bootstrap().arguments().forEach(this::constant);
        constant(site.invokedynamic().bootstrap().bootstrapMethod());
        functionObject(site.typeSymbol().returnType().descriptorString());
      }
      case ConstantInstruction.LoadConstantInstruction load -> constant(load.constantEntry());
      default -> {}
    }
  }

  /** A class that implements the interface; a call on it selects what the interface declares. */
  private void functionObject(String descriptor) {
    Type type = type(descriptor.replaceAll("^L|;$", ""));
    if (type.isInterface()) {
      List<Type> above = List.of(type("java/lang/Object"), type);
      instantiate(new Type("a class for " + type.name, above, Map.of(), null, true));
    }
  }

  private void constant(LoadableConstantEntry constant) {
    switch (constant) {
      case ConstantDynamicEntry dynamic -> constant(dynamic.bootstrap().bootstrapMethod());
      case MethodHandleEntry handle -> {
        MemberRefEntry member = handle.reference();
        Type owner = type(member.owner().asInternalName());
        switch (handle.kind()) {
          case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
              call(owner, selector(member));
          case MethodHandleInfo.REF_newInvokeSpecial -> {
            instantiate(owner);
            direct(owner, selector(member));
          }
          default -> direct(owner, selector(member));
        }
      }
      default -> {}
    }
  }

  private static String selector(MemberRefEntry method) {
    return method.name().stringValue() + method.type().stringValue();
  }

  private void direct(Type owner, String selector) {
    resolve(owner, selector)
        .ifPresent(
            found -> {
              initialize(found);
              reach(found, selector);
            });
  }

  private void call(Type receiver, String selector) {
    if (calls.computeIfAbsent(receiver, _ -> new LinkedHashSet<>()).add(selector)) {
      resolve(receiver, selector).ifPresent(found -> keep(found, selector));
      for (Type type : List.copyOf(instantiated)) {
        if (type.supertypes().contains(receiver)) {
          resolve(type, selector).ifPresent(t -> reach(t, selector));
        }
      }
    }
  }

  private void instantiate(Type type) {
    initialize(type);
    if (!instantiated.add(type)) {
      return;
    }
    for (Type above : type.supertypes()) {
      List.copyOf(calls.getOrDefault(above, Set.of()))
          .forEach(called -> resolve(type, called).ifPresent(t -> reach(t, called)));
      for (String selector : above.own ? Set.<String>of() : above.methods.keySet()) {
        if (above.isVirtual(selector)) {
          resolve(type, selector).ifPresent(t -> reach(t, selector));
        }
      }
    }
  }

  /** The type that declares what is found: a class, else the most specific interface, if any. */
  private static Optional<Type> resolve(Type type, String selector) {
    Type found = null;
    for (Type t : type.supertypes()) {
      if (t.methods.containsKey(selector)) {
        if (!t.isInterface()) {
          return Optional.of(t);
        }
        boolean isBetter = found != null && found.isAbstract(selector) && !t.isAbstract(selector);
        found = found == null || isBetter || t.supertypes().contains(found) ? t : found;
      }
    }
    return Optional.ofNullable(found);
  }

  private static Type declaring(Type type, String field) {
    return type.supertypes().stream()
        .filter(t -> t.model != null)
        .filter(t -> t.model.fields().stream().anyMatch(f -> f.fieldName().equalsString(field)))
        .findFirst()
        .orElse(type);
  }

  private void keep(Type owner, String selector) {
    if (owner.own) {
      kept.add(owner.name + "." + selector);
    }
  }

  private void reach(Type owner, String selector) {
    keep(owner, selector);
    if (owner.own && reached.add(owner.methods.get(selector))) {
      worklist.add(owner.methods.get(selector));
    }
  }

  private void initialize(Type type) {
    if (type.own && initialized.add(type)) {
      if (type.methods.containsKey("<clinit>()V")) {
        reach(type, "<clinit>()V");
      }
      for (Type t : type.isInterface() ? Set.<Type>of() : type.supertypes()) {
        if (!t.isInterface() || t.declaresDefault()) {
          initialize(t);
        }
      }
    }
  }

  private Type type(String name) {
    Type known = types.get(name);
    if (known == null) {
      known = load(name.startsWith("[") ? "java/lang/Object" : name);
      types.put(name, known);
    }
    return known;
  }

  private Type load(String name) {
    URL file = program.getResource(name + ".class");
    if (file == null) {
      return new Type(name, List.of(), Map.of(), null, false);
    }
    ClassModel model = parse(file);
    Map<String, MethodModel> methods = new LinkedHashMap<>();
    for (MethodModel method : model.methods()) {
      methods.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
    }
    List<Type> above =
        Stream.concat(model.superclass().stream(), model.interfaces().stream())
            .map(type -> type(type.asInternalName()))
            .toList();
    return new Type(name, above, methods, model, file.getProtocol().equals("jar"));
  }

  private static ClassModel parse(URL file) {
    try (InputStream in = file.openStream()) {
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
