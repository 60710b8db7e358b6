package dev.whittle.ir.summary;

import java.util.Arrays;
import java.util.List;

/**
 * Effects in the order in which they were added first, each once: a hash table that is only added
 * to. ▸ A linked hash set takes an object more for each effect.
 */
final class Effects {
  private Effect[] list = new Effect[8];
  private Effect[] table = new Effect[16];
  private int size;

  void add(Effect effect) {
    int slot = free(effect);
    if (slot < 0) {
      return;
    }
    table[slot] = effect;
    if (size == list.length) {
      list = Arrays.copyOf(list, 2 * size);
      table = new Effect[4 * size];
      for (int i = 0; i < size; i++) {
        table[free(list[i])] = list[i];
      }
      table[free(effect)] = effect;
    }
    list[size++] = effect;
  }

  /** The slot for an effect, negative when it is there. */
  private int free(Effect effect) {
    int hash = effect.hashCode();
    int mask = table.length - 1;
    int slot = (hash ^ hash >>> 16) & mask;
    for (Effect there = table[slot]; there != null; there = table[slot]) {
      if (there.equals(effect)) {
        return -1;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  List<Effect> all() {
    return List.of(size == list.length ? list : Arrays.copyOf(list, size));
  }
}
