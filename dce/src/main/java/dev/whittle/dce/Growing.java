package dev.whittle.dce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sets that grow, by key. Each listener meets each element of its set once.
 *
 * <p>Which elements are equal is found out when somebody listens: nobody asks what most functions
 * are called with.
 */
final class Growing<K, E> {
  private static final class Elements<E> {
    /** In the order in which they came; some may come twice as long as nobody listens. */
    List<E> all = new ArrayList<>(2);

    /** The same as a set, null as long as nobody listens. */
    Set<E> distinct;

    final List<Consumer<E>> listeners = new ArrayList<>(0);
  }

  private final Map<K, Elements<E>> sets = new HashMap<>();
  private final Set<K> heard = new HashSet<>();

  void add(K key, E element) {
    Elements<E> set = of(key);
    if (set.distinct == null) {
      set.all.add(element);
    } else if (set.distinct.add(element)) {
      set.all.add(element);
      int listeners = set.listeners.size();
      for (int i = 0; i < listeners; i++) {
        set.listeners.get(i).accept(element);
      }
    }
  }

  /** Keys of sets that somebody listens to. */
  Set<K> heard() {
    return heard;
  }

  void listen(K key, Consumer<E> listener) {
    Elements<E> set = of(key);
    if (set.distinct == null) {
      heard.add(key);
      separate(set);
    }
    set.listeners.add(listener);
    int known = set.all.size();
    for (int i = 0; i < known; i++) {
      listener.accept(set.all.get(i));
    }
  }

  private static <E> void separate(Elements<E> set) {
    set.distinct = new HashSet<>();
    List<E> once = new ArrayList<>(set.all.size());
    for (E element : set.all) {
      if (set.distinct.add(element)) {
        once.add(element);
      }
    }
    set.all = once;
  }

  private Elements<E> of(K key) {
    Elements<E> set = sets.get(key);
    if (set == null) {
      set = new Elements<>();
      sets.put(key, set);
    }
    return set;
  }
}
