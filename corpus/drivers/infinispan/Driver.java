import java.util.*;
import java.util.concurrent.*;
import org.infinispan.*;
import org.infinispan.configuration.cache.*;
import org.infinispan.configuration.global.*;
import org.infinispan.configuration.parsing.*;
import org.infinispan.manager.*;
import org.infinispan.notifications.*;
import org.infinispan.notifications.cachelistener.annotation.*;
import org.infinispan.notifications.cachelistener.event.*;

public class Driver {
  @Listener public static class L { @CacheEntryCreated public void made(CacheEntryCreatedEvent<String, String> e) { if (!e.isPre()) System.out.println("made " + e.getKey()); } @CacheEntryRemoved public void gone(CacheEntryRemovedEvent<String, String> e) { if (!e.isPre()) System.out.println("gone " + e.getKey()); } }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    try (DefaultCacheManager m = new DefaultCacheManager("ispn.xml")) {
      Cache<String, String> c = m.getCache("local"); c.addListener(new L()); c.put("a", "1"); c.putIfAbsent("a", "2"); System.out.println(c.get("a") + " " + c.size()); c.remove("a"); c.put("e", "x", 5, TimeUnit.MILLISECONDS); Thread.sleep(50); System.out.println(c.get("e") + " " + m.getCacheConfiguration("local").memory().maxCount());
      Cache<String, String> t = m.getCache("tx"); jakarta.transaction.TransactionManager tm = t.getAdvancedCache().getTransactionManager(); tm.begin(); t.put("k", "v"); tm.rollback(); System.out.println(t.get("k")); tm.begin(); t.put("k", "v"); tm.commit(); System.out.println(t.get("k"));
      m.defineConfiguration("mine", new ConfigurationBuilder().memory().maxCount(2).build()); Cache<Integer, Integer> n = m.getCache("mine"); for (int i = 0; i < 9; i++) n.put(i, i); System.out.println(n.size() + " " + n.entrySet().stream().mapToInt(Map.Entry::getValue).filter(v -> v >= 0).count());
      c.computeIfAbsent("z", k -> k + k); System.out.println(c.getAsync("z").get()); try { m.getCache("nope"); } catch (RuntimeException e) { System.out.println(e.getMessage()); } Cache<String, String> f = m.getCache("file"); f.put("p", "q"); f.stop(); f.start(); System.out.println(f.get("p")); 
    }
    try { new DefaultCacheManager(new java.io.ByteArrayInputStream("<infinispan><nope/></infinispan>".getBytes())); } catch (RuntimeException e) { System.out.println(e.getClass().getSimpleName()); }
  }
}
