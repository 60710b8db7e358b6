import java.util.*;
import org.mvel2.*;
import org.mvel2.templates.TemplateRuntime;

public class Driver {
  public static class Item {
    private int count = 3;
    public String getName() { return "n"; }
    public int getCount() { return count; }
    public void setCount(int c) { count = c; }
  }

  public static void main(String[] args) {
    Map<String, Object> m = new HashMap<>(Map.of("item", new Item(), "list", List.of(3, 1, 2)));
    for (String s : List.of("item.name + item.count", "item.count = 5; item.count", "($ * 2 in list)", "def f(x) { x * 2 } f(4)",
        "list contains 3 && item.name == 'n'", "['a': 1]['a']", "foreach (x : list) { item.count += x } item.count", "Math.max(2, 3)"))
      System.out.println(MVEL.eval(s, m));
    Object compiled = MVEL.compileExpression("item.name.length() + list.size()");
    for (int i = 0; i < 100; i++) MVEL.executeExpression(compiled, m);
    System.out.println(MVEL.executeExpression(compiled, m));
    System.out.println(TemplateRuntime.eval("@{item.name}: @foreach{x : list}@{x},@end{}", m));
  }
}
