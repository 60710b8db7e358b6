import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.Maps;
import java.util.function.IntSupplier;

/** Synchronized blocks around short work. */
public final class GuavaLocks implements IntSupplier {
  private final BiMap<Integer, Integer> map = Maps.synchronizedBiMap(HashBiMap.create());

  @Override
  public int getAsInt() {
    int sum = 0;
    for (int i = 0; i < 300_000; i++) {
      int key = i & 0x3ff;
      if (i % 8 == 0) {
        map.put(key, key + 5);
      }
      Integer value = map.get(key);
      sum += map.containsKey(key + 1) ? map.size() : value == null ? 1 : value;
    }
    return sum;
  }
}
