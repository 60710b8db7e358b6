package dev.whittle.codegen.link;

import java.util.List;
import java.util.function.Function;

/** How to apply a pure function to many things: on as many threads as there may be, in order. */
public interface OrderedMap {
  /** One after the other. */
  OrderedMap SEQUENTIAL =
      new OrderedMap() {
        @Override
        public <A, B> List<B> map(List<A> items, Function<? super A, ? extends B> function) {
          return items.stream().<B>map(function).toList();
        }
      };

  /** The results, in the order of {@code items}. */
  <A, B> List<B> map(List<A> items, Function<? super A, ? extends B> function);
}
