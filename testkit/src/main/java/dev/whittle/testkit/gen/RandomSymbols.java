package dev.whittle.testkit.gen;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.Constant;
import dev.whittle.ir.OwnerKind;
import java.util.List;

/** Random names, descriptors, constants and annotations, the legal but odd ones included. */
final class RandomSymbols {
  /** Legal unqualified names (JVMS 4.2.2), plain and not. */
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "Foo",
          "Foo$1",
          "access$000",
          "lambda$main$0",
          "value",
          "foo-impl",
          "$plus",
          "package-info",
          "int",
          "null",
          "any",
          "class",
          "interface",
          "static",
          "final",
          "public",
          "uninit",
          "join",
          "nothing",
          "same",
          "_",
          "_0",
          "bb0",
          "flags",
          "p4",
          "h1",
          "@",
          "%0",
          "1",
          "-1",
          "with space",
          "quote\"s",
          "back\\slash",
          "line\nfeed",
          "nul\0",
          "colon:",
          "a->b",
          "comma,",
          "par(en)",
          "{",
          "}",
          "\ud800",
          "\udc00x",
          "\ud83d\ude00",
          "\u00e4rger",
          "\u200b",
          "from",
          "to",
          "open",
          "transitive",
          "version",
          "extends",
          "fun",
          "true",
          "void");

  private final Dice dice;

  RandomSymbols(Dice dice) {
    this.dice = dice;
  }

  String name() {
    return dice.of(NAMES);
  }

  String methodName() {
    return dice.oneIn(5) ? dice.of("<init>", "<clinit>") : name();
  }

  String className() {
    return switch (dice.below(4)) {
      case 0 -> name();
      case 1 -> "java/lang/" + dice.of("Object", "String", "Throwable");
      default -> "com/" + name() + "/" + name();
    };
  }

  /** A class name or an array descriptor. */
  String type() {
    return dice.oneIn(4) ? "[" + descriptor() : className();
  }

  String descriptor() {
    return switch (dice.below(4)) {
      case 0 -> "L" + className() + ";";
      case 1 -> "[" + descriptor();
      default -> dice.of("Z", "B", "C", "S", "I", "J", "F", "D");
    };
  }

  String methodDescriptor() {
    return "("
        + String.join("", dice.list(4, this::descriptor))
        + ")"
        + (dice.oneIn(2) ? "V" : descriptor());
  }

  String string() {
    return switch (dice.below(8)) {
      case 0 -> "";
      case 1 -> "plain text";
      case 2 -> "SMAP\nFoo.kt\r\n\t\"quoted\" \\ ;; no comment\n";
      case 3 -> "\0\1\u007f\ud800\ufeff\uffff\u2028";
      case 4 -> "x".repeat(dice.below(5000)) + "\ud83d\ude00".repeat(dice.below(3000));
      default -> String.join(dice.of(" ", "\n", "/"), dice.list(5, this::name));
    };
  }

  Constant constant() {
    return dice.oneIn(12) ? new Constant.Null() : poolConstant(2);
  }

  /** A constant that a field may have. */
  Constant fieldConstant() {
    return number(dice.below(5));
  }

  Constant.Dynamic dynamic(int depth) {
    String descriptor = dice.oneIn(2) ? descriptor() : methodDescriptor();
    return new Constant.Dynamic(
        name(), descriptor, handle(), dice.list(depth, () -> poolConstant(depth - 1)));
  }

  Constant.Dynamic callSite() {
    return new Constant.Dynamic(
        name(), methodDescriptor(), handle(), dice.list(4, () -> poolConstant(2)));
  }

  private Constant poolConstant(int depth) {
    int which = dice.below(depth > 0 ? 9 : 8);
    return switch (which) {
      case 5 -> new Constant.ClassRef(type());
      case 6 -> new Constant.MethodType(methodDescriptor());
      case 7 -> handle();
      case 8 -> dynamic(depth);
      default -> number(which);
    };
  }

  private Constant number(int which) {
    return switch (which) {
      case 0 -> new Constant.Int(dice.anyInt());
      case 1 -> new Constant.Long(dice.anyLong());
      case 2 ->
          new Constant.Float(
              dice.oneIn(2)
                  ? dice.of(0, 0x80000000, 1, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001)
                  : dice.anyInt());
      case 3 ->
          new Constant.Double(
              dice.oneIn(2)
                  ? dice.of(0L, 1L << 63, 1L, 0x7ffL << 52, 0xfffL << 52, 0x7ff8L << 48, -1L)
                  : dice.anyLong());
      default -> new Constant.Str(string());
    };
  }

  Constant.Handle handle() {
    Constant.HandleKind kind = dice.of(Constant.HandleKind.values());
    return new Constant.Handle(
        kind,
        className(),
        methodName(),
        kind.isField() ? descriptor() : methodDescriptor(),
        dice.of(OwnerKind.values()));
  }

  Attributes attributes(int... targets) {
    if (dice.oneIn(2)) {
      return Attributes.NONE;
    }
    return new Attributes(
        dice.orNull(2, this::string),
        dice.list(3, () -> new Annotation.Use(retention(), annotation(2))),
        dice.list(3, () -> typeUse(targets[dice.below(targets.length)])),
        dice.list(2, () -> new Attributes.Raw(name(), "00ff".repeat(dice.oneIn(2) ? 0 : 50))));
  }

  private Annotation.TypeUse typeUse(int target) {
    return new Annotation.TypeUse(target, path(), retention(), annotation(1));
  }

  String path() {
    return dice.of("", "[", "0;", "[[.*", "3;.0;");
  }

  Annotation.Retention retention() {
    return dice.of(Annotation.Retention.values());
  }

  Annotation annotation(int depth) {
    return new Annotation(
        annotationType(), dice.list(3, () -> new Annotation.Element(name(), elementValue(depth))));
  }

  private String annotationType() {
    return "L" + className() + ";";
  }

  Value elementValue(int depth) {
    return switch (dice.below(depth > 0 ? 12 : 10)) {
      case 0 -> intValue('B');
      case 1 -> intValue('C');
      case 2 -> intValue('S');
      case 3 -> new Value.Const('Z', new Constant.Int(dice.of(0, 1, 2)));
      case 4 -> intValue('I');
      case 5 -> new Value.Const('J', number(1));
      case 6 -> dice.oneIn(2) ? new Value.Const('F', number(2)) : new Value.Const('D', number(3));
      case 7 -> new Value.Const('s', new Constant.Str(string()));
      case 8 -> new Value.EnumConst(annotationType(), name());
      case 9 -> new Value.ClassConst(dice.oneIn(4) ? "V" : descriptor());
      case 10 -> new Value.Nested(annotation(depth - 1));
      default -> new Value.Array(dice.list(4, () -> elementValue(depth - 1)));
    };
  }

  private Value intValue(char tag) {
    return new Value.Const(tag, new Constant.Int(dice.anyInt()));
  }
}
