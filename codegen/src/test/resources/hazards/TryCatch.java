// Handlers see locals as they were when something was thrown, find their entries in order, and run
// finally blocks that cover themselves (hazards 1, 3, 4, 20, 23, 56).
public class TryCatch {
  static final StringBuilder log = new StringBuilder();

  static int thrower(String what) {
    log.append('<').append(what).append('>');
    if (what.startsWith("!")) throw new IllegalStateException(what);
    if (what.startsWith("?")) throw new UnsupportedOperationException(what);
    return what.length();
  }

  static String unassigned(boolean early) {
    int a;
    String s = "s";
    try {
      if (early) thrower("!early");
      a = thrower("mid");
      s = "t" + a;
      thrower("!late");
      return "no";
    } catch (IllegalStateException | UnsupportedOperationException e) {
      a = 7;
      return s + a + e.getMessage();
    }
  }

  static String two(String what) {
    try {
      thrower(what);
      return "none";
    } catch (IllegalStateException e) {
      return "state";
    } catch (RuntimeException e) {
      return "runtime";
    } finally {
      log.append("[f ").append(what).append(']');
    }
  }

  static int nested() {
    int n = 0;
    try {
      try {
        n += thrower("?a");
      } catch (IllegalStateException e) {
        n += 100;
      } finally {
        n += thrower("fin");
        thrower("!fin");
      }
    } catch (IllegalStateException e) {
      n += 1000;
    } catch (UnsupportedOperationException e) {
      n += 10000;
    }
    return n;
  }

  static synchronized int locked(Object a, Object b) {
    synchronized (a) {
      synchronized (b) {
        try {
          return thrower("locked");
        } finally {
          log.append("unlocking");
        }
      }
    }
  }

  static String resources() throws Exception {
    class R implements AutoCloseable {
      final String n;
      R(String n) { this.n = n; log.append("open").append(n); }
      @Override public void close() { log.append("close").append(n); thrower("!close" + n); }
    }
    try (R one = new R("1"); R two = new R("2")) {
      thrower("?body");
      return "no";
    } catch (RuntimeException e) {
      return e.getMessage() + e.getSuppressed().length + e.getSuppressed()[1].getMessage();
    }
  }

  static int loop() {
    int hits = 0;
    for (int i = 0; i < 5; i++) {
      try {
        if (i == 1) continue;
        if (i == 4) break;
        thrower(i == 2 ? "!x" : "y");
      } catch (IllegalStateException e) {
        hits += i;
      } finally {
        hits += 10;
      }
    }
    return hits;
  }

  public static String run() throws Exception {
    return unassigned(true) + unassigned(false) + two("!a") + two("?b") + two("c") + nested()
        + locked("a", new Object()) + resources() + loop() + log;
  }
}
