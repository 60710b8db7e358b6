import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.*;
import java.util.*;

public class Driver {
  public enum Kind { ONE; public String getLabel() { return "first"; } }

  public static class Item {
    public final int size = 9;
    public String getName() { return "<n>"; }
    public boolean isNew() { return true; }
    public int sum(Long a, Long b) { return (int) (a + b); }
  }

  public static void main(String[] args) throws Exception {
    var w = new StringWriter();
    new PebbleEngine.Builder().build().getTemplate("page.peb").evaluate(w, Map.of("items", List.of(new Item()), "date", new Date(0), "x", 1.5, "n", 4L, "kind", Kind.ONE));
    System.out.println(w);
    var strict = new PebbleEngine.Builder().strictVariables(true).loader(new StringLoader()).build();
    for (String s : List.of("{{ nope }}", "{% nope %}", "{{ 1 | nope }}", "{{ 1 + 'a' }}")) {
      try { strict.getTemplate(s).evaluate(new StringWriter(), Map.of()); System.out.println("ok"); }
      catch (PebbleException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getMessage()); }
    }
  }
}
