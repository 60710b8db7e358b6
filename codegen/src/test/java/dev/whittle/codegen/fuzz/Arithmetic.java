package dev.whittle.codegen.fuzz;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.UnaryOp;

/** Operations on values (JVMS 6.5), by the operators of Java, which are defined to be the same. */
final class Arithmetic {
  private Arithmetic() {}

  static Object unary(UnaryOp op, Object value) {
    return switch (op) {
      case INEG -> -(Integer) value;
      case LNEG -> -(Long) value;
      case FNEG -> -(Float) value;
      case DNEG -> -(Double) value;
      case I2L -> (long) (Integer) value;
      case I2F -> (float) (Integer) value;
      case I2D -> (double) (Integer) value;
      case L2I -> (int) (long) (Long) value;
      case L2F -> (float) (Long) value;
      case L2D -> (double) (Long) value;
      case F2I -> (int) (float) (Float) value;
      case F2L -> (long) (float) (Float) value;
      case F2D -> (double) (Float) value;
      case D2I -> (int) (double) (Double) value;
      case D2L -> (long) (double) (Double) value;
      case D2F -> (float) (double) (Double) value;
      case I2B -> (int) (byte) (int) (Integer) value;
      case I2C -> (int) (char) (int) (Integer) value;
      case I2S -> (int) (short) (int) (Integer) value;
    };
  }

  static Object binary(BinaryOp op, Object left, Object right) {
    return switch (op.left()) {
      case INT -> ints(op, (Integer) left, (Integer) right);
      case LONG ->
          right instanceof Integer by
              ? shift(op, (Long) left, by)
              : longs(op, (Long) left, (Long) right);
      case FLOAT -> floats(op, (Float) left, (Float) right);
      case DOUBLE -> doubles(op, (Double) left, (Double) right);
      case REFERENCE -> throw new IllegalStateException(op.name());
    };
  }

  private static int ints(BinaryOp op, int a, int b) {
    return switch (op) {
      case IADD -> a + b;
      case ISUB -> a - b;
      case IMUL -> a * b;
      case IDIV -> a / b;
      case IREM -> a % b;
      case ISHL -> a << b;
      case ISHR -> a >> b;
      case IUSHR -> a >>> b;
      case IAND -> a & b;
      case IOR -> a | b;
      case IXOR -> a ^ b;
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static long shift(BinaryOp op, long a, int by) {
    return switch (op) {
      case LSHL -> a << by;
      case LSHR -> a >> by;
      case LUSHR -> a >>> by;
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static Object longs(BinaryOp op, long a, long b) {
    return switch (op) {
      case LADD -> a + b;
      case LSUB -> a - b;
      case LMUL -> a * b;
      case LDIV -> a / b;
      case LREM -> a % b;
      case LAND -> a & b;
      case LOR -> a | b;
      case LXOR -> a ^ b;
      case LCMP -> Long.compare(a, b);
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static Object floats(BinaryOp op, float a, float b) {
    return switch (op) {
      case FADD -> a + b;
      case FSUB -> a - b;
      case FMUL -> a * b;
      case FDIV -> a / b;
      case FREM -> a % b;
      case FCMPL -> a > b ? 1 : a == b ? 0 : -1;
      case FCMPG -> a < b ? -1 : a == b ? 0 : 1;
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static Object doubles(BinaryOp op, double a, double b) {
    return switch (op) {
      case DADD -> a + b;
      case DSUB -> a - b;
      case DMUL -> a * b;
      case DDIV -> a / b;
      case DREM -> a % b;
      case DCMPL -> a > b ? 1 : a == b ? 0 : -1;
      case DCMPG -> a < b ? -1 : a == b ? 0 : 1;
      default -> throw new IllegalStateException(op.name());
    };
  }

  static boolean holds(Condition condition, Object left, Object right) {
    return switch (condition) {
      case EQ_ZERO -> (Integer) left == 0;
      case NE_ZERO -> (Integer) left != 0;
      case LT_ZERO -> (Integer) left < 0;
      case GE_ZERO -> (Integer) left >= 0;
      case GT_ZERO -> (Integer) left > 0;
      case LE_ZERO -> (Integer) left <= 0;
      case EQ -> (int) left == (int) right;
      case NE -> (int) left != (int) right;
      case LT -> (Integer) left < (Integer) right;
      case GE -> (Integer) left >= (Integer) right;
      case GT -> (Integer) left > (Integer) right;
      case LE -> (Integer) left <= (Integer) right;
      case SAME -> left == right;
      case NOT_SAME -> left != right;
      case NULL -> left == null;
      case NOT_NULL -> left != null;
    };
  }

  static Object load(Object array, int index) {
    return switch (array) {
      case int[] a -> a[index];
      case long[] a -> a[index];
      case float[] a -> a[index];
      case double[] a -> a[index];
      case byte[] a -> (int) a[index];
      case char[] a -> (int) a[index];
      case short[] a -> (int) a[index];
      case boolean[] a -> a[index] ? 1 : 0;
      case Object[] a -> a[index];
      default -> throw new IllegalStateException("no array");
    };
  }

  static void store(Object array, int index, Object value) {
    switch (array) {
      case int[] a -> a[index] = (Integer) value;
      case long[] a -> a[index] = (Long) value;
      case float[] a -> a[index] = (Float) value;
      case double[] a -> a[index] = (Double) value;
      case byte[] a -> a[index] = (byte) (int) (Integer) value;
      case char[] a -> a[index] = (char) (int) (Integer) value;
      case short[] a -> a[index] = (short) (int) (Integer) value;
      case boolean[] a -> a[index] = ((Integer) value & 1) != 0;
      case Object[] a -> a[index] = value;
      default -> throw new IllegalStateException("no array");
    }
  }

  /** What an int becomes where a descriptor says narrow, as an int. */
  static Object narrow(String descriptor, Object value) {
    return switch (descriptor) {
      case "Z" -> (Integer) value & 1;
      case "B" -> (int) (byte) (int) (Integer) value;
      case "C" -> (int) (char) (int) (Integer) value;
      case "S" -> (int) (short) (int) (Integer) value;
      default -> value;
    };
  }

  /** What a field of this type has before it is written. */
  static Object initial(String descriptor) {
    return switch (Descriptor.kind(descriptor)) {
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case REFERENCE -> null;
    };
  }

  /** A value of MIR as reflection wants it. */
  static Object boxed(String descriptor, Object value) {
    return switch (descriptor) {
      case "Z" -> ((Integer) value & 1) != 0;
      case "B" -> (byte) (int) (Integer) value;
      case "C" -> (char) (int) (Integer) value;
      case "S" -> (short) (int) (Integer) value;
      default -> value;
    };
  }

  /** The inverse of {@link #boxed}, told by the box: generated code has no boxes of its own. */
  static Object widen(Object value) {
    return switch (value) {
      case Boolean z -> z ? 1 : 0;
      case Byte b -> (int) b;
      case Character c -> (int) c;
      case Short s -> (int) s;
      case null -> null;
      default -> value;
    };
  }
}
