package dev.whittle.dce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;

/** Sets that grow, by key. Each listener meets each element of its set once. */
final class Growing<K, E> {
  private final Map<K, SequencedSet<E>> elements = new HashMap<>();
  private final Map<K, List<Consumer<E>>> listeners = new HashMap<>();

  void add(K key, E element) {
    if (elements.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(element)) {
      List<Consumer<E>> all = listeners.get(key);
      if (all != null) {
        List.copyOf(all).forEach(each -> each.accept(element));
      }
    }
  }

  /** Keys of sets that somebody listens to. */
  Set<K> heard() {
    return listeners.keySet();
  }

  void listen(K key, Consumer<E> listener) {
    listeners.computeIfAbsent(key, _ -> new ArrayList<>()).add(listener);
    SequencedSet<E> known = elements.get(key);
    if (known != null) {
      List.copyOf(known).forEach(listener);
    }
  }
}
