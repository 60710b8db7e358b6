import freemarker.template.*;
import java.io.*;
import java.util.*;

public class Driver {
  public static class Item { private final String name; private final double price; public Item(String n, double p) { name = n; price = p; } public String getName() { return name; } public double getPrice() { return price; } public String label(int n) { return name + "#" + n; } }

  public static void main(String[] args) throws Exception {
    Configuration c = new Configuration(Configuration.VERSION_2_3_33);
    c.setClassForTemplateLoading(Driver.class, "/");
    c.setLocale(Locale.US);
    StringWriter out = new StringWriter();
    c.getTemplate("t.ftl").process(Map.of("items", List.of(new Item("a", 1.5), new Item("b", 20)), "when", new Date(0)), out);
    System.out.println(out);
    try { new Template("x", "${missing.value}", c).process(Map.of(), new StringWriter()); } catch (TemplateException e) { System.out.println(e.getMessageWithoutStackTop()); }
  }
}
