package dev.whittle.codegen.world;

/** The constant pool of a class file as text, which is equal where constants are (JVMS 4.4). */
final class Pool {
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_DYNAMIC = 18;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private final Bytes bytes;
  private final int[] offsets;
  private final String[] texts;
  private int[] bootstraps = {};

  /** Reads the pool that starts at {@code bytes}' position, and leaves that behind it. */
  Pool(Bytes bytes) {
    this.bytes = bytes;
    offsets = new int[bytes.u2()];
    texts = new String[offsets.length];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = bytes.position();
      int tag = bytes.u1();
      bytes.skip(size(tag));
      i += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
  }

  private int size(int tag) {
    return switch (tag) {
      case UTF8 -> bytes.u2();
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
      case METHOD_HANDLE -> 3;
      case LONG, DOUBLE -> 8;
      default -> 4;
    };
  }

  /** Finds the entries of {@code BootstrapMethods}, which dynamic constants refer to. */
  void bootstraps(Bytes content) {
    bootstraps = new int[content.u2()];
    for (int i = 0; i < bootstraps.length; i++) {
      bootstraps[i] = content.position();
      content.skip(2);
      content.skip(2 * content.u2());
    }
  }

  private String bootstrap(int index) {
    Bytes entry = bytes.at(bootstraps[index]);
    StringBuilder text = new StringBuilder(text(entry.u2()));
    for (int arguments = entry.u2(); arguments > 0; arguments--) {
      text.append(' ').append(text(entry.u2()));
    }
    return text.toString();
  }

  int tag(int index) {
    return bytes.at(offsets[index]).u1();
  }

  /** The descriptor of a field, a method or a call site. */
  String descriptor(int index) {
    Bytes entry = bytes.at(offsets[index] + 3);
    return text(bytes.at(offsets[entry.u2()] + 3).u2());
  }

  /** Whether an entry is a class, a method handle, a method type or a dynamic constant. */
  boolean isResolved(int index) {
    int tag = tag(index);
    return tag == CLASS || tag >= METHOD_HANDLE && tag <= DYNAMIC;
  }

  /** Whether an entry is an int, a float, a long or a double. */
  boolean isNumber(int index) {
    int tag = tag(index);
    return tag >= INTEGER && tag <= DOUBLE;
  }

  /** The bits of a number. */
  long number(int index) {
    Bytes entry = bytes.at(offsets[index]);
    int tag = entry.u1();
    return tag == LONG || tag == DOUBLE
        ? ((long) entry.u4() << 32) | (entry.u4() & 0xffffffffL)
        : entry.u4();
  }

  /** The text of an entry; "-" for index 0, which stands for none. */
  String text(int index) {
    if (index == 0) {
      return "-";
    }
    if (texts[index] == null) {
      texts[index] = read(bytes.at(offsets[index]));
    }
    return texts[index];
  }

  private String read(Bytes entry) {
    int tag = entry.u1();
    return switch (tag) {
      case UTF8 -> entry.utf8(entry.u2());
      case INTEGER, 4 -> tag + ":" + entry.u4();
      case LONG, DOUBLE -> tag + ":" + entry.u4() + ":" + entry.u4();
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> tag + ":" + text(entry.u2());
      case METHOD_HANDLE -> tag + ":" + entry.u1() + ":" + text(entry.u2());
      case NAME_AND_TYPE -> text(entry.u2()) + ":" + text(entry.u2());
      case DYNAMIC, INVOKE_DYNAMIC -> {
        int bootstrap = entry.u2();
        yield tag + ":" + text(entry.u2()) + "[" + bootstrap(bootstrap) + "]";
      }
      default -> {
        if (tag > INTERFACE_METHOD) {
          throw new IllegalArgumentException("constant pool tag " + tag);
        }
        yield tag + ":" + text(entry.u2()) + "." + text(entry.u2());
      }
    };
  }
}
