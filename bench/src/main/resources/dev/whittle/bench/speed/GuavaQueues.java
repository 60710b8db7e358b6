import com.google.common.collect.MinMaxPriorityQueue;
import com.google.common.collect.TreeMultiset;
import com.google.common.hash.Hashing;
import java.util.function.IntSupplier;

/** Heaps, trees and a hash function. */
public final class GuavaQueues implements IntSupplier {
  private final byte[] text = new byte[1 << 18];

  @Override
  public int getAsInt() {
    int sum = Hashing.murmur3_128().hashBytes(text).asInt();
    text[sum & 0xffff]++;
    MinMaxPriorityQueue<Integer> queue = MinMaxPriorityQueue.create();
    TreeMultiset<Integer> counts = TreeMultiset.create();
    for (int i = 0; i < 15_000; i++) {
      queue.offer(i * 0x9E3779B9 >>> 8);
      counts.add(i * 0x9E3779B9 >>> 20);
    }
    while (queue.size() > 1) {
      sum = 31 * sum + queue.pollFirst() - queue.pollLast();
    }
    return sum + counts.elementSet().size();
  }
}
