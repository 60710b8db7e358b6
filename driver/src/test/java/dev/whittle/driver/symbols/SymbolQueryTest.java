package dev.whittle.driver.symbols;

import static dev.whittle.driver.symbols.SymbolQuery.Fit.FULL;
import static dev.whittle.driver.symbols.SymbolQuery.Fit.NOT;
import static dev.whittle.driver.symbols.SymbolQuery.Fit.SHORTENED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolQueryTest {
  private static SymbolQuery.Fit ofClass(String query, String name) {
    return SymbolQuery.parse(query).fitsClass(name);
  }

  private static SymbolQuery.Fit ofFunction(String query, String descriptor) {
    return SymbolQuery.parse(query).fitsFunction("com/example/Foo$Inner", "bar", descriptor);
  }

  @Test
  void classes() {
    assertEquals(FULL, ofClass("com.example.Foo", "com/example/Foo"));
    assertEquals(FULL, ofClass("com/example/Foo", "com/example/Foo"));
    assertEquals(SHORTENED, ofClass("Foo", "com/example/Foo"));
    assertEquals(FULL, ofClass("com.example.Foo$Inner", "com/example/Foo$Inner"));
    assertEquals(SHORTENED, ofClass("Foo.Inner", "com/example/Foo$Inner"));
    assertEquals(NOT, ofClass("oo", "com/example/Foo"));
    assertEquals(FULL, ofClass("com.example.*", "com/example/deep/Foo"));
    assertEquals(NOT, ofClass("com.example.Foo()", "com/example/Foo"));
  }

  @Test
  void functions() {
    assertEquals(FULL, ofFunction("com.example.Foo.Inner.bar", "(I)V"));
    assertEquals(SHORTENED, ofFunction("Inner.bar", "(I)V"));
    assertEquals(SHORTENED, ofFunction("Inner.bar(int)", "(I)V"));
    assertEquals(NOT, ofFunction("Inner.bar(int)", "(J)V"));
    assertEquals(NOT, ofFunction("Inner.bar()", "(I)V"));
    assertEquals(FULL, ofFunction("com/example/Foo$Inner.bar(I)V", "(I)V"));
    assertEquals(
        SHORTENED,
        ofFunction("bar(String, Map.Entry...)", "(Ljava/lang/String;[Ljava/util/Map$Entry;)V"));
    assertEquals(SHORTENED, ofFunction("Inner.b*", "(I)V"));
  }

  @Test
  void whatIsNoDescriptorFitsNothing() {
    for (String query :
        List.of("bar(q)z", "bar(L)x", "bar(L)x;", "bar([)V", "a)bar(c)d", "bar(I)(")) {
      assertEquals(NOT, ofFunction(query, "(J)V"), query);
    }
  }

  @Test
  void constructorsAndFields() {
    SymbolQuery.Fit asClassName =
        SymbolQuery.parse("Foo.Foo(int)").fitsFunction("a/Foo", "<init>", "(I)V");
    assertEquals(SHORTENED, asClassName);
    assertEquals(FULL, SymbolQuery.parse("a.Foo.<init>").fitsFunction("a/Foo", "<init>", "(I)V"));
    assertEquals(FULL, SymbolQuery.parse("a/Foo.count:I").fitsField("a/Foo", "count"));
    assertEquals(NOT, SymbolQuery.parse("a.Foo.count()").fitsField("a/Foo", "count"));
  }
}
