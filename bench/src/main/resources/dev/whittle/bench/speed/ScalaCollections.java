import java.util.function.IntSupplier;
import scala.Function1;
import scala.Function2;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.collection.immutable.Vector;
import scala.collection.immutable.VectorBuilder;

/** Immutable vectors and hash maps: built, mapped, filtered, folded. */
public final class ScalaCollections implements IntSupplier {
  private final Function1<Integer, Integer> times = i -> i * 31;
  private final Function1<Integer, Object> isOdd = i -> (i & 1) == 1;
  private final Function2<Integer, Integer, Integer> plus = (a, b) -> 7 * a + b;

  @Override
  public int getAsInt() {
    VectorBuilder<Integer> builder = new VectorBuilder<>();
    HashMap<Integer, Integer> map = HashMap$.MODULE$.empty();
    for (int i = 0; i < 20_000; i++) {
      builder.addOne(i);
      map = map.updated(i * 31 & 0xfff, i);
    }
    Vector<Integer> mapped = (Vector<Integer>) (Object) builder.result().map(times);
    int sum = ((Vector<Integer>) (Object) mapped.filter(isOdd)).foldLeft(1, plus);
    for (int i = 0; i < 20_000; i++) {
      sum += mapped.apply(i) + (map.contains(i) ? map.apply(i) : 3);
    }
    return sum;
  }
}
