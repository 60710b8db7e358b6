import org.codehaus.janino.*;

public class Driver {
  public interface F { int f(int a, int b); }

  public static void main(String[] args) throws Exception {
    ExpressionEvaluator e = new ExpressionEvaluator();
    e.setParameters(new String[] {"a", "b"}, new Class[] {int.class, int.class});
    e.setExpressionType(int.class);
    e.cook("a * b + Math.max(a, b)");
    System.out.println(e.evaluate(new Object[] {3, 4}));
    SimpleCompiler c = new SimpleCompiler();
    c.cook("public class X implements Driver.F { public int f(int a, int b) { int s = 0; for (int i = a; i < b; i++) { s += i; } return s; } }");
    System.out.println(((F) c.getClassLoader().loadClass("X").getDeclaredConstructor().newInstance()).f(1, 5));
    try { new ScriptEvaluator().cook("int x = \"s\";"); } catch (org.codehaus.commons.compiler.CompileException x) { System.out.println(x.getMessage()); }
  }
}
