import com.github.mustachejava.*;
import java.io.*;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.function.Function;

public class Driver {
  public static class Item {
    public final String name;
    int price;
    Item(String n, int p) { name = n; price = p; }
    public int getPrice() { return price; }
    boolean cheap() { return price < 5; }
    public boolean isNew() { return price == 9; }
  }

  public List<Item> items() { return List.of(new Item("a<", 3), new Item("b", 9)); }
  String title = "T";
  Function<String, String> shout() { return s -> s.toUpperCase() + "!"; }
  Callable<String> later = () -> "called";
  Map<String, Object> map = new TreeMap<>(Map.of("k", Map.of("deep", 1)));
  Optional<String> some = Optional.of("some");

  public static void main(String[] args) throws Exception {
    MustacheFactory factory = new DefaultMustacheFactory();
    factory.compile("page.mustache").execute(new PrintWriter(System.out), new Driver()).flush();
    factory.compile(new StringReader("{{a}}{{#b}}{{.}},{{/b}}{{{a}}}\n"), "t").execute(new PrintWriter(System.out), Map.of("a", "&", "b", new int[] {1, 2})).flush();
    try { factory.compile("none.mustache"); } catch (MustacheException e) { System.out.println(e.getMessage()); }
  }
}
