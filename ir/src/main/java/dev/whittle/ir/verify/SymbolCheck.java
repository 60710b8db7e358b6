package dev.whittle.ir.verify;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.HashSet;
import java.util.Set;

/** Names, descriptors and constants (JVMS 4.2, 4.3, 4.4), and the counts that follow from them. */
final class SymbolCheck {
  private static final int MAX_DIMENSIONS = 255;
  private static final int MAX_ARGUMENT_SLOTS = 255;
  private static final int MAX_STRING_BYTES = 65535;

  private final Report report;
  private final int version;
  private final Body body;

  /** What has been found legal, so that a symbol is looked at once per body. */
  private final Set<Object> legal = new HashSet<>();

  SymbolCheck(Report report, ClassDef owner, Body body) {
    this.report = report;
    this.version = owner.majorVersion();
    this.body = body;
  }

  void check() {
    for (Handler handler : body.handlers()) {
      if (handler.catchType() != null) {
        className(handler.catchType());
      }
    }
    int point = 0;
    for (int i = 0; i < body.blocks().size(); i++) {
      Block block = body.blocks().get(i);
      report.enter(i, point);
      block.entry().types().forEach(this::type);
      block.parameters().forEach(parameter -> type(parameter.type()));
      for (Statement statement : block.statements()) {
        statement(statement);
        report.nextPoint();
      }
      point += block.statements().size() + 1;
    }
    report.leaveBlocks();
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Const s -> {
        if (!(s.constant() instanceof Constant.Null)) {
          constant(s.constant());
        }
      }
      case Statement.GetField s -> field(s.field());
      case Statement.PutField s -> field(s.field());
      case Statement.GetStatic s -> field(s.field());
      case Statement.PutStatic s -> field(s.field());
      case Statement.New s -> className(s.className());
      case Statement.NewArray s -> newArray(s.elementDescriptor());
      case Statement.NewMultiArray s -> newMultiArray(s);
      case Statement.Invoke s -> invoke(s);
      case Statement.InvokeDynamic s -> invokeDynamic(s);
      case Statement.Cast s -> reference(s.type());
      case Statement.InstanceOf s -> reference(s.type());
      case Statement.Load _,
          Statement.Store _,
          Statement.Increment _,
          Statement.Unary _,
          Statement.Binary _,
          Statement.ArrayLoad _,
          Statement.ArrayStore _,
          Statement.ArrayLength _,
          Statement.MonitorEnter _,
          Statement.MonitorExit _,
          Statement.Discard _,
          Statement.Shuffle _,
          Statement.Nop _ -> {}
    }
  }

  private void type(VType type) {
    switch (type) {
      case VType.Class(String name) -> reference(name);
      case VType.Join join -> join.names().forEach(this::reference);
      case VType.Primitive _, VType.Null _, VType.Uninit _, VType.UninitThis _ -> {}
    }
  }

  private void field(FieldRef field) {
    if (legal.add(field)) {
      className(field.owner());
      name(field.name());
      descriptor(field.descriptor());
    }
  }

  private void newArray(String element) {
    descriptor(element);
    report.check(
        dimensions(element) < MAX_DIMENSIONS,
        Invariant.ARRAY_DIMENSIONS,
        () -> "an array of " + element);
  }

  private void newMultiArray(Statement.NewMultiArray statement) {
    String array = statement.arrayDescriptor();
    descriptor(array);
    int lengths = statement.lengths().size();
    report.check(
        lengths >= 1 && lengths <= dimensions(array) && dimensions(array) <= MAX_DIMENSIONS,
        Invariant.ARRAY_DIMENSIONS,
        () -> lengths + " lengths for " + array);
  }

  private void invoke(Statement.Invoke call) {
    MethodRef method = call.method();
    if (legal.add(method)) {
      reference(method.owner());
      methodName(method.name());
    }
    boolean isStatic = call.kind() == Statement.InvokeKind.STATIC;
    callShape(method.descriptor(), isStatic ? 0 : 1, call.arguments(), call.result());
  }

  private void invokeDynamic(Statement.InvokeDynamic call) {
    if (version < 51) {
      report.add(Invariant.CONSTANT, "invokedynamic in version " + version);
    }
    dynamic(call.site());
    callShape(call.site().descriptor(), 0, call.arguments(), call.result());
  }

  private void callShape(String descriptor, int receivers, Ints arguments, int result) {
    if (!isMethodDescriptor(descriptor)) {
      report.add(Invariant.SYMBOL, "not a method descriptor: " + descriptor);
      return;
    }
    int slots = receivers;
    int count = receivers;
    for (String parameter : Descriptor.parameters(descriptor)) {
      slots += Descriptor.kind(parameter).slots();
      count++;
    }
    boolean isVoid = descriptor.endsWith(")V");
    report.check(
        count == arguments.size()
            && slots <= MAX_ARGUMENT_SLOTS
            && isVoid == (result == Statement.NONE),
        Invariant.CALL_SHAPE,
        () ->
            arguments.size()
                + " arguments, "
                + (result < 0 ? "no" : "a")
                + " result: "
                + descriptor);
  }

  /** A constant that a constant pool can hold. */
  private void constant(Constant constant) {
    switch (constant) {
      case Constant.Null() -> report.add(Invariant.CONSTANT, "null among bootstrap arguments");
      case Constant.Str(String value) ->
          report.check(
              encodedLength(value) <= MAX_STRING_BYTES,
              Invariant.CONSTANT,
              () -> "a string of " + encodedLength(value) + " bytes");
      case Constant.ClassRef(String name) -> {
        since(49, "a class constant");
        reference(name);
      }
      case Constant.MethodType(String descriptor) -> {
        since(51, "a method type");
        methodDescriptor(descriptor);
      }
      case Constant.Handle handle -> handle(handle);
      case Constant.Dynamic dynamic -> {
        since(55, "a dynamic constant");
        if (report.check(
            isFieldDescriptor(dynamic.descriptor()),
            Invariant.CONSTANT,
            () -> "a dynamic constant needs a field descriptor: " + dynamic.descriptor())) {
          dynamic(dynamic);
        }
      }
      case Constant.Int _, Constant.Long _, Constant.Float _, Constant.Double _ -> {}
    }
  }

  private void since(int major, String what) {
    report.check(version >= major, Invariant.CONSTANT, () -> what + " in version " + version);
  }

  private void handle(Constant.Handle handle) {
    since(51, "a method handle");
    reference(handle.owner());
    if (handle.kind().isField()) {
      name(handle.name());
      descriptor(handle.descriptor());
    } else {
      methodName(handle.name());
      methodDescriptor(handle.descriptor());
      report.check(
          handle.name().equals("<init>")
              == (handle.kind() == Constant.HandleKind.NEW_INVOKE_SPECIAL),
          Invariant.CONSTANT,
          () -> "a handle of kind " + handle.kind() + " to " + handle.name());
    }
  }

  private void dynamic(Constant.Dynamic dynamic) {
    name(dynamic.name());
    handle(dynamic.bootstrap());
    report.check(
        !dynamic.bootstrap().kind().isField(),
        Invariant.CONSTANT,
        "a bootstrap method that is a field");
    dynamic.arguments().forEach(this::constant);
  }

  private void reference(String name) {
    boolean isLegal =
        name.startsWith("[") ? isFieldDescriptor(name) : isClassName(name, 0, name.length());
    symbol(isLegal, "class name", name);
  }

  private void className(String name) {
    symbol(isClassName(name, 0, name.length()), "name of a class", name);
  }

  private void descriptor(String descriptor) {
    symbol(isFieldDescriptor(descriptor), "field descriptor", descriptor);
  }

  private void methodDescriptor(String descriptor) {
    symbol(isMethodDescriptor(descriptor), "method descriptor", descriptor);
  }

  private void name(String name) {
    symbol(isName(name), "member name", name);
  }

  private void methodName(String name) {
    boolean isLegal =
        name.equals("<init>") || isName(name) && name.indexOf('<') < 0 && name.indexOf('>') < 0;
    symbol(isLegal, "name of a method that can be called", name);
  }

  private void symbol(boolean isLegal, String what, String symbol) {
    report.check(isLegal, Invariant.SYMBOL, () -> "not a " + what + ": " + symbol);
  }

  private static int dimensions(String descriptor) {
    int count = 0;
    while (count < descriptor.length() && descriptor.charAt(count) == '[') {
      count++;
    }
    return count;
  }

  static boolean isMethodDescriptor(String text) {
    if (!text.startsWith("(")) {
      return false;
    }
    int at = 1;
    while (at >= 0 && at < text.length() && text.charAt(at) != ')') {
      at = endOfField(text, at);
    }
    if (at < 0 || at + 1 >= text.length()) {
      return false;
    }
    return text.charAt(at + 1) == 'V'
        ? at + 2 == text.length()
        : endOfField(text, at + 1) == text.length();
  }

  static boolean isFieldDescriptor(String text) {
    return endOfField(text, 0) == text.length();
  }

  /** Index after the field descriptor at {@code at}, or -1. */
  private static int endOfField(String text, int at) {
    int start = at;
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
    }
    if (at >= text.length() || at - start > MAX_DIMENSIONS) {
      return -1;
    }
    return switch (text.charAt(at)) {
      case 'Z', 'B', 'C', 'S', 'I', 'J', 'F', 'D' -> at + 1;
      case 'L' -> {
        int end = text.indexOf(';', at);
        yield end > 0 && isClassName(text, at + 1, end) ? end + 1 : -1;
      }
      default -> -1;
    };
  }

  private static boolean isClassName(String text, int from, int to) {
    char previous = '/';
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.' || c == ';' || c == '[' || c == '/' && previous == '/') {
        return false;
      }
      previous = c;
    }
    return previous != '/';
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' || c == ';' || c == '[' || c == '/') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Length in modified UTF-8 (JVMS 4.4.7). */
  private static int encodedLength(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c >= 1 && c <= 0x7f ? 1 : c <= 0x7ff ? 2 : 3;
    }
    return length;
  }
}
