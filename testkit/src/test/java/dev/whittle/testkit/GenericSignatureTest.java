package dev.whittle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.ir.GenericSignature;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every class that a signature names is found, and nothing else that looks like one. */
class GenericSignatureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "La/B; a/B",
        "[[La/B<[I>; a/B",
        "TL; ''",
        "La/B<TLT;La/C<*>;+La/D;-[La/E;>; a/C,a/D,a/E,a/B",
        "La/B<La/C;>.In<La/D;>; a/C,a/B,a/D,a/B$In",
        "<L::La/B;T:Ljava/lang/Object;:La/C<TT;>;>(TT;ILa/D;)V^La/E;"
            + " a/B,java/lang/Object,a/C,a/D,a/E",
        "<T:La/B;>La/C;La/D<TT;>; a/B,a/C,a/D",
        "La/B;La/C a/B",
        "TT ''",
        "<T ''"
      })
  void namesClasses(String signature, String names) {
    List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(","));
    assertEquals(expected, GenericSignature.classNames(signature));
  }
}
