package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.List;
import java.util.Locale;

/**
 * What a look-up of members asks for, apart from the class: sites that ask for the same share one.
 *
 * @param visible members it sees
 * @param parameters descriptors of parameter types, null when they are not known
 */
record MemberQuery(
    ReflectiveCall call, Visible visible, NamePattern name, List<String> parameters) {
  /** Which members a look-up sees. */
  enum Visible {
    PUBLIC,
    ALL
  }

  static MemberQuery of(ReflectiveSite site, NamePattern name) {
    ReflectiveCall call = site.call.reflection();
    boolean lookup = site.call.method().owner().endsWith("Lookup");
    return new MemberQuery(
        call, lookup || isDeclared(call) ? Visible.ALL : Visible.PUBLIC, name, site.parameters);
  }

  private static boolean isDeclared(ReflectiveCall call) {
    return call.name().contains("DECLARED")
        || call == ReflectiveCall.NEW_INSTANCE
        || call == ReflectiveCall.FIELD_UPDATER
        || call == ReflectiveCall.LIST_RECORD_COMPONENTS;
  }

  boolean asksFor(FunctionNode function) {
    return name.matches(function.selector.name())
        && sees(function.access)
        && (parameters == null
            || parameters.equals(Descriptor.parameters(function.selector.descriptor())));
  }

  boolean asksFor(FieldNode field) {
    return name.matches(field.selector.name()) && sees(field.access);
  }

  boolean sees(int access) {
    return visible == Visible.ALL || Access.has(access, Access.PUBLIC);
  }

  boolean isConstruction() {
    return call.finds() == ReflectiveCall.Finds.CONSTRUCTORS;
  }

  /** Whether it says enough of what it wants to be applied to many classes. */
  boolean isSelective() {
    return switch (call.finds()) {
      case METHODS -> !name.equals(NamePattern.ANY) || (parameters != null && parameters.isEmpty());
      case FIELDS -> call.asksForName();
      case CLASSES, CONSTRUCTORS, OTHER -> false;
    };
  }

  /** Also the symbol in the order of reasons: different queries read differently. */
  @Override
  public String toString() {
    String types =
        parameters == null
            ? "..."
            : String.join(", ", parameters.stream().map(Descriptor::sourceType).toList());
    String words = call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (call.finds()) {
      case METHODS -> words + " " + name + "(" + types + ") of some class";
      case CONSTRUCTORS -> words + " (" + types + ") of some class";
      case CLASSES -> words + " " + name;
      case FIELDS, OTHER -> words + " " + name + " of some class";
    };
  }
}
