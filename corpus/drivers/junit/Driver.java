import static org.junit.jupiter.api.Assertions.*;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.extension.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;
import org.junit.platform.launcher.core.*;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

public class Driver {
  enum Color { RED, GREEN }

  static class Ext implements BeforeEachCallback, ParameterResolver {
    public void beforeEach(ExtensionContext c) { System.out.println("before " + c.getDisplayName()); }
    public boolean supportsParameter(ParameterContext p, ExtensionContext c) { return p.getParameter().getType() == StringBuilder.class; }
    public Object resolveParameter(ParameterContext p, ExtensionContext c) { return new StringBuilder("resolved"); }
  }

  @ExtendWith(Ext.class)
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class MyTest {
    @BeforeAll static void all() { System.out.println("all"); }
    @AfterEach void after() { System.out.println("after"); }
    @Test void a(StringBuilder b) { assertEquals("resolved", b.toString()); }
    @Test @DisplayName("fails") void b() { assertEquals(1, 2, "numbers"); }
    @ParameterizedTest @ValueSource(strings = {"x", "y"}) void c(String s) { assertTrue(s.length() == 1); }
    @ParameterizedTest @EnumSource(Color.class) void d(Color c) { assertNotNull(c); }
    @ParameterizedTest @CsvSource({"1,2,3", "4,5,9"}) void e(int x, int y, int sum) { assertEquals(sum, x + y); }
    @ParameterizedTest @MethodSource("data") void f(String s, int n) { assertEquals(n, s.length()); }
    static Stream<Arguments> data() { return Stream.of(Arguments.of("a", 1), Arguments.of("bb", 2)); }
    @Disabled("no") @Test void g() {}
    @Nested class Inner { @Test void inner() {} }
    @RepeatedTest(2) void h() {}
    @TestFactory Stream<DynamicTest> i() { return Stream.of(DynamicTest.dynamicTest("dyn", () -> {})); }
    @Test void j(@org.junit.jupiter.api.io.TempDir java.nio.file.Path p) { assertTrue(java.nio.file.Files.isDirectory(p)); }
  }

  public static void main(String[] args) {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(MyTest.class)).build(), listener);
    var s = listener.getSummary();
    System.out.println(s.getTestsFoundCount() + " " + s.getTestsSucceededCount() + " " + s.getTestsFailedCount() + " " + s.getTestsSkippedCount());
    s.getFailures().forEach(f -> System.out.println(f.getTestIdentifier().getDisplayName() + ": " + f.getException()));
  }
}
