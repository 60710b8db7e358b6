import java.util.*;
import org.yaml.snakeyaml.*;
import org.yaml.snakeyaml.constructor.Constructor;

public class Driver {
  public static class Part { private String id; private double w; public String getId() { return id; } public void setId(String s) { id = s; } public double getW() { return w; } public void setW(double d) { w = d; } }
  public static class Car { private List<Part> parts; private Map<String, Part> named; public Part main; public List<Part> getParts() { return parts; } public void setParts(List<Part> p) { parts = p; } public Map<String, Part> getNamed() { return named; } public void setNamed(Map<String, Part> m) { named = m; } }

  public static void main(String[] args) {
    Car c = new Yaml(new Constructor(Car.class, new LoaderOptions())).load("parts:\n- {id: a, w: 1.5}\n- id: b\nnamed:\n  x: {id: c}\nmain: {id: m, w: 2}\n");
    System.out.println(c.getParts().get(0).getW() + c.getNamed().get("x").getId() + c.main.getId());
    System.out.println(new Yaml().dump(c));
    System.out.println((Object) new Yaml().load("a: [1, 2.5, true, null, 2001-01-01]\nb: &r {k: v}\nc: *r\n"));
    try { new Yaml().load("a: [1"); } catch (Exception e) { System.out.println(e.getMessage()); }
  }
}
