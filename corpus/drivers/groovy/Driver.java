import groovy.lang.*;

public class Driver {
  public static class Bean { private int n = 4; public int getN() { return n; } public void setN(int n) { this.n = n; } public String twice(String s) { return s + s; } }

  public static void main(String[] args) {
    Binding b = new Binding();
    b.setVariable("bean", new Bean());
    Object r = new GroovyShell(b).evaluate(String.join("\n",
        "class P { String name; int age; String toString() { \"$name:$age\" } }",
        "trait T { def hi() { 'hi ' + name } }", "class Q extends P implements T {}",
        "def list = [3, 1, 2].sort().collect { it * 2 }", "println list",
        "println([new P(name: 'a', age: 3), new Q(name: 'b', age: 1)].sort { it.age })",
        "println new Q(name: 'z').hi()", "bean.n += 3; println bean.n + bean.twice('x')",
        "println((1..5).inject(0) { a, x -> a + x })", "println 'abc' =~ /b/ ? 'found' : 'no'",
        "def m = [a: 1, b: [c: 2]]; println m.b.c", "println 1.5 + 2.25", "switch (7) { case 1..9: println 'range'; break }",
        "try { null.foo() } catch (NullPointerException e) { println 'npe' }", "@groovy.transform.ToString class A { int x }; println new A(x: 2)",
        "println new groovy.json.JsonBuilder([k: [1, 2]]).toString()", "list.sum()"));
    System.out.println(r);
  }
}
