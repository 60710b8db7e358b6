package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default version computed from a definition is the one that the platform computes. */
class SerialVersionTest {
  static class Plain implements Serializable {
    int a;
    private transient String b;
    static int c = 4;

    protected Plain(int a, String b) {
      this.a = a;
      this.b = b;
    }

    synchronized void m(Plain[] other, long n) {}

    private void p() {
      b = null;
    }
  }

  public abstract static class Public implements Serializable, Comparable<Public> {
    private static final Object LOCK = new Object();
    volatile int v;

    abstract Object lock();

    static native void nothing();
  }

  private static final class Empty implements Serializable {}

  /** Its class file says public. */
  protected static class Protected implements Serializable {}

  interface Face extends Serializable {
    void m();
  }

  interface Marker extends Serializable {}

  class Inner extends Plain {
    Inner() {
      super(1, "");
      Runnable r = () -> lambda(this);
      r.run();
    }

    private static void lambda(Inner inner) {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Plain.class,
        Public.class,
        Empty.class,
        Protected.class,
        Face.class,
        Marker.class,
        Inner.class
      })
  void isThePlatforms(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      assertEquals(
          ObjectStreamClass.lookup(type).getSerialVersionUID(),
          SerialVersion.compute(ClassLowering.lower(in.readAllBytes())));
    }
  }
}
