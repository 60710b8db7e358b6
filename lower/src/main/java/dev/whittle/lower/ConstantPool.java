package dev.whittle.lower;

import dev.whittle.ir.Constant;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.List;

/**
 * The constants of a class file that code refers to (JVMS 4.4), with what they mean for the operand
 * stack. Each is read once for all instructions that name it. {@link ClassFileShape} has checked
 * that constants refer to constants of the right kind; here it is checked that instructions do.
 */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_DYNAMIC = 18;

  private final ClassFileReader reader;
  private final Types types;

  /** By index of the constant, what code has for it; {@link #UNFINISHED} while it is read. */
  private final Object[] known;

  /** Where the entries of {@code BootstrapMethods} stand (JVMS 4.7.23). */
  private int[] bootstraps;

  private static final Object UNFINISHED = new Object();

  /** A field and the type of its values. */
  record Field(FieldRef reference, VType type) {}

  /**
   * A method and what calling it does to the operand stack.
   *
   * @param isInitializer whether it is {@code <init>}
   * @param arguments without the receiver
   * @param result null for void
   */
  record Method(MethodRef reference, boolean isInitializer, int arguments, VType result) {}

  /** A call site, likewise. */
  record CallSite(Constant.Dynamic site, int arguments, VType result) {}

  /** A class or array. */
  record ClassEntry(String name, VType type) {}

  /** What {@code ldc} pushes. */
  record Loadable(Constant constant, VType type) {}

  ConstantPool(ClassFileReader reader, Types types) {
    this.reader = reader;
    this.types = types;
    known = new Object[reader.getItemCount()];
  }

  /** The text at this index, null at index 0. */
  String text(int index) {
    if (index == 0) {
      return null;
    }
    at(index, UTF8);
    return reader.text(index);
  }

  /** The name of the class at this index, null at index 0. */
  String className(int index) {
    return index == 0 ? null : classAt(index).name;
  }

  ClassEntry classAt(int index) {
    if (known(index) instanceof ClassEntry entry) {
      return entry;
    }
    String name = Symbols.present(text(reader.readUnsignedShort(at(index, CLASS))));
    ClassEntry entry = new ClassEntry(name, new VType.Class(name));
    known[index] = entry;
    return entry;
  }

  Field field(int index) {
    if (known(index) instanceof Field field) {
      return field;
    }
    int at = at(index, FIELD);
    FieldRef reference = new FieldRef(ownerOfMember(at), nameOfMember(at), descriptorOfMember(at));
    Field field = new Field(reference, types.of(reference.descriptor()));
    known[index] = field;
    return field;
  }

  Method method(int index) {
    if (known(index) instanceof Method method) {
      return method;
    }
    int at = tag(index) == METHOD ? at(index, METHOD) : at(index, INTERFACE_METHOD);
    String descriptor = descriptorOfMember(at);
    Types.Call call = types.ofCall(descriptor);
    String name = nameOfMember(at);
    MethodRef reference = new MethodRef(ownerOfMember(at), name, descriptor, ownerKind(index));
    Method method = new Method(reference, name.equals("<init>"), call.arguments(), call.result());
    known[index] = method;
    return method;
  }

  CallSite callSite(int index) {
    if (known(index) instanceof CallSite site) {
      return site;
    }
    Constant.Dynamic dynamic = dynamic(index, INVOKE_DYNAMIC);
    Types.Call call = types.ofCall(dynamic.descriptor());
    CallSite site = new CallSite(dynamic, call.arguments(), call.result());
    known[index] = site;
    return site;
  }

  Loadable loadable(int index) {
    if (known(index) instanceof Loadable loadable) {
      return loadable;
    }
    Constant constant = constant(index);
    Loadable loadable = new Loadable(constant, VType.of(constant));
    // A class is known in another form.
    if (!(constant instanceof Constant.ClassRef)) {
      known[index] = loadable;
    }
    return loadable;
  }

  /** Any constant that {@code ldc} or a bootstrap method may name (JVMS 4.4, table 4.4-C). */
  Constant constant(int index) {
    int at = reader.getItem(index);
    return switch (tag(index)) {
      case INTEGER -> new Constant.Int(reader.readInt(at));
      case FLOAT -> new Constant.Float(reader.readInt(at));
      case LONG -> new Constant.Long(reader.readLong(at));
      case DOUBLE -> new Constant.Double(reader.readLong(at));
      case CLASS -> new Constant.ClassRef(classAt(index).name);
      case STRING -> new Constant.Str(reader.text(reader.readUnsignedShort(at)));
      case METHOD_TYPE -> new Constant.MethodType(reader.text(reader.readUnsignedShort(at)));
      case METHOD_HANDLE -> handle(index);
      case DYNAMIC -> condy(index);
      default -> throw damaged(index);
    };
  }

  /** Bootstrap arguments may name dynamic constants, which may name their own (JVMS 4.4.10). */
  private Constant condy(int index) {
    if (known[index] == UNFINISHED) {
      throw new DamagedInput("broken class file (constant " + index + " is made of itself)");
    }
    if (known[index] instanceof Loadable loadable) {
      return loadable.constant;
    }
    known[index] = UNFINISHED;
    Constant.Dynamic dynamic = dynamic(index, DYNAMIC);
    known[index] = new Loadable(dynamic, types.of(dynamic.descriptor()));
    return dynamic;
  }

  private Constant.Handle handle(int index) {
    int at = at(index, METHOD_HANDLE);
    int kind = reader.readByte(at);
    int member = reader.readUnsignedShort(at + 1);
    int memberAt = reader.getItem(member);
    return new Constant.Handle(
        Constant.HandleKind.of(kind),
        ownerOfMember(memberAt),
        nameOfMember(memberAt),
        descriptorOfMember(memberAt),
        ownerKind(member));
  }

  private Constant.Dynamic dynamic(int index, int wanted) {
    int at = at(index, wanted);
    int bootstrap = bootstrapAt(reader.readUnsignedShort(at));
    int count = reader.readUnsignedShort(bootstrap + 2);
    List<Constant> arguments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      arguments.add(constant(reader.readUnsignedShort(bootstrap + 4 + 2 * i)));
    }
    return new Constant.Dynamic(
        nameOfMember(at),
        descriptorOfMember(at),
        handle(reader.readUnsignedShort(bootstrap)),
        arguments);
  }

  private int bootstrapAt(int number) {
    if (bootstraps == null) {
      throw new DamagedInput("broken class file (no bootstrap methods)");
    }
    return bootstraps[number];
  }

  /** Takes note of a {@code BootstrapMethods} attribute whose content starts here. */
  void bootstrapMethods(int start) {
    int[] starts = new int[reader.readUnsignedShort(start)];
    int at = start + 2;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at;
      at += 4 + 2 * reader.readUnsignedShort(at + 2);
    }
    bootstraps = starts;
  }

  private OwnerKind ownerKind(int member) {
    return Symbols.ownerKind(tag(member) == INTERFACE_METHOD);
  }

  private String ownerOfMember(int at) {
    return classAt(reader.readUnsignedShort(at)).name;
  }

  /** Members and dynamic constants have their name and type in the same place. */
  private String nameOfMember(int at) {
    return reader.text(reader.readUnsignedShort(nameAndType(at)));
  }

  private String descriptorOfMember(int at) {
    return reader.text(reader.readUnsignedShort(nameAndType(at) + 2));
  }

  private int nameAndType(int at) {
    return reader.getItem(reader.readUnsignedShort(at + 2));
  }

  private Object known(int index) {
    return index < known.length ? known[index] : null;
  }

  private int tag(int index) {
    int at = index < known.length ? reader.getItem(index) : 0;
    return at == 0 ? 0 : reader.readByte(at - 1);
  }

  /** Where the content of a constant stands, which must be of this kind. */
  private int at(int index, int wanted) {
    if (tag(index) != wanted) {
      throw damaged(index);
    }
    return reader.getItem(index);
  }

  private static DamagedInput damaged(int index) {
    return new DamagedInput("broken class file (constant " + index + " is of another kind)");
  }
}
