package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies of functions of which only the declaration survives: each throws an error that says which
 * function it is. Such a body is reached only when the analysis missed a call, so it must be seen:
 * it never returns.
 */
final class Stubs {
  private static final String ERROR = "java/lang/LinkageError";

  private Stubs() {}

  /** The body of a function that nothing was found to call. */
  static CodeHandle of(ClassDef owner, FunctionDef function) {
    return throwing(owner, function, List.of(), ERROR, message(owner, function));
  }

  /**
   * A body that does {@code before}, which leaves nothing on the stack, and throws.
   *
   * @param before defines the first temps, numbered from 0
   * @param error with a constructor that takes a message
   */
  static CodeHandle throwing(
      ClassDef owner, FunctionDef function, List<Statement> before, String error, String message) {
    List<Local> locals = new ArrayList<>();
    List<VType> types = new ArrayList<>();
    int slot = 0;
    if (!function.isStatic()) {
      VType self =
          function.isConstructor() ? new VType.UninitThis() : new VType.Class(owner.name());
      locals.add(new Local(slot++, self.kind()));
      types.add(self);
    }
    for (String parameter : Descriptor.parameters(function.descriptor())) {
      VType type = VType.of(parameter);
      locals.add(new Local(slot, type.kind()));
      types.add(type);
      slot += type.kind().slots();
    }
    int[] parameters = new int[locals.size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i;
    }
    int made = (int) before.stream().filter(Statement.Const.class::isInstance).count();
    List<Statement> statements = new ArrayList<>(before);
    statements.add(new Statement.New(made, error));
    statements.add(new Statement.Shuffle(ShuffleForm.DUP, Ints.of(made)));
    statements.add(new Statement.Const(made + 1, new Constant.Str(message)));
    statements.add(
        new Statement.Invoke(
            Statement.NONE,
            Statement.InvokeKind.SPECIAL,
            new MethodRef(error, "<init>", "(Ljava/lang/String;)V", OwnerKind.CLASS),
            Ints.of(made, made + 1)));
    Block block =
        new Block(
            List.of(),
            new EntryTypes(Ints.of(parameters), types),
            Ints.EMPTY,
            statements,
            new Terminator.Throw(made));
    Body body =
        new Body(locals, locals.size(), List.of(block), List.of(), made + 2, List.of(), Ints.EMPTY);
    return new CodeHandle.Code(body, Locations.NONE);
  }

  private static String message(ClassDef owner, FunctionDef function) {
    return "pruned, since nothing was found to call it: " + name(owner, function);
  }

  /** As people write it. */
  static String name(ClassDef owner, FunctionDef function) {
    return owner.name().replace('/', '.')
        + "."
        + function.name()
        + "("
        + String.join(", ", Descriptor.sourceParameters(function.descriptor()))
        + ")";
  }
}
