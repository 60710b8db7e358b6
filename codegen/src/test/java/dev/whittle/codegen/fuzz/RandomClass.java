package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Access;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * A random class of static functions that make sense: they keep MIR's invariants, verify, and
 * mostly end. The first parameter of each is its fuel, which loops use up.
 */
final class RandomClass {
  private static final List<Integer> VERSIONS = List.of(48, 49, 50, 51, 52, 55, 61, 65, 69);
  private static final List<String> PARAMETERS =
      List.of(
          "I",
          "J",
          "F",
          "D",
          "Z",
          "B",
          "C",
          "S",
          Types.OBJECT,
          Types.STRING,
          "[I",
          "L" + Types.BASE + ";");

  private RandomClass() {}

  /** The class of this seed, with so many functions. */
  static ClassDef of(long seed, int functions) {
    Dice dice = new Dice(seed);
    int version = dice.of(VERSIONS);
    String name = "Fuzz" + Long.toHexString(seed);
    List<FunctionDef> made = new ArrayList<>();
    for (int i = 0; i < functions; i++) {
      String descriptor = descriptor(dice);
      RandomFunction body = new RandomFunction(dice, name, version, List.copyOf(made), descriptor);
      made.add(
          new FunctionDef(
              Access.PUBLIC | Access.STATIC,
              "f" + i,
              descriptor,
              List.of(),
              Attributes.NONE,
              FunctionDef.Details.NONE,
              body.code()));
    }
    return new ClassDef(
        version,
        Access.PUBLIC | 0x20,
        name,
        "java/lang/Object",
        List.of(),
        ClassDef.Nesting.NONE,
        new ClassDef.Source(name + ".mir", null),
        null,
        null,
        Attributes.NONE,
        List.of(),
        made);
  }

  private static String descriptor(Dice dice) {
    StringBuilder text = new StringBuilder("(I");
    for (int i = dice.below(5); i > 0; i--) {
      text.append(objectType(dice.of(PARAMETERS)));
    }
    String result = dice.oneIn(5) ? "V" : objectType(dice.of(PARAMETERS));
    return text.append(')').append(result).toString();
  }

  private static String objectType(String type) {
    return type.contains("/") && !type.endsWith(";") ? "L" + type + ";" : type;
  }

  /** A value of this descriptor as a call by reflection takes it. */
  static Object argument(Dice dice, String descriptor) {
    return switch (descriptor) {
      case "I", "S" -> dice.oneIn(2) ? dice.below(4) : (int) (short) dice.anyInt();
      case "J" -> dice.anyLong();
      case "F" -> dice.of(0f, -0f, 1.5f, Float.NaN, -3e9f, Float.MIN_VALUE, (float) dice.anyInt());
      case "D" -> dice.of(0d, -0d, 2.5, Double.NaN, 1e300, (double) dice.anyLong());
      case "Z" -> dice.below(2);
      case "B" -> (int) (byte) dice.anyInt();
      case "C" -> (int) (char) dice.anyInt();
      case "[I" -> dice.oneIn(4) ? null : new int[dice.below(4)];
      case "Ljava/lang/String;" -> dice.oneIn(4) ? null : dice.of("", "a", "word", "\ud800\0");
      case "Ljava/lang/Object;" ->
          switch (dice.below(5)) {
            case 0 -> null;
            case 1 -> "text";
            case 2 -> new int[] {1, 2, 3};
            case 3 -> new Object[2];
            default -> new Trace.Derived();
          };
      default -> dice.oneIn(4) ? null : dice.oneIn(2) ? new Trace.Base() : new Trace.Derived();
    };
  }

  static VType typeOf(String descriptor) {
    return VType.of(descriptor);
  }
}
