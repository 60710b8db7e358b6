package dev.whittle.dce.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void valuesOfAllKinds() {
    assertEquals(
        Map.of("a", List.of(1.0, -2.5e3, true, false, "x"), "b", Map.of(), "c", List.of()),
        JsonReader.read("\ufeff {\"a\": [1, -2.5e3, true,false,\"x\"],\n\"b\":{}, \"c\":[ ] }\n"));
    assertNull(JsonReader.read("null"));
    assertEquals(
        "\"\\/\b\f\n\r\t\u00e9z", JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9z\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1,]", "{\"a\" 1}", "\"a", "\"\\u12\"", "\"\\x\"", "tru", "1 2", "--1"})
  void otherTextsAreErrors(String text) {
    assertThrows(IllegalArgumentException.class, () -> JsonReader.read(text));
  }

  @Test
  void errorsSayWhere() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> JsonReader.read("{\n  \"a\": ?}"));
    assertEquals("2:8: expected a value", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> JsonReader.read("[".repeat(100_000)));
  }
}
