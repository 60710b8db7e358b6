import java.io.StringWriter;
import java.util.*;
import org.apache.commons.jexl3.*;
import org.apache.commons.jexl3.introspection.JexlPermissions;

public class Driver {
  public static class Item {
    private int count = 3;
    public String label = "l";
    public String getName() { return "n"; }
    public int getCount() { return count; }
    public void setCount(int c) { count = c; }
    public boolean isFresh() { return true; }
    public String join(String a, int b) { return a + b; }
    public static int twice(int n) { return 2 * n; }
  }

  /** Functions of a namespace. */
  public static class Words {
    public String shout(String s) { return s.toUpperCase(); }
  }

  public static void main(String[] args) {
    JexlEngine e = new JexlBuilder().permissions(JexlPermissions.UNRESTRICTED).namespaces(Map.of("w", new Words())).create();
    JexlContext c = new MapContext();
    c.set("item", new Item());
    c.set("list", new ArrayList<>(List.of(3, 1, 2)));
    c.set("map", new TreeMap<>(Map.of("k", 1.5)));
    for (String s : List.of("item.name + item.count * 2", "item.join('a', 4)", "list.size() > 2 ? 'big' : 'small'", "item.fresh && item.label == 'l'",
        "item.count = 7; item.count", "var s = 0; for (x : list) s += x; s", "size(list) + list[0]", "item.name =~ 'n.*'", "w:shout('abc')", "map.k * 2", "map['j'] = 2; map.size()",
        "var f = (x, y) -> x * y; f(3, 4)", "new('java.util.ArrayList', list).size()", "item.twice(4)", "[1, 2, ...].size() + {'a' : 1}.size()", "empty(list) ? 1 : 0", "var t = 0; for (x : 1..4) t += x; t", "12345678901234567890H * 10B"))
      System.out.println(e.createScript(s).execute(c));
    StringWriter w = new StringWriter();
    e.createJxltEngine().createTemplate("$$", new java.io.StringReader("$$ for (x : list) {\n<${x}>\n$$ }\n")).evaluate(c, w);
    System.out.print(w);
    for (String s : List.of("nope.x", "item.nope", "item.join(1)", "1 +")) {
      try { System.out.println(e.createExpression(s).evaluate(c)); }
      catch (JexlException x) { System.out.println(x.getClass().getSimpleName() + " " + x.getMessage()); }
    }
  }
}
