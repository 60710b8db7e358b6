package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 5000).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsAreInOrder(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      List<Integer> expected = ITEMS.stream().map(i -> i * i).toList();
      for (int round = 0; round < 20; round++) {
        assertEquals(expected, parallel.map(ITEMS, i -> i * i));
      }
      assertEquals(List.of(), parallel.map(List.of(), i -> i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theFirstFailureIsThrown(int threads) {
    try (Parallel parallel = Parallel.of(threads)) {
      for (int round = 0; round < 50; round++) {
        Diagnostic first =
            assertThrows(Diagnostic.class, () -> parallel.map(ITEMS, ParallelTest::failFrom100));
        assertEquals("100", first.getMessage());
      }
    }
  }

  private static int failFrom100(int i) {
    if (i >= 100) {
      throw new Diagnostic(Integer.toString(i));
    }
    return i;
  }
}
