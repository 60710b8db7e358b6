package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final ReasonKind[] KINDS = {
    ReasonKind.CALL, ReasonKind.CALL, ReasonKind.REFLECTION, ReasonKind.STRING
  };

  /** Against the equations themselves, applied until nothing changes. */
  @Test
  void costsOfRandomGraphsAreTheLeastThatTheirEdgesAllow() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Facts facts = graph(random, 2 + random.nextInt(60));
      Costs costs = new Costs(facts);
      long[] expected = leastFixpoint(facts);
      for (int fact = 0; fact < facts.size(); fact++) {
        assertEquals(expected[fact], costs.of(fact), "round " + round + ", fact " + fact);
        assertEquals(expected[fact] >= Costs.DYNAMIC, costs.isDynamic(fact));
      }
    }
  }

  private static Facts graph(Random random, int size) {
    Facts facts = new Facts();
    for (int i = 0; i < size; i++) {
      facts.add(Facts.Kind.CAPABILITY, "fact " + i);
    }
    facts.edge(0, ReasonKind.ROOT, Facts.NONE, Facts.NONE);
    for (int i = 0; i < 4 * size; i++) {
      int first = random.nextInt(8) == 0 ? Facts.NONE : random.nextInt(size);
      int second = random.nextInt(3) == 0 ? random.nextInt(size) : Facts.NONE;
      if (first != Facts.NONE || second != Facts.NONE) {
        facts.edge(random.nextInt(size), KINDS[random.nextInt(KINDS.length)], first, second);
      }
    }
    return facts;
  }

  private static long[] leastFixpoint(Facts facts) {
    long[] costs = new long[facts.size()];
    Arrays.fill(costs, Long.MAX_VALUE);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int edge = 0; edge < facts.edgeCount(); edge++) {
        long first = facts.first(edge) == Facts.NONE ? 0 : costs[facts.first(edge)];
        long second = facts.second(edge) == Facts.NONE ? 0 : costs[facts.second(edge)];
        long dearer = Math.max(first, second);
        long own = facts.edgeKind(edge).isDynamic() ? Costs.DYNAMIC + 1 : 1;
        if (dearer != Long.MAX_VALUE && dearer + own < costs[facts.target(edge)]) {
          costs[facts.target(edge)] = dearer + own;
          changed = true;
        }
      }
    }
    return costs;
  }
}
