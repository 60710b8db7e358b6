package dev.whittle.testkit.reflect;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that {@code java.lang.reflect} says of one class. */
public final class ReflectiveDump {
  private static final Comparator<Executable> BY_DESCRIPTOR =
      Comparator.comparing(ReflectiveDump::descriptor);

  private final Class<?> type;
  private final Facts facts;

  private ReflectiveDump(Class<?> type) {
    this.type = type;
    this.facts = new Facts(type.getClassLoader());
  }

  /**
   * One line per fact. Facts that say nothing (no annotation, no flag) are left out, errors are
   * not. Methods and constructors come in the order of their descriptors.
   *
   * <p>Annotations may name enum constants, which initializes their enums; nothing else does.
   */
  public static List<String> of(Class<?> type) {
    ReflectiveDump dump = new ReflectiveDump(type);
    dump.declaration();
    dump.nesting();
    dump.members();
    return dump.facts.lines();
  }

  private void declaration() {
    facts.add("flags", () -> Integer.toHexString(type.getModifiers()));
    facts.add("kind", this::kind);
    facts.add("simple name", type::getSimpleName);
    facts.add("canonical name", type::getCanonicalName);
    facts.add("generic", type::toGenericString);
    facts.add("superclass", type::getSuperclass);
    facts.add("generic superclass", () -> name(type.getGenericSuperclass()));
    facts.add("annotated superclass", () -> AnnotatedTypes.text(type.getAnnotatedSuperclass()));
    facts.add("interfaces", type::getInterfaces);
    facts.add("generic interfaces", () -> names(type.getGenericInterfaces()));
    facts.add("annotated interfaces", () -> AnnotatedTypes.texts(type.getAnnotatedInterfaces()));
    typeParameters("", type);
    annotations("", type);
    facts.add("all annotations", type::getAnnotations);
  }

  private String kind() {
    StringBuilder kind = new StringBuilder();
    kind.append(type.isInterface() ? "interface " : "").append(type.isEnum() ? "enum " : "");
    kind.append(type.isAnnotation() ? "annotation " : "").append(type.isRecord() ? "record " : "");
    kind.append(type.isSealed() ? "sealed " : "").append(type.isSynthetic() ? "synthetic " : "");
    return kind.toString();
  }

  private void nesting() {
    facts.add("anonymous", type::isAnonymousClass);
    facts.add("local", type::isLocalClass);
    facts.add("member", type::isMemberClass);
    facts.add("declaring class", type::getDeclaringClass);
    facts.add("enclosing class", type::getEnclosingClass);
    facts.add("enclosing method", type::getEnclosingMethod);
    facts.add("enclosing constructor", type::getEnclosingConstructor);
    facts.add("nest host", type::getNestHost);
    facts.add("nest members", type::getNestMembers);
    facts.add("permitted", type::getPermittedSubclasses);
    facts.add("declared classes", type::getDeclaredClasses);
    facts.add("public classes", type::getClasses);
  }

  private void members() {
    Field[] fields = facts.ask("fields", type::getDeclaredFields);
    for (Field field : fields == null ? new Field[0] : fields) {
      field(field);
    }
    Constructor<?>[] constructors = facts.ask("constructors", type::getDeclaredConstructors);
    if (constructors != null) {
      Arrays.stream(constructors).sorted(BY_DESCRIPTOR).forEach(this::executable);
    }
    Method[] methods = facts.ask("methods", type::getDeclaredMethods);
    if (methods != null) {
      Arrays.stream(methods).sorted(BY_DESCRIPTOR).forEach(this::method);
    }
    RecordComponent[] components = facts.ask("components", type::getRecordComponents);
    facts.add("component count", () -> components == null ? "none" : components.length);
    for (RecordComponent component : components == null ? new RecordComponent[0] : components) {
      component(component);
    }
    facts.add("public methods", () -> sorted(type.getMethods()));
  }

  private static String[] sorted(Method[] methods) {
    return Arrays.stream(methods).map(Method::toString).sorted().toArray(String[]::new);
  }

