import clojure.lang.AFn;
import clojure.lang.IPersistentMap;
import clojure.lang.IPersistentVector;
import clojure.lang.ISeq;
import clojure.lang.PersistentHashMap;
import clojure.lang.PersistentVector;
import java.util.function.IntSupplier;

/** Persistent maps and vectors: grown, read, reduced, walked as sequences. */
public final class ClojureMaps implements IntSupplier {
  private final AFn plus =
      new AFn() {
        @Override
        public Object invoke(Object sum, Object next) {
          return 7 * (Integer) sum + (Integer) next;
        }
      };

  @Override
  public int getAsInt() {
    IPersistentMap map = PersistentHashMap.EMPTY;
    IPersistentVector vector = PersistentVector.EMPTY;
    for (int i = 0; i < 12_000; i++) {
      map = map.assoc(i * 31 & 0xfff, i);
      vector = vector.cons(i);
    }
    int sum = (Integer) ((PersistentVector) vector).reduce(plus, 1);
    for (int i = 0; i < 12_000; i++) {
      Object value = map.valAt(i);
      sum += (Integer) vector.nth(i) + (value == null ? 3 : (Integer) value);
    }
    for (ISeq seq = map.seq(); seq != null; seq = seq.next()) {
      sum++;
    }
    return sum;
  }
}
