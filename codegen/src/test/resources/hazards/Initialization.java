// Which initializers run, when, and what they see: constants before <clinit>, superclasses first,
// interfaces for their default methods alone (hazard 35).
import java.util.*;

public class Initialization {
  static final StringBuilder trace = new StringBuilder();

  static int trace(String what) { trace.append(what).append(' '); return what.length(); }

  static class Early {
    // Reads what is a constant, and what is not yet assigned, before their declarations.
    static final String SEEN = "saw " + later() + Early.CONSTANT + Early.text();
    static final int CONSTANT = 42;
    static final Integer BOXED = 43;
    static final long WIDE = 1L << 40;
    static final double NAN = Double.NaN;
    static final float MINUS = -0.0f;
    static final char LAST = '\uffff';
    static final String TEXT = "constant";
    static final String MADE = new String("made");
    static String later() { return "" + BOXED; }
    static String text() { return TEXT + MADE + WIDE + NAN + MINUS + (int) LAST; }
  }

  interface WithDefault { int A = trace("WithDefault"); default void m() {} }
  interface Without { int B = trace("Without"); void n(); }
  interface Below extends WithDefault { int C = trace("Below"); }
  interface StaticOnly { int D = trace("StaticOnly"); static void s() {} }
  interface PrivateOnly { int E = trace("PrivateOnly"); private void p() {} }

  static class Base implements Without, StaticOnly {
    static { trace("Base"); }
    public void n() {}
  }

  static class Derived extends Base implements Below, PrivateOnly {
    static final int CONSTANT = 5;
    static int variable = trace("Derived");
  }

  static class Broken {
    static int value = Integer.parseInt(trace("Broken") > 0 ? "x" : "1");
  }

  enum Color {
    RED { @Override int number() { return 1; } }, GREEN;
    static final Map<String, Color> BY_NAME = new TreeMap<>();
    static { for (Color c : values()) { BY_NAME.put(c.name(), c); trace(c.name()); } }
    int number() { return BY_NAME.size(); }
  }

  static String broken() {
    String seen = "";
    for (int i = 0; i < 2; i++) {
      try { seen += Broken.value; }
      catch (LinkageError e) { seen += e.getClass().getSimpleName(); }
    }
    return seen;
  }

  public static String run() {
    trace("start");
    Object[] none = new Derived[Derived.CONSTANT];
    trace("array" + none.length);
    Base base = new Derived();
    trace("made");
    trace("" + Without.B);
    StaticOnly.s();
    return Early.SEEN + Early.text() + broken() + Color.valueOf("RED").number() + Color.GREEN.number() + trace;
  }
}
