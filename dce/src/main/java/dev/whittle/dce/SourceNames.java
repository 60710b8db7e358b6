package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Descriptor;
import java.util.List;

/** Names as people write them, from descriptors. */
final class SourceNames {
  private SourceNames() {}

  /** The parameter types of a method descriptor in source form. */
  static List<String> parameters(String methodDescriptor) {
    return Descriptor.parameters(methodDescriptor).stream().map(SourceNames::type).toList();
  }

  /** A field descriptor in source form. */
  static String type(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> type(descriptor.substring(1)) + "[]";
      case 'L' -> Descriptor.className(descriptor).replace('/', '.');
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case 'V' -> "void";
      default -> throw new IllegalArgumentException("not a descriptor: " + descriptor);
    };
  }

  /** A fact as a symbol: unlike its words it tells apart what differs in result types alone. */
  static String symbol(Facts.Kind kind, Object subject) {
    return kind + " " + subject;
  }

  /** A fact in words. */
  static String describe(Facts.Kind kind, Object subject) {
    return switch (kind) {
      case LOADED -> "class " + name((ClassNode) subject);
      case INITIALIZED -> "the initialization of " + name((ClassNode) subject);
      case INSTANTIATED -> "an instance of " + name((ClassNode) subject);
      case ENUMERATED -> "a listing of the members of " + name((ClassNode) subject);
      case REFERENCED -> "the declaration of " + name((FunctionNode) subject);
      case USED -> name((FunctionNode) subject);
      case FIELD -> name((FieldNode) subject);
      case VIRTUAL_CALL -> {
        VirtualCall call = (VirtualCall) subject;
        yield "a call of " + name(call.receiver()) + "." + member(call.resolved().selector);
      }
      case CAPABILITY, SERVICE -> subject.toString();
    };
  }

  /** The class or member that a fact is about; of other facts, the fact. */
  static String subject(Facts.Kind kind, Object subject) {
    return switch (subject) {
      case ClassNode c -> name(c);
      case FunctionNode function -> name(function);
      default -> describe(kind, subject);
    };
  }

  private static String name(ClassNode c) {
    return c.name.replace('/', '.');
  }

  private static String name(FunctionNode function) {
    String name = name(function.owner) + "." + member(function.selector);
    return Access.has(function.access, Access.BRIDGE)
        ? name
            + " (bridge returning "
            + type(Descriptor.returnType(function.selector.descriptor()))
            + ")"
        : name;
  }

  private static String name(FieldNode field) {
    return name(field.owner) + "." + field.selector.name();
  }

  private static String member(Selector selector) {
    return selector.name() + "(" + String.join(", ", parameters(selector.descriptor())) + ")";
  }
}
