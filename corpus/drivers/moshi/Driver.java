import com.squareup.moshi.*;
import java.lang.annotation.*;
import java.util.*;

public class Driver {
  enum State { OPEN, @Json(name = "shut") CLOSED }
  @JsonQualifier @Retention(RetentionPolicy.RUNTIME) @interface Hex {}
  static class Part { String n; double d; transient int skip = 3; @Hex int color; }
  static class Car extends Thing { List<Part> parts; Map<String, State> m; @Json(name = "i") Integer id; int[] a; }
  static class Thing { private String inherited; }
  static class Stamp { long t; }
  static class StampAdapter {
    @ToJson String to(Stamp s) { return "@" + s.t; }
    @FromJson Stamp from(String s) { Stamp r = new Stamp(); r.t = Long.parseLong(s.substring(1)); return r; }
    @ToJson String hex(@Hex int n) { return Integer.toHexString(n); }
    @FromJson @Hex int hex(String s) { return Integer.parseInt(s, 16); }
  }

  public static void main(String[] args) throws Exception {
    Moshi m = new Moshi.Builder().add(new StampAdapter()).build();
    Car c = m.adapter(Car.class).fromJson("{\"parts\": [{\"n\": \"x\", \"d\": 2, \"color\": \"ff\"}], \"m\": {\"k\": \"shut\"}, \"i\": 4, \"a\": [1], \"inherited\": \"h\", \"unknown\": {}}");
    System.out.println(c.parts.get(0).n + c.parts.get(0).d + c.parts.get(0).color + c.m + c.id + c.a.length);
    System.out.println(m.adapter(Car.class).indent(" ").toJson(c) + m.adapter(Stamp.class).fromJson("\"@5\"").t);
    JsonAdapter<List<State>> list = m.adapter(Types.newParameterizedType(List.class, State.class));
    System.out.println(list.fromJson("[\"OPEN\", \"shut\"]") + list.toJson(List.of(State.CLOSED)) + m.adapter(Object.class).fromJson("{\"a\": [1, null]}"));
    for (String s : List.of("{\"parts\": 3}", "{\"m\": {\"k\": \"no\"}}", "{", "{\"i\": 1.5}")) {
      try { m.adapter(Car.class).fromJson(s); } catch (JsonDataException | java.io.IOException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getMessage()); }
    }
    try { m.adapter(Date.class); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
  }
}
