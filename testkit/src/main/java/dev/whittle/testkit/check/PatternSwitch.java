package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The enum constants that a pattern switch names by strings. A constant that is gone is no error
 * there: it never matches, so a check has to look for it.
 */
final class PatternSwitch {
  private static final String BOOTSTRAPS = "java/lang/runtime/SwitchBootstraps";

  private PatternSwitch() {}

  /** The constants in the labels of a call site; none if it is no pattern switch. */
  static Stream<Reference> constants(DynamicConstantPoolEntry site) {
    var bootstrap = site.bootstrap().bootstrapMethod().reference();
    if (!bootstrap.owner().asInternalName().equals(BOOTSTRAPS)) {
      return Stream.of();
    }
    List<LoadableConstantEntry> labels = site.bootstrap().arguments();
    if (bootstrap.name().equalsString("enumSwitch")) {
      String selector = Descriptors.parameters(site.type().stringValue()).getFirst();
      return labels.stream()
          .flatMap(label -> string(label).stream())
          .map(name -> constant(Descriptors.className(selector), name));
    }
    return labels.stream().flatMap(label -> enumDesc(label).stream());
  }

  private static Reference constant(String type, String name) {
    return new Reference.ToField(type, new Member(name, Descriptors.ofClassName(type)));
  }

  private static Optional<String> string(LoadableConstantEntry entry) {
    return entry instanceof StringEntry s ? Optional.of(s.stringValue()) : Optional.empty();
  }

  /** {@code EnumDesc.of(ClassDesc.of("p.E"), "NAME")}, as dynamic constants. */
  private static Optional<Reference> enumDesc(LoadableConstantEntry label) {
    List<LoadableConstantEntry> call = arguments(label);
    if (call.size() != 3) {
      return Optional.empty();
    }
    List<LoadableConstantEntry> type = arguments(call.get(1));
    return type.size() == 2
        ? string(type.get(1))
            .flatMap(c -> string(call.get(2)).map(name -> constant(c.replace('.', '/'), name)))
        : Optional.empty();
  }

  private static List<LoadableConstantEntry> arguments(LoadableConstantEntry entry) {
    return entry instanceof ConstantDynamicEntry dynamic
        ? dynamic.bootstrap().arguments()
        : List.of();
  }
}
