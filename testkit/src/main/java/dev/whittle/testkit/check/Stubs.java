package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which methods of an output class are stubs: bodies that only throw, where the input's did
 * something else. A pruner leaves them where a declaration must stay but is never called.
 */
final class Stubs {
  private Stubs() {}

  /** The methods of {@code out} whose bodies were replaced. */
  static Set<Member> of(ClassModel out, ClassModel in) {
    var candidates =
        out.methods().stream()
            .filter(m -> m.code().filter(Stubs::onlyThrows).isPresent())
            .collect(Collectors.toMap(ClassFacts::member, m -> m));
    for (MethodModel input : in.methods()) {
      MethodModel output = candidates.get(ClassFacts.member(input));
      if (output != null && !isReplaced(output, input)) {
        candidates.remove(ClassFacts.member(input));
      }
    }
    return Set.copyOf(candidates.keySet());
  }

  private static boolean isReplaced(MethodModel output, MethodModel input) {
    return input
        .code()
        .map(code -> !named(code).containsAll(named(output.code().orElseThrow())))
        .orElse(true);
  }

  /** One path, which ends in a throw. */
  private static boolean onlyThrows(CodeModel code) {
    Instruction last = null;
    for (CodeElement element : code) {
      switch (element) {
        case BranchInstruction _, LookupSwitchInstruction _, TableSwitchInstruction _ -> {
          return false;
        }
        case ExceptionCatch _ -> {
          return false;
        }
        case Instruction instruction -> last = instruction;
        default -> {}
      }
    }
    return last instanceof ThrowInstruction;
  }

  /** The members and classes that a body uses. */
  private static Set<String> named(CodeModel code) {
    var names = new HashSet<String>();
    for (CodeElement element : code) {
      switch (element) {
        case InvokeInstruction i ->
            names.add(i.owner().asInternalName() + "." + i.name() + i.type());
        case FieldInstruction i -> names.add(i.owner().asInternalName() + "." + i.name());
        case NewObjectInstruction i -> names.add(i.className().asInternalName());
        case InvokeDynamicInstruction i -> names.add(i.name() + "" + i.type());
        default -> {}
      }
    }
    return names;
  }
}
