package dev.whittle.codegen.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ListingFormatTest {
  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String merge(String format, String... files) throws IOException {
    List<byte[]> bytes = java.util.Arrays.stream(files).map(ListingFormatTest::text).toList();
    return new String(ListingFormat.named(format).merge(bytes), StandardCharsets.UTF_8);
  }

  @Test
  void linesAreKeptOnceInOrderWithoutComments() throws IOException {
    assertEquals(
        "a.A\nb.B\nc.C\n",
        merge("lines", "# providers\na.A # the first\n\nb.B", "b.B\r\nc.C\r\na.A"));
  }

  @Test
  void ofLinesWithOneKeyTheFirstCounts() throws IOException {
    assertEquals("class=a.A\nb.B\n", merge("lines", "# made\nclass=a.A", "class = a.C\nb.B"));
  }

  @Test
  void propertyListsAreJoinedByKey() throws IOException {
    assertEquals(
        "x.Listener=a.A,b.B,c.C\ny.Other=d.D\n",
        merge("property-lists", "x.Listener=a.A,\\\n  b.B\n", "y.Other=d.D\nx.Listener=b.B,c.C\n"));
  }

  @Test
  void ofEqualPropertiesTheFirstCounts() throws IOException {
    String merged =
        merge(
            "properties", "http\\://x/a.xsd=first\n", "http\\://x/a.xsd=second\nb=\\u00e4 \\\\\n");
    Properties read = new Properties();
    read.load(new ByteArrayInputStream(text(merged)));
    assertEquals(2, read.size());
    assertEquals("first", read.getProperty("http://x/a.xsd"));
    assertEquals("ä \\", read.getProperty("b"));
  }

  @Test
  void distinctTextsAreAllKept() throws IOException {
    assertEquals("one\n\ntwo\n", merge("texts", "one\n", "one\r\n", "two"));
  }

  @Test
  void tablesOfCategoriesAreMergedEntryByEntry() throws IOException {
    byte[] merged =
        ListingFormat.named("category-table")
            .merge(List.of(table("core", "console", "a.C"), table("core", "file", "b.F")));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(expected)) {
      out.writeInt(1);
      out.writeUTF("core");
      out.writeInt(2);
      entry(out, "console", "a.C");
      entry(out, "file", "b.F");
    }
    assertArrayEquals(expected.toByteArray(), merged);
  }

  @Test
  void aTruncatedTableIsNotMerged() throws IOException {
    byte[] whole = table("core", "console", "a.C");
    for (int length = 0; length < whole.length; length++) {
      byte[] truncated = java.util.Arrays.copyOf(whole, length);
      assertThrows(
          IOException.class,
          () -> ListingFormat.named("category-table").merge(List.of(whole, truncated)));
    }
  }

  private static byte[] table(String category, String key, String className) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(1);
      out.writeUTF(category);
      out.writeInt(1);
      entry(out, key, className);
    }
    return bytes.toByteArray();
  }

  private static void entry(DataOutputStream out, String key, String className) throws IOException {
    out.writeUTF(key);
    out.writeUTF(className);
    out.writeUTF(key);
    out.writeBoolean(true);
    out.writeBoolean(false);
  }

  @Test
  void everyBuiltInRuleNamesAFormatThatExists() {
    assertEquals(
        true, MergeRules.builtIn().format("META-INF/services/java.sql.Driver").isPresent());
    assertEquals(true, MergeRules.builtIn().format("META-INF/services/a/b").isPresent());
    assertEquals(true, MergeRules.builtIn().format("META-INF/spring/a/b.imports").isEmpty());
    assertEquals(true, MergeRules.builtIn().format("META-INF/sisu/javax.inject.Named").isPresent());
    assertEquals(true, MergeRules.builtIn().format("com/example/Foo.class").isEmpty());
  }
}
