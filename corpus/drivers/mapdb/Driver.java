import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import org.mapdb.*;
import org.mapdb.serializer.SerializerArrayTuple;

public class Driver {
  public static class Person implements Serializable, Comparable<Person> { String name; int age; Person(String n, int a) { name = n; age = a; } public String toString() { return name + age; } public int compareTo(Person o) { return name.compareTo(o.name); } }
  public static void main(String[] args) throws Exception {
    File f = new File("o.db");
    try (DB db = DBMaker.fileDB(f).transactionEnable().make()) {
      ConcurrentMap<String, Person> m = (ConcurrentMap<String, Person>) db.hashMap("people").keySerializer(Serializer.STRING).valueSerializer(Serializer.JAVA).createOrOpen();
      m.put("a", new Person("bob", 3)); m.put("b", new Person("eve", 4));
      db.commit(); m.put("c", new Person("x", 1)); db.rollback();
      System.out.println(new TreeMap<>(m));
      BTreeMap<Object[], Integer> t = db.treeMap("t").keySerializer(new SerializerArrayTuple(Serializer.STRING, Serializer.INTEGER)).valueSerializer(Serializer.INTEGER).createOrOpen();
      for (int i = 0; i < 50; i++) t.put(new Object[] {"k" + i % 3, i}, i * i);
      System.out.println(t.prefixSubMap(new Object[] {"k1"}).size() + " " + t.lastEntry().getValue());
      Map<Object, Object> any = (Map<Object, Object>) db.hashMap("any").create();
      any.put("list", new ArrayList<>(List.of(1, "two", 3.0))); any.put(1, new Person("elsa", 9)); any.put("m", new HashMap<>(Map.of("k", new int[] {1, 2})));
      System.out.println(any.get("list") + " " + any.get(1) + " " + ((int[]) ((Map<?, ?>) any.get("m")).get("k"))[1]);
      NavigableSet<String> s = db.treeSet("s").serializer(Serializer.STRING).create(); s.addAll(List.of("c", "a", "b")); System.out.println(s.descendingSet());
      Atomic.Long n = db.atomicLong("n").create(); n.incrementAndGet(); db.commit(); System.out.println(n.get());
    }
    try (DB db = DBMaker.fileDB(f).make()) {
      System.out.println(new TreeSet<String>() {{ for (String x : db.getAllNames()) add(x); }} + " " + db.hashMap("any").open().get(1) + " " + db.hashMap("people", Serializer.STRING, Serializer.JAVA).open().get("b"));
      try { db.treeMap("people").create(); } catch (DBException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getMessage()); }
    }
    HTreeMap<Integer, String> e = DBMaker.memoryDB().make().hashMap("e", Serializer.INTEGER, Serializer.STRING).expireMaxSize(1000).create(); e.put(1, "x"); System.out.println(e.get(1));
    IndexTreeList<Integer> l = DBMaker.heapDB().make().indexTreeList("l", Serializer.INTEGER).create(); l.add(5); System.out.println(l);
  }
}
