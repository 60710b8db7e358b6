package dev.whittle.codegen;

/**
 * Code that does not fit a class file (JVMS 4.11): a method over 65,535 bytes, a constant pool over
 * 65,535 entries, a string over 65,535 encoded bytes, more than 65,535 locals or stack words. The
 * user's problem, not ours: the message names the class, the method and the size.
 */
public final class CodegenLimit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String className;
  private final String method;
  private final int size;

  CodegenLimit(String what, String className, String method, int size) {
    super(what + " of " + where(className, method) + ": " + size + ", the limit is 65535");
    this.className = className;
    this.method = method;
    this.size = size;
  }

  private static String where(String className, String method) {
    return method == null ? className : className + "." + method;
  }

  /** Internal name of the class. */
  public String className() {
    return className;
  }

  /** Name and descriptor of the method, null when the class as a whole is too large. */
  public String method() {
    return method;
  }

  /** How large it is: bytes, entries, slots or words, as the message says. */
  public int size() {
    return size;
  }
}
