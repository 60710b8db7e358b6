package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Access;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.testkit.gen.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A random class of static functions and constructors that make sense: they keep MIR's invariants,
 * verify, and mostly end. The first parameter of each is its fuel, which loops use up.
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

  /** The class of this seed, with so many functions, and with constructors that some call. */
  static ClassDef of(long seed, int functions) {
    Dice dice = new Dice(seed);
    int version = dice.of(VERSIONS);
    String name = Types.OWN + Long.toHexString(seed);
    List<FunctionDef> made = new ArrayList<>();
    int constructors = dice.oneIn(3) ? 1 + dice.below(3) : 0;
    boolean hasConstructors = constructors > 0;
    for (int i = 0; i < functions; i++) {
      String descriptor = parameters(dice);
      Surroundings around = new Surroundings(name, version, List.copyOf(made));
      if (constructors > 0 && dice.oneIn(2) && isNew(around, descriptor + "V")) {
        constructors--;
        CodeHandle code =
            new RandomFunction(dice, around, Surroundings.INIT, descriptor + "V").code();
        made.add(function(Access.PUBLIC, Surroundings.INIT, descriptor + "V", code));
        made.add(factory(name, "f" + i, descriptor));
      } else {
        String full = descriptor + (dice.oneIn(5) ? "V" : objectType(dice.of(PARAMETERS)));
        CodeHandle code = new RandomFunction(dice, around, "f" + i, full).code();
        made.add(function(Access.PUBLIC | Access.STATIC, "f" + i, full, code));
      }
    }
    return definition(version, name, made, hasConstructors);
  }

  private static ClassDef definition(
      int version, String name, List<FunctionDef> made, boolean hasConstructors) {
    return new ClassDef(
        version,
        Access.PUBLIC | 0x20,
        name,
        hasConstructors ? Types.BASE : Types.OBJECT,
        List.of(),
        ClassDef.Nesting.NONE,
        new ClassDef.Source(name + ".mir", null),
        null,
        null,
        Attributes.NONE,
        hasConstructors ? fields(name) : List.of(),
        made);
  }

  private static boolean isNew(Surroundings around, String descriptor) {
    return around.constructors().stream().noneMatch(f -> f.descriptor().equals(descriptor));
  }

  private static List<FieldDef> fields(String owner) {
    return Surroundings.fields(owner).stream()
        .map(
            field ->
                new FieldDef(
                    Access.PUBLIC, field.name(), field.descriptor(), null, Attributes.NONE))
        .toList();
  }

  private static FunctionDef function(int access, String name, String descriptor, CodeHandle code) {
    return new FunctionDef(
        access, name, descriptor, List.of(), Attributes.NONE, FunctionDef.Details.NONE, code);
  }

  /** A function that returns what a constructor makes. */
  private static FunctionDef factory(String owner, String name, String parameters) {
    List<String> types = Descriptor.parameters(parameters + "V");
    List<Local> locals = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    List<VType> claimed = new ArrayList<>();
    List<Statement> code = new ArrayList<>(List.of(new Statement.New(0, owner)));
    int slot = 0;
    for (int i = 0; i < types.size(); i++) {
      locals.add(new Local(slot, Descriptor.kind(types.get(i))));
      slot += locals.getLast().kind().slots();
      all.add(i);
      claimed.add(VType.of(types.get(i)));
      code.add(new Statement.Load(i + 1, i));
    }
    int[] arguments = IntStream.rangeClosed(0, types.size()).toArray();
    code.add(
        new Statement.Invoke(
            Statement.NONE,
            Statement.InvokeKind.SPECIAL,
            new MethodRef(owner, Surroundings.INIT, parameters + "V", OwnerKind.CLASS),
            Ints.of(arguments)));
    EntryTypes entry = new EntryTypes(Ints.of(all.stream().mapToInt(i -> i).toArray()), claimed);
    Block block = new Block(List.of(), entry, Ints.EMPTY, code, new Terminator.Return(0));
    Body body =
        new Body(
            locals,
            types.size(),
            List.of(block),
            List.of(),
            arguments.length,
            List.of(),
            Ints.EMPTY);
    return function(
        Access.PUBLIC | Access.STATIC,
        name,
        parameters + "L" + Types.BASE + ";",
        new CodeHandle.Code(body, Locations.NONE));
  }

  /** The first is fuel. */
  private static String parameters(Dice dice) {
    StringBuilder text = new StringBuilder("(I");
    for (int i = dice.below(5); i > 0; i--) {
      text.append(objectType(dice.of(PARAMETERS)));
    }
    return text.append(')').toString();
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
