import com.google.gson.*;
import com.google.gson.annotations.*;
import com.google.gson.reflect.TypeToken;
import java.util.*;

public class Driver {
  static class Address { String street; int number; @Override public String toString() { return street + number; } }
  enum Kind { @SerializedName("k1") ONE, TWO }
  static class Person { String name; transient int hidden = 3; Address home; List<Address> others; Map<String, Kind> kinds; @SerializedName("e-mail") String mail; @Expose Optional<String> none; int[] a; Node next; }
  static class Node { Node next; double v; }
  static class OnlyRead { Inner inner; static class Inner { long x; @Override public String toString() { return "inner" + x; } } }

  public static void main(String[] args) {
    Gson g = new GsonBuilder().setPrettyPrinting().setFieldNamingPolicy(FieldNamingPolicy.IDENTITY).create();
    Person p = g.fromJson("{name:'a', home:{street:'s',number:2}, others:[{street:'t'}], kinds:{x:'k1',y:'TWO'}, 'e-mail':'m', a:[1,2], next:{v:2.5,next:{v:1}}}", Person.class);
    System.out.println(p.home + " " + p.others + " " + p.kinds + " " + p.hidden + p.next.next.v);
    System.out.println(g.toJson(p));
    Map<String, List<Node>> m = g.fromJson("{k:[{v:1}]}", new TypeToken<Map<String, List<Node>>>() {}.getType());
    System.out.println(m.get("k").get(0).v);
    System.out.println(g.fromJson("{inner:{x:5}}", OnlyRead.class).inner);
    try { g.fromJson("[", Person.class); } catch (JsonParseException e) { System.out.println(e.getClass()); }
    System.out.println(JsonParser.parseString("{a:[1,{b:null}]}"));
  }
}
