import com.hazelcast.config.*;
import com.hazelcast.core.*;
import com.hazelcast.map.*;
import com.hazelcast.nio.*;
import com.hazelcast.nio.serialization.*;
import com.hazelcast.query.Predicates;
import java.io.IOException;
import java.util.*;
import java.util.concurrent.*;

public class Driver {
  public record Person(String name, int age) implements java.io.Serializable {}
  public static class Port implements Portable { String s; int n; public Port() {} Port(String s, int n) { this.s = s; this.n = n; } public int getFactoryId() { return 1; } public int getClassId() { return 1; } public void writePortable(PortableWriter w) throws IOException { w.writeString("s", s); w.writeInt("n", n); } public void readPortable(PortableReader r) throws IOException { s = r.readString("s"); n = r.readInt("n"); } }
  public static class Inc implements EntryProcessor<String, Person, Integer>, java.io.Serializable { public Integer process(Map.Entry<String, Person> e) { e.setValue(new Person(e.getValue().name(), e.getValue().age() + 1)); return e.getValue().age(); } }
  public static class Task implements Callable<String>, HazelcastInstanceAware, java.io.Serializable { transient HazelcastInstance h; public void setHazelcastInstance(HazelcastInstance h) { this.h = h; } public String call() { return "task on " + h.getName(); } }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    Config c = new ClasspathYamlConfig("hz.yaml"); c.getSerializationConfig().addPortableFactory(1, id -> new Port());
    HazelcastInstance h = Hazelcast.newHazelcastInstance(c);
    IMap<String, Person> m = h.getMap("people"); m.addIndex(IndexType.SORTED, "age"); m.addEntryListener((com.hazelcast.map.listener.EntryAddedListener<String, Person>) e -> { if (e.getKey().equals("a")) System.out.println("added"); }, false);
    m.put("a", new Person("bob", 3)); m.put("b", new Person("eve", 40)); Thread.sleep(300);
    System.out.println(m.values(Predicates.sql("age > 10 and name like 'e%'")) + " " + m.executeOnKey("a", new Inc()) + " " + m.get("a") + " " + m.aggregate(com.hazelcast.aggregation.Aggregators.integerSum("age")));
    IMap<Integer, Port> p = h.getMap("ports"); p.put(1, new Port("x", 5)); System.out.println(p.values(Predicates.equal("n", 5)).iterator().next().s);
    h.getQueue("q").offer(List.of(1, "two")); System.out.println(h.getQueue("q").poll()); System.out.println(h.getExecutorService("e").submit(new Task()).get());
    com.hazelcast.topic.ITopic<String> t = h.getTopic("t"); CountDownLatch l = new CountDownLatch(1); t.addMessageListener(x -> { System.out.println("got " + x.getMessageObject()); l.countDown(); }); t.publish("hello"); l.await(5, TimeUnit.SECONDS);
    com.hazelcast.transaction.TransactionContext x = h.newTransactionContext(); x.beginTransaction(); x.getMap("tx").put(1, 1); x.rollbackTransaction(); System.out.println(h.getMap("tx").size() + " " + h.getConfig().getMapConfig("people").getBackupCount());
    try { h.getMap("o").put(1, new Object()); } catch (HazelcastException e) { System.out.println(e.getClass().getSimpleName()); }
    h.shutdown(); try { m.get("a"); } catch (HazelcastInstanceNotActiveException e) { System.out.println(e.getMessage()); }
    try { new YamlConfigBuilder(new java.io.ByteArrayInputStream("hazelcast:\n  nope: 1".getBytes())).build(); } catch (RuntimeException e) { System.out.println(e.getClass().getSimpleName()); }
  }
}
