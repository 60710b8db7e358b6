package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.lower.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who pays for what: policies and undecided sites. */
class PricesTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));

  private static final String SOURCE =
      """
      import java.util.*;
      class Main {
        public static void main(String[] a) throws Exception {
          Object text = "Named";
          for (Plugin p : ServiceLoader.load(Plugin.class)) p.start();
          first(a[0].getClass().getSuperclass());
          second(a[0].getClass().getSuperclass());
          Helper.plain();
          System.out.println(Open.class);
        }
        static Object first(Class<?> any) throws Exception {
          return any.getDeclaredMethod("wanted").invoke(null);
        }
        static Object second(Class<?> any) throws Exception {
          return any.getDeclaredMethod("wanted").invoke(null);
        }
      }
      interface Plugin { void start(); }
      class Named implements Plugin {
        public Named() { Shared.both(); Helper.plain(); }
        public void start() {}
      }
      class Open {
        static void wanted() { Shared.both(); Only.open(); Helper.plain(); }
      }
      class Shared { static void both() {} }
      class Only { static void open() {} }
      class Helper { static void plain() {} }
      """;

  /** Every function is 10 bytes, every class 100 more. */
  private static final Prices.Sizes SIZES =
      new Prices.Sizes() {
        @Override
        public long function(String owner, String name, String descriptor) {
          return 10;
        }

        @Override
        public long rest(String className) {
          return 100;
        }
      };

  @TempDir Path directory;
  private MemorySource crate;

  @BeforeEach
  void compile() {
    Map<String, ClassDef> classes = MemorySource.compile(directory, "Main.java", SOURCE);
    crate = MemorySource.of(classes);
  }

  private Reached reach(ReflectionPolicy policy, Order order) {
    return Reachability.compute(
        new Program(List.of(crate), List.of(PLATFORM)),
        Roots.ofMain("Main"),
        policy,
        Summaries::of,
        order);
  }

  private static Map<String, Prices.Price> policies(Reached reached) {
    return reached.outcome().prices(SIZES).policies().stream()
        .collect(
            Collectors.toMap(
                Prices.Policy::name, Prices.Policy::price, (a, _) -> a, LinkedHashMap::new));
  }

  @Test
  void everythingIsOnOneBillAtMost() {
    Reached reached = reach(ReflectionPolicy.KEEP, Order.OLDEST_FIRST);
    Map<String, Prices.Price> policies = policies(reached);
    assertEquals(List.of("open-classes", "string"), policies.keySet().stream().sorted().toList());
    // Named with its constructor; start() runs on instances of it, which only the string makes.
    // Shared is reached from there and from Open.wanted(): one of the two has it.
    // Open itself is a literal, Helper is called from main: neither costs a policy anything.
    Prices.Price string = policies.get("string");
    Prices.Price open = policies.get("open-classes");
    assertEquals(2 + 2 + 1, string.functions() + open.functions(), policies.toString());
    assertEquals(1 + 1 + 1, string.classes() + open.classes(), policies.toString());
    assertEquals(3 * 100 + 5 * 10, string.bytes() + open.bytes());
    assertTrue(string.functions() >= 2 && open.functions() >= 2, policies.toString());
  }

  @Test
  void ordersGiveTheSameBills() {
    Prices oldest = reach(ReflectionPolicy.KEEP, Order.OLDEST_FIRST).outcome().prices(SIZES);
    Prices newest = reach(ReflectionPolicy.KEEP, Order.NEWEST_FIRST).outcome().prices(SIZES);
    assertEquals(oldest.policies(), newest.policies());
    assertEquals(oldest.sites(), newest.sites());
  }

  @Test
  void theGraphIsTheSameAndAllOfItComesBackToARoot() {
    List<ReasonGraph.Node> nodes = new ArrayList<>();
    List<ReasonGraph.Edge> edges = new ArrayList<>();
    ReasonGraph oldest = reach(ReflectionPolicy.KEEP, Order.OLDEST_FIRST).reasons().graph();
    oldest.nodes(nodes::add);
    oldest.edges(edges::add);
    List<Object> others = new ArrayList<>();
    ReasonGraph newest = reach(ReflectionPolicy.KEEP, Order.NEWEST_FIRST).reasons().graph();
    newest.nodes(others::add);
    assertEquals(nodes, others);
    others.clear();
    newest.edges(others::add);
    assertEquals(edges, others);
    int[] before = new int[nodes.size()];
    Arrays.fill(before, -2);
    for (ReasonGraph.Edge edge : edges) {
      if (edge.canonical()) {
        assertEquals(-2, before[edge.target()], "one canonical edge");
        before[edge.target()] = edge.first();
      }
    }
    for (int start = 0; start < before.length; start++) {
      int steps = 0;
      for (int node = start; node >= 0; node = before[node]) {
        assertTrue(before[node] != -2 && ++steps <= before.length, nodes.get(start).toString());
      }
    }
  }

  @Test
  void sitesThatAskTheSameShareAPrice() {
    Prices prices = reach(ReflectionPolicy.KEEP, Order.OLDEST_FIRST).outcome().prices(SIZES);
    Prices.Price open =
        prices.policies().stream()
            .filter(policy -> policy.name().equals("open-classes"))
            .findFirst()
            .orElseThrow()
            .price();
    assertEquals(
        List.of("Main.first", "Main.second"),
        prices.sites().stream().map(s -> s.undecided().function().split("\\(")[0]).toList());
    for (Prices.Site site : prices.sites()) {
      assertEquals(open, site.price());
      assertEquals(2, site.sites());
    }
  }

  @Test
  void withoutThePolicyWhatItKeptIsGone() {
    Reached reached = reach(ReflectionPolicy.REPORT, Order.OLDEST_FIRST);
    assertEquals(Level.ABSENT, reached.function("Open", "wanted", "()V"));
    assertEquals(Level.ABSENT, reached.level("Only"));
    assertEquals(Level.USED, reached.function("Named", "<init>", "()V"));
    assertEquals(2, reached.undecided().size());
    assertEquals(List.of("string"), List.copyOf(policies(reached).keySet()));
  }
}
