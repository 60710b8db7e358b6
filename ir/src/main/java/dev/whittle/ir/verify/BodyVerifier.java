package dev.whittle.ir.verify;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Body;
import java.util.List;

/**
 * Says which invariants a function breaks. First its shape (indices, numbering, symbols), then,
 * only if that is right, the types along its flow.
 */
public final class BodyVerifier {
  private BodyVerifier() {}

  /**
   * The violations of {@code function}, which need not be among the functions of its class. Code
   * that lowering refused has none.
   */
  public static List<Violation> verify(ClassDef owner, FunctionDef function) {
    Report report = new Report();
    boolean needsCode = !Access.has(function.access(), Access.ABSTRACT | Access.NATIVE);
    if (function.code() == null) {
      report.check(!needsCode, Invariant.CODE_PRESENCE, "no code");
      return report.toList();
    }
    if (function.code().refusal().isPresent()) {
      return List.of();
    }
    report.check(needsCode, Invariant.CODE_PRESENCE, "code of an abstract or native function");
    Body body = function.code().body();
    if (!SymbolCheck.isMethodDescriptor(function.descriptor())) {
      report.add(Invariant.SYMBOL, "not a method descriptor: " + function.descriptor());
      return report.toList();
    }
    new ShapeCheck(report, owner, function, body).check();
    new LocationCheck(report, body, function.code().locations()).check();
    new SymbolCheck(report, owner, body).check();
    if (report.isEmpty()) {
      new FlowCheck(report, owner, function, body).check();
    }
    return report.toList();
  }
}