  private void field(Field field) {
    String name = "field " + field.getName() + ":" + field.getType().descriptorString() + " ";
    facts.add(name + "flags", () -> "0x" + Integer.toHexString(field.getModifiers()));
    facts.add(name + "enum constant", field::isEnumConstant);
    facts.add(name + "generic", field::toGenericString);
    facts.add(name + "annotated", () -> AnnotatedTypes.text(field.getAnnotatedType()));
    annotations(name, field);
  }

  private void component(RecordComponent component) {
    String name = "component " + component.getName() + " ";
    facts.add(name + "type", component::getType);
    facts.add(name + "signature", component::getGenericSignature);
    facts.add(name + "generic", () -> name(component.getGenericType()));
    facts.add(name + "annotated", () -> AnnotatedTypes.text(component.getAnnotatedType()));
    facts.add(name + "accessor", component::getAccessor);
    annotations(name, component);
  }

  private void method(Method method) {
    executable(method);
    String name = descriptor(method) + " ";
    facts.add(name + "default", method::isDefault);
    facts.add(name + "default value", method::getDefaultValue);
  }

  private void executable(Executable executable) {
    String name = descriptor(executable) + " ";
    facts.add(name + "flags", () -> "0x" + Integer.toHexString(executable.getModifiers()));
    facts.add(name + "generic", executable::toGenericString);
    facts.add(name + "exceptions", executable::getExceptionTypes);
    facts.add(name + "generic exceptions", () -> names(executable.getGenericExceptionTypes()));
    facts.add(name + "generic types", () -> names(executable.getGenericParameterTypes()));
    facts.add(name + "returns", () -> annotated(executable.getAnnotatedReturnType()));
    facts.add(name + "receiver", () -> annotated(executable.getAnnotatedReceiverType()));
    facts.add(
        name + "annotated types",
        () -> AnnotatedTypes.texts(executable.getAnnotatedParameterTypes()));
    facts.add(
        name + "annotated exceptions",
        () -> AnnotatedTypes.texts(executable.getAnnotatedExceptionTypes()));
    facts.add(name + "parameter annotations", executable::getParameterAnnotations);
    typeParameters(name, executable);
    annotations(name, executable);
    Parameter[] parameters = facts.ask(name + "parameters", executable::getParameters);
    for (int i = 0; parameters != null && i < parameters.length; i++) {
      parameter(name + i + " ", parameters[i]);
    }
  }

  private void parameter(String name, Parameter parameter) {
    facts.add(name + "name", () -> parameter.isNamePresent() ? parameter.getName() : null);
    facts.add(name + "flags", parameter::getModifiers);
    facts.add(name + "generic", () -> name(parameter.getParameterizedType()));
    annotations(name, parameter);
  }

  private void typeParameters(String name, GenericDeclaration declaration) {
    TypeVariable<?>[] variables =
        facts.ask(name + "type parameters", declaration::getTypeParameters);
    for (int i = 0; variables != null && i < variables.length; i++) {
      TypeVariable<?> variable = variables[i];
      String prefix = name + "<" + variable.getName() + "> ";
      facts.add(prefix + "bounds", () -> names(variable.getBounds()));
      facts.add(prefix + "annotated", () -> AnnotatedTypes.texts(variable.getAnnotatedBounds()));
      annotations(prefix, variable);
    }
  }

  private void annotations(String name, AnnotatedElement element) {
    facts.add(name + "annotations", element::getDeclaredAnnotations);
  }

  private static String annotated(AnnotatedType type) {
    return AnnotatedTypes.text(type);
  }

  private static String name(Type type) {
    return type == null ? null : type.getTypeName();
  }

  private static List<String> names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.toList());
  }

  private static String descriptor(Executable executable) {
    String parameters =
        Arrays.stream(executable.getParameterTypes())
            .map(Class::descriptorString)
            .collect(Collectors.joining("", "(", ")"));
    return executable instanceof Method method
        ? "method " + method.getName() + parameters + method.getReturnType().descriptorString()
        : "constructor " + parameters;
  }
}
