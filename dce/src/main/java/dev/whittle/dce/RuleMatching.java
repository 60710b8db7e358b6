package dev.whittle.dce;

import dev.whittle.dce.rules.ClassSpec;
import dev.whittle.dce.rules.ClassSpec.MemberSpec;
import dev.whittle.dce.rules.NameMatch;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.Descriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Whether classes and members are those that a rule names. */
final class RuleMatching {
  private RuleMatching() {}

  /** What the wildcards of the rule's class name stand for; null when the class is not meant. */
  static List<String> wildcards(ClassSpec spec, ClassNode c) {
    List<String> wildcards = spec.wildcards(dotted(c.name));
    return wildcards != null
            && spec.flags().accepts(c.access)
            && (spec.annotation() == null || carries(c, spec.annotation()))
            && (spec.parent() == null || hasParent(c, spec.parent()))
        ? wildcards
        : null;
  }

  private static String dotted(String name) {
    return name.replace('/', '.');
  }

  private static boolean carries(ClassNode c, NameMatch annotation) {
    return carries(c.definitions.stream().map(definition -> definition.attributes()), annotation);
  }

  private static boolean carries(Stream<Attributes> attributes, NameMatch annotation) {
    return attributes
        .flatMap(each -> each.annotations().stream())
        .map(Annotation.Use::annotation)
        .anyMatch(each -> annotation.matches(dotted(Descriptor.className(each.type()))));
  }

  private static boolean hasParent(ClassNode c, ClassSpec.Parent parent) {
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    return supertypes.stream()
        .filter(each -> each != c)
        .anyMatch(
            each ->
                parent.name().matches(dotted(each.name))
                    && (parent.annotation() == null || carries(each, parent.annotation())));
  }

  /** Whether the class has a member of each kind. */
  static boolean hasAll(ClassNode c, List<MemberSpec> members) {
    return members.stream()
        .allMatch(
            spec ->
                c.functions.values().stream().anyMatch(function -> names(spec, function))
                    || c.fields.values().stream().anyMatch(field -> names(spec, field)));
  }

  static boolean names(MemberSpec spec, FunctionNode function) {
    if (!accepts(
        spec,
        function.access,
        function.definitions.stream().map(each -> each.function().attributes()))) {
      return false;
    }
    String descriptor = function.selector.descriptor();
    return switch (spec) {
      case MemberSpec.All _ -> true;
      case MemberSpec.Fields _ -> false;
      case MemberSpec.Methods methods ->
          methods.name().matches(function.selector.name())
              && (methods.type() == null
                  || (!function.selector.name().startsWith("<")
                      && methods
                          .type()
                          .matches(Descriptor.sourceType(Descriptor.returnType(descriptor)))))
              && parameters(methods.parameters(), descriptor);
    };
  }

  private static boolean parameters(List<NameMatch> patterns, String descriptor) {
    if (patterns == null) {
      return true;
    }
    List<String> types = Descriptor.sourceParameters(descriptor);
    if (types.size() != patterns.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!patterns.get(i).matches(types.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean names(MemberSpec spec, FieldNode field) {
    if (!accepts(spec, field.access, field.definitions.stream().map(each -> each.attributes()))) {
      return false;
    }
    return switch (spec) {
      case MemberSpec.All _ -> true;
      case MemberSpec.Methods _ -> false;
      case MemberSpec.Fields fields ->
          fields.name().matches(field.selector.name())
              && (fields.type() == null
                  || fields.type().matches(Descriptor.sourceType(field.selector.descriptor())));
    };
  }

  private static boolean accepts(MemberSpec spec, int access, Stream<Attributes> attributes) {
    return spec.flags().accepts(access)
        && (spec.annotation() == null || carries(attributes, spec.annotation()));
  }
}
