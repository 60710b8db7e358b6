import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.annotations.*;
import java.util.*;

public class Driver {
  @XStreamAlias("p") public static class P { @XStreamAsAttribute String name; int[] xs; List<Q> qs = new ArrayList<>(); Date d = new Date(0); }
  public static class Q { Map<String, Integer> m = new TreeMap<>(); }

  public static void main(String[] args) {
    XStream x = new XStream();
    x.allowTypesByWildcard(new String[] {"Driver*", "java.**"});
    x.processAnnotations(P.class);
    P p = new P(); p.name = "n"; p.xs = new int[] {1, 2}; Q q = new Q(); q.m.put("k", 1); p.qs.add(q);
    String s = x.toXML(p);
    System.out.println(s);
    P r = (P) x.fromXML(s);
    System.out.println(r.name + r.xs.length + r.qs.get(0).m);
    System.out.println(((Q) x.fromXML("<Driver_-Q><m class=\"tree-map\"><entry><string>z</string><int>3</int></entry></m></Driver_-Q>")).m);
  }
}
