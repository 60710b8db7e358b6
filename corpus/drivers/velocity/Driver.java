import java.io.StringWriter;
import java.util.*;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

public class Driver {
  public static class Item { public String getName() { return "n"; } public boolean isGood() { return true; } public String say(String a, int b) { return a + b; } }

  public static void main(String[] args) {
    VelocityEngine e = new VelocityEngine();
    e.setProperty("resource.loaders", "class");
    e.setProperty("resource.loader.class.class", "org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader");
    e.init();
    VelocityContext c = new VelocityContext();
    c.put("items", List.of(new Item(), new Item())); c.put("map", new TreeMap<>(Map.of("k", 1)));
    StringWriter w = new StringWriter();
    e.getTemplate("t.vm").merge(c, w);
    System.out.println(w);
  }
}
