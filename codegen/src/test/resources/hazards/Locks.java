/** Hazard 22: locks nested, left by return, throw and break, and held around what may trap. */
public class Locks {
  private static final Object FIRST = new Object();
  private static final Object SECOND = new Object();

  static int nested(int[] values, int at) {
    synchronized (FIRST) {
      int sum = 0;
      for (int value : values) {
        synchronized (SECOND) {
          if (value < 0) {
            continue;
          }
          if (value > 90) {
            break;
          }
          sum += values[at] / value;
        }
      }
      return sum;
    }
  }

  static String caught(int[] values, int at) {
    try {
      synchronized (values) {
        return "sum " + nested(values, at);
      }
    } catch (ArithmeticException | ArrayIndexOutOfBoundsException e) {
      synchronized (SECOND) {
        return e.getClass().getSimpleName();
      }
    } finally {
      synchronized (FIRST) {
        FIRST.notifyAll();
      }
    }
  }

  static synchronized long looped(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      synchronized (i % 2 == 0 ? FIRST : SECOND) {
        sum += caught(new int[] {i, 1, i % 7}, i % 4).length();
      }
    }
    return sum;
  }

  public static String run() {
    boolean free = !Thread.holdsLock(FIRST) && !Thread.holdsLock(SECOND);
    return caught(new int[] {1, 2, -3, 99, 5}, 1)
        + caught(new int[] {0}, 0)
        + caught(new int[] {1}, 7)
        + looped(3000)
        + free
        + Thread.holdsLock(FIRST)
        + Thread.holdsLock(SECOND);
  }
}
