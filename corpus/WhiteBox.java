package jdk.test.whitebox;

import java.lang.reflect.Executable;

/** HotSpot's door for tests, which it binds to the class of this name: what CompileAll needs of it. */
public final class WhiteBox {
  static {
    registerNatives();
  }

  private WhiteBox() {}

  private static native void registerNatives();

  public static WhiteBox open() {
    return new WhiteBox();
  }

  private native boolean enqueueMethodForCompilation0(Executable method, int level, int entry);

  private native boolean isMethodCompilable0(Executable method, int level, boolean isOsr);

  /** Whether the compiler of a level has compiled a method, or may some time. */
  public boolean compiles(Executable method, int level) {
    enqueueMethodForCompilation0(method, level, -1);
    return isMethodCompilable0(method, level, false);
  }
}
