package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "4600000, 4.6 MB",
    "9223372036854775807, 9.2 EB"
  })
  void sizesHaveOneDecimal(long size, String text) {
    assertEquals(text, Sizes.bytes(size));
  }
}
