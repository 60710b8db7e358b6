package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Descriptor;

/** Facts and their subjects as people write them. */
final class SourceNames {
  private SourceNames() {}

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
            + Descriptor.sourceType(Descriptor.returnType(function.selector.descriptor()))
            + ")"
        : name;
  }

  private static String name(FieldNode field) {
    return name(field.owner) + "." + field.selector.name();
  }

  private static String member(Selector selector) {
    return selector.name()
        + "("
        + String.join(", ", Descriptor.sourceParameters(selector.descriptor()))
        + ")";
  }
}
