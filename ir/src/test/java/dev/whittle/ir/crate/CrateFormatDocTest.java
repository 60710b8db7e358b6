package dev.whittle.ir.crate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Condition;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.ShuffleForm;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.UnaryOp;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/crate-format.md} says what the code does, as far as tables can be compared. */
class CrateFormatDocTest {
  private final String document = Files.readString(Path.of("..", "docs", "crate-format.md"));

  CrateFormatDocTest() throws IOException {}

  @Test
  void sections() {
    List<String> expected = new ArrayList<>();
    for (Section section : Section.values()) {
      expected.add(
          "%d %s %s %s"
              .formatted(
                  section.id(),
                  section,
                  section.rowSize() == 0 ? "" : section.rowSize(),
                  section.isPrimary() ? "primary" : "derived"));
    }
    List<String> found = new ArrayList<>();
    for (Matcher row : rows("\\| (\\d+) \\| `([A-Z_]+)` \\| *(\\d*) *\\| (\\w+) \\|.*")) {
      found.add("%s %s %s %s".formatted(row.group(1), row.group(2), row.group(3), row.group(4)));
    }
    assertEquals(expected, found);
  }

  @Test
  void opcodes() throws ReflectiveOperationException {
    Map<String, BitSet> documented = new TreeMap<>();
    String table = document.substring(document.indexOf("| opcode | statement"));
    BitSet all = new BitSet();
    for (Matcher row : rows("\\| (\\d+)(?:–(\\d+))? \\| ([^|]+) \\|.*", table)) {
      int first = Integer.parseInt(row.group(1));
      int last = row.group(2) == null ? first : Integer.parseInt(row.group(2));
      assertTrue(all.nextSetBit(first) < 0, row.group());
      all.set(first, last + 1);
      String kind = row.group(3).split("[, ]")[0];
      documented.computeIfAbsent(kind, _ -> new BitSet()).set(first, last + 1);
    }
    BitSet expected = new BitSet();
    for (Field constant : Code.class.getDeclaredFields()) {
      String name = constant.getName();
      boolean isOpcode =
          constant.getType() == int.class
              && !name.matches("TYPE_.*|HAS_.*|NEW_ENTRY|NEW_HANDLERS|FLOAT_.*|SHORT_.*|REFUSED");
      if (isOpcode) {
        expected.set(constant.getInt(null));
      }
    }
    expected.set(Code.CONST_INT_0 - 1, Code.CONST_INT_0 + 6);
    expected.set(Code.CONST_LONG_0, Code.CONST_DOUBLE_0 + 2);
    expected.set(Code.LOAD_0, Code.LOAD_0 + Code.SHORT_LOCALS);
    expected.set(Code.STORE_0, Code.STORE_0 + Code.SHORT_LOCALS);
    for (Statement.InvokeKind kind : Statement.InvokeKind.values()) {
      expected.set(kind.opcode());
      assertTrue(documented.get("invoke").get(kind.opcode()));
    }
    for (BinaryOp op : BinaryOp.values()) {
      expected.set(op.opcode());
      assertTrue(documented.get("binary").get(op.opcode()), op.toString());
    }
    for (UnaryOp op : UnaryOp.values()) {
      expected.set(op.opcode());
      assertTrue(documented.get("unary").get(op.opcode()), op.toString());
    }
    for (ElementKind element : ElementKind.values()) {
      expected.set(element.loadOpcode());
      expected.set(element.storeOpcode());
    }
    for (ShuffleForm form : ShuffleForm.values()) {
      expected.set(form.opcode());
    }
    for (Condition condition : Condition.values()) {
      expected.set(condition.opcode());
      assertTrue(documented.get("branch").get(condition.opcode()), condition.toString());
    }
    assertEquals(expected, all);
  }

  @Test
  void numbers() {
    assertSays("format version %d.%d".formatted(CrateFormat.MAJOR, CrateFormat.MINOR));
    assertSays("chunks of %,d bytes".formatted(CrateFormat.CHUNK_SIZE));
    assertSays("at most %,d |".formatted(CrateFormat.MAX_SECTIONS));
    assertSays("nest at most %d deep".formatted(CrateFormat.MAX_NESTING));
    assertSays(
        "flags: %d required, %d primary".formatted(CrateFormat.REQUIRED, CrateFormat.PRIMARY));
    assertSays("(`%#x`)".formatted(CrateFormat.MULTI_RELEASE));
    assertSays("| %d | *S* × %d bytes".formatted(CrateFormat.HEADER_SIZE, CrateFormat.ENTRY_SIZE));
    assertSays("| %d | 32 bytes | identity".formatted(Prologue.IDENTITY));
    assertEquals(1 << 24, CrateFormat.MAX_ENTRY_TYPES);
    StringBuilder magic = new StringBuilder();
    for (int shift = 0; shift < 64; shift += 8) {
      magic.append(" %02x".formatted(CrateFormat.MAGIC >>> shift & 0xff));
    }
    assertSays("`" + magic.substring(1) + "`");
  }

  private void assertSays(String text) {
    assertTrue(document.contains(text), text);
  }

  private List<Matcher> rows(String pattern) {
    return rows(pattern, document);
  }

  private static List<Matcher> rows(String pattern, String text) {
    Pattern compiled = Pattern.compile(pattern);
    return text.lines().map(compiled::matcher).filter(Matcher::matches).toList();
  }
}
