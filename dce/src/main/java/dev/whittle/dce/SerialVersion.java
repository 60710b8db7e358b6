package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * The default {@code serialVersionUID}: a hash over the members of a class (Java Object
 * Serialization Specification, 4.6). It changes when members vanish, so a pruned class declares the
 * one it had.
 */
final class SerialVersion {
  static final String NAME = "serialVersionUID";
  private static final int CLASS_MASK =
      Access.PUBLIC | Access.FINAL | Access.INTERFACE | Access.ABSTRACT;
  private static final int FIELD_MASK =
      Access.PUBLIC
          | Access.PRIVATE
          | Access.PROTECTED
          | Access.STATIC
          | Access.FINAL
          | Access.VOLATILE
          | Access.TRANSIENT;
  private static final int METHOD_MASK =
      Access.PUBLIC
          | Access.PRIVATE
          | Access.PROTECTED
          | Access.STATIC
          | Access.FINAL
          | Access.SYNCHRONIZED
          | Access.NATIVE
          | Access.ABSTRACT
          | Access.STRICT;

  private SerialVersion() {}

  /** Whether a class declares its own. */
  static boolean isDeclared(ClassDef c) {
    return c.fields().stream().anyMatch(f -> f.name().equals(NAME) && f.isStatic());
  }

  /** The declaration of what the class of these members computes. */
  static FieldDef field(ClassDef c) {
    return new FieldDef(
        Access.PRIVATE | Access.STATIC | Access.FINAL,
        NAME,
        "J",
        new Constant.Long(compute(c)),
        Attributes.NONE);
  }

  static long compute(ClassDef c) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(c.name().replace('/', '.'));
      out.writeInt(modifiers(c));
      for (String parent :
          c.interfaces().stream().map(n -> n.replace('/', '.')).sorted().toList()) {
        out.writeUTF(parent);
      }
      writeFields(out, c);
      writeFunctions(out, c);
      byte[] digest = MessageDigest.getInstance("SHA").digest(bytes.toByteArray());
      long hash = 0;
      for (int i = Math.min(digest.length, 8) - 1; i >= 0; i--) {
        hash = (hash << 8) | (digest[i] & 0xff);
      }
      return hash;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code Class.getModifiers()} has them: of a nested class, what its declaration said. */
  private static int modifiers(ClassDef c) {
    int access = c.access();
    for (ClassDef.InnerClass inner : c.nesting().innerClasses()) {
      if (inner.name().equals(c.name())) {
        access = inner.access();
      }
    }
    int masked = access & CLASS_MASK;
    if (Access.has(masked, Access.INTERFACE)) {
      boolean any = c.functions().stream().anyMatch(f -> !f.name().startsWith("<"));
      masked = any ? masked | Access.ABSTRACT : masked & ~Access.ABSTRACT;
    }
    return masked;
  }

  private static void writeFields(DataOutputStream out, ClassDef c) throws IOException {
    List<FieldDef> fields =
        c.fields().stream().sorted(Comparator.comparing(FieldDef::name)).toList();
    for (FieldDef field : fields) {
      int access = field.access() & FIELD_MASK;
      if (!Access.has(access, Access.PRIVATE)
          || !Access.has(access, Access.STATIC | Access.TRANSIENT)) {
        out.writeUTF(field.name());
        out.writeInt(access);
        out.writeUTF(field.descriptor());
      }
    }
  }

  private static void writeFunctions(DataOutputStream out, ClassDef c) throws IOException {
    if (c.functions().stream().anyMatch(f -> f.name().equals("<clinit>"))) {
      out.writeUTF("<clinit>");
      out.writeInt(Access.STATIC);
      out.writeUTF("()V");
    }
    Comparator<FunctionDef> order =
        Comparator.comparing(FunctionDef::isConstructor)
            .reversed()
            .thenComparing(FunctionDef::name)
            .thenComparing(FunctionDef::descriptor);
    for (FunctionDef function : c.functions().stream().sorted(order).toList()) {
      int access = function.access() & METHOD_MASK;
      if (!Access.has(access, Access.PRIVATE) && !function.name().equals("<clinit>")) {
        out.writeUTF(function.name());
        out.writeInt(access);
        out.writeUTF(function.descriptor().replace('/', '.'));
      }
    }
  }
}
