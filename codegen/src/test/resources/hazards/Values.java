// Constants bit for bit, narrow types, evaluation order, iinc, wide slots reused with other types,
// nulls (hazards 11, 12, 13, 14, 15, 24, 29).
import java.util.*;

public class Values {
  static final float QUIET = Float.intBitsToFloat(0x7fc12345);
  static final double NAN = Double.longBitsToDouble(0x7ff8000000000abcL);

  static String bits(double d) { return Long.toHexString(Double.doubleToRawLongBits(d)) + ' '; }
  static String bits(float f) { return Integer.toHexString(Float.floatToRawIntBits(f)) + ' '; }

  static String constants() {
    return bits(-0.0) + bits(0.0) + bits(1.0) + bits(-1.0) + bits(NAN) + bits(-0f) + bits(0f)
        + bits(1f) + bits(2f) + bits(3f) + bits(QUIET) + bits(Double.MIN_VALUE)
        + 0L + 1L + 2L + -1L + Long.MIN_VALUE + -1 + 5 + 6 + -128 + -129 + 127 + 128
        + -32768 + -32769 + 32767 + 32768 + Integer.MIN_VALUE + (char) 65535 + (byte) 200;
  }

  static String order() {
    int i = 3;
    i = i++ + i;
    int[] a = {1, 2, 3, 4};
    int k = 0;
    a[k++] = a[k] + k++ * k;
    a[k] += k++;
    a[--k] <<= 2;
    long l = 5;
    l += l++ * --l;
    String s = "x";
    s += s + (s = "y") + s;
    byte b = 10;
    b += 300;
    b++;
    short sh = (short) 40000;
    char c = 'a';
    c += 1.7;
    return i + Arrays.toString(a) + k + l + s + b + sh + c + (i > 2 ? 1 : 2L);
  }

  static String increments() {
    int i = 0;
    i += 127; i += 128; i -= 128; i -= 129; i += 32767; i -= 32768; i += 100000;
    return "" + i;
  }

  static String slots(int n) {
    StringBuilder out = new StringBuilder();
    { long x = n; double y = x / 2.0; out.append(x).append(y); }
    { int x = n; long y = x; float z = y; out.append(x).append(y).append(z); }
    { String s = "s"; int i = n; double d = i; out.append(s).append(i).append(d); }
    for (long q = 0; q < 2; q++) { double d = q; out.append(d); }
    for (int q = 0; q < 2; q++) { Object d = q; out.append(d); }
    return out.toString();
  }

  static void put(byte[] b, boolean[] z, boolean null_) {
    Object o = null_ ? null : b;
    try {
      (null_ ? null : b)[0] = 5;
      (null_ ? null : z)[0] = true;
    } catch (NullPointerException e) { out.append("NPE"); }
  }

  static final StringBuilder out = new StringBuilder();

  static String bool(int n) {
    boolean p = n > 2 ^ n < 9;
    out.append(p).append(p ? 1 : 0).append((boolean) (p | n == 4)).append(p & true);
    return "";
  }

  static String nulls() {
    try { ((Object[]) null)[0].toString(); return "no"; }
    catch (NullPointerException e) { return "NPE"; }
  }

  static String strings() {
    String s = "\ud800|\udc00|\0|\u07ff|\u0800|\uffff|\ud83d\ude00";
    StringBuilder b = new StringBuilder();
    for (char c : s.toCharArray()) b.append((int) c).append(',');
    return b.toString();
  }

  public static String run() {
    byte[] b = {0};
    boolean[] z = {false};
    put(b, z, false);
    put(b, z, true);
    bool(1); bool(5);
    int[][][] multi = new int[2][3][];
    long[][] more = new long[4][2];
    more[3][1] = 9; multi[1][2] = new int[] {4};
    return constants() + order() + increments() + slots(7) + b[0] + z[0] + out + nulls() + strings()
        + multi[1][2][0] + more[3][1] + (Integer) 5 + new short[] {3}[0] + new char[] {'c'}[0]
        + new float[] {1.5f}[0] + new double[] {2.5}[0];
  }
}
