package dev.whittle.codegen.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * A class file, read for comparison (JVMS 4.1): {@link #declarations} is all that it says outside
 * of code, as text, and {@link #codes} is the code of its methods.
 *
 * <p>What says nothing is left out: constant-pool indices, the order of attributes, whether {@code
 * Synthetic} is a flag or an attribute, an empty list of a module's packages, and attributes beyond
 * the JVMS, which {@link #beyondJvms} names.
 */
final class ClassBytes {
  private static final int SYNTHETIC = 0x1000;

  private final Pool pool;
  private final List<String> declarations = new ArrayList<>();
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final TreeSet<String> beyondJvms = new TreeSet<>();
  private final int version;

  ClassBytes(byte[] classFile) {
    Bytes bytes = new Bytes(classFile, 4);
    version = bytes.u4();
    pool = new Pool(bytes);
    int header = bytes.position();
    bytes.skip(6);
    bytes.skip(2 * bytes.u2());
    skipMembers(bytes);
    skipMembers(bytes);
    readBootstraps(bytes.at(bytes.position()));
    Bytes again = bytes.at(header);
    int flags = again.u2();
    String names = pool.text(again.u2()) + " extends " + pool.text(again.u2());
    StringBuilder interfaces = new StringBuilder();
    for (int count = again.u2(); count > 0; count--) {
      interfaces.append(' ').append(pool.text(again.u2()));
    }
    members("field", again);
    members("method", again);
    attributes("class", "class " + names + interfaces + " version " + version, flags, again);
  }

  /** Version as in the file: minor above major. */
  int majorVersion() {
    return version & 0xffff;
  }

  List<String> declarations() {
    return declarations;
  }

  /** Code by name and descriptor. */
  Map<String, Code> codes() {
    return codes;
  }

  /** Names of attributes that are not in the JVMS, with what they were found on. */
  TreeSet<String> beyondJvms() {
    return beyondJvms;
  }

  private static void skipMembers(Bytes bytes) {
    for (int count = bytes.u2(); count > 0; count--) {
      bytes.skip(6);
      for (int attributes = bytes.u2(); attributes > 0; attributes--) {
        bytes.skip(2);
        bytes.skip(bytes.u4());
      }
    }
  }

  private void readBootstraps(Bytes bytes) {
    for (int count = bytes.u2(); count > 0; count--) {
      String name = pool.text(bytes.u2());
      int length = bytes.u4();
      if (name.equals("BootstrapMethods")) {
        pool.bootstraps(bytes.at(bytes.position()));
      }
      bytes.skip(length);
    }
  }

  private void members(String kind, Bytes bytes) {
    for (int count = bytes.u2(); count > 0; count--) {
      int flags = bytes.u2();
      String name = pool.text(bytes.u2());
      String descriptor = pool.text(bytes.u2());
      String where = kind.equals("field") ? "field " + name + ":" + descriptor : name + descriptor;
      attributes(where, where, flags, bytes);
    }
  }

  private void attributes(String where, String first, int flags, Bytes bytes) {
    int allFlags = flags;
    TreeSet<String> lines = new TreeSet<>();
    for (int count = bytes.u2(); count > 0; count--) {
      String name = pool.text(bytes.u2());
      int length = bytes.u4();
      Bytes content = bytes.at(bytes.position());
      bytes.skip(length);
      switch (name) {
        case "BootstrapMethods" -> {}
        case "Synthetic" -> allFlags |= SYNTHETIC;
        case "Code" -> codes.put(where, new Code(pool, content));
        default -> {
          String text = AttributeText.of(name, content, pool, IntUnaryOperator.identity());
          if (text == null) {
            beyondJvms.add(name + " of " + where.replaceFirst("[ (].*", ""));
          } else if (!(name.equals("ModulePackages") && text.equals("{}"))) {
            lines.add("  " + name + " " + text);
          }
        }
      }
    }
    declarations.add(first + " flags " + Integer.toHexString(allFlags));
    lines.forEach(line -> declarations.add(where + line));
  }
}
