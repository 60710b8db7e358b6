package dev.whittle.driver.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlikeTest {
  @ParameterizedTest
  @CsvSource({
    // As it is, with a slip, and with too many for its length.
    "Main, app.Main, true",
    "Mian, app.Main, true",
    "Man, app.Main, true",
    "Such, x.Succ, true",
    "Mine, app.Main, false",
    "Mn, app.Man, false",
    "Reachabilty, dce.Reachability, true",
    "Raechabilty, dce.Reachability, true",
    "Raechabilyt, dce.Reachable, false",
    // What stands before it counts, as far as it was written, unless the last part is right.
    "app.Mian, org.app.Main, true",
    "apq.Mian, org.app.Main, true",
    "no.Mian, app.Main, false",
    "no.Such, com.example.Graph$Node$Succ, false",
    "no.Main, app.Main, true",
    "Graph.Node.Such, com.example.Graph$Node$Succ, true",
    "com.exmaple.Fo0, com.example.Foo, true",
    "com.example.deep.Fop, Foo, false",
  })
  void likeEnough(String asked, String name, boolean isOffered) {
    Alike alike = new Alike(SymbolQuery.parse(asked));
    alike.offer(name, name);
    assertEquals(isOffered ? "; did you mean " + name + "?" : "", alike.suggestion());
  }

  @ParameterizedTest
  @CsvSource({
    "commons-cli-1.9, commons-cli-1.9.0, true",
    "shopp, shop, true",
    "0, 1.9.0, false",
    "commons-cli, commons-io, false",
  })
  void namesOfFilesAreOne(String asked, String name, boolean isOffered) {
    Alike alike = new Alike(SymbolQuery.parse(asked));
    alike.offerWhole(name);
    assertEquals(isOffered ? "; did you mean " + name + "?" : "", alike.suggestion());
  }

  @ParameterizedTest
  @CsvSource({
    "p.Foo, '; did you mean p.FOO, p.q.Foo, q.Foo, p.Fop?'",
    "Fop, '; did you mean p.Fop, p.FOO, p.q.Foo, q.Foo?'"
  })
  void theMostAlikeComesFirst(String asked, String suggestion) {
    Alike alike = new Alike(SymbolQuery.parse(asked));
    for (String name : new String[] {"q.Foo", "p.q.Foo", "p.FOO", "p.Fop"}) {
      alike.offer(name, name);
    }
    assertEquals(suggestion, alike.suggestion());
  }
}
