import java.util.function.IntSupplier;
import kotlin.collections.CollectionsKt;
import kotlin.ranges.IntRange;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlin.text.StringsKt;

/** Chains of sequences, and text cut to lines. */
public final class KotlinSequences implements IntSupplier {
  private final String text = "    some text\n      and more\n\n    less\n".repeat(300);

  @Override
  public int getAsInt() {
    Sequence<Integer> numbers = CollectionsKt.asSequence(new IntRange(1, 60_000));
    Sequence<Integer> odd = SequencesKt.filter(numbers, i -> i % 3 != 0);
    Sequence<Integer> mapped = SequencesKt.map(odd, i -> i * 7 >>> 3);
    Sequence<Integer> sums =
        SequencesKt.map(
            SequencesKt.windowed(SequencesKt.distinct(mapped), 5, 3, true),
            CollectionsKt::sumOfInt);
    return SequencesKt.sumOfInt(sums) + StringsKt.trimIndent(text).length();
  }
}
