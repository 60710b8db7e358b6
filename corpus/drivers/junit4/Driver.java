import static org.hamcrest.CoreMatchers.*;
import static org.junit.Assert.*;
import static org.junit.Assume.*;

import java.util.*;
import org.junit.*;
import org.junit.experimental.categories.*;
import org.junit.experimental.theories.*;
import org.junit.rules.*;
import org.junit.runner.*;
import org.junit.runner.notification.*;
import org.junit.runners.*;

public class Driver {
  @FixMethodOrder(MethodSorters.NAME_ASCENDING)
  public static class Plain {
    @Rule public TestName name = new TestName();
    @Rule public ExpectedException thrown = ExpectedException.none();
    @Rule public ExternalResource res = new ExternalResource() { @Override protected void before() { System.out.println("before rule"); } };
    @BeforeClass public static void all() { System.out.println("before class"); }
    @Before public void each() { System.out.println("each " + name.getMethodName()); }
    @After public void after() { System.out.println("after"); }
    @Test public void aPasses() { assertEquals(1, 1); }
    @Test public void bFails() { assertThat("abc", containsString("x")); }
    @Test(expected = IllegalStateException.class) public void cExpected() { throw new IllegalStateException(); }
    @Test(timeout = 5000) public void dTimed() { assertArrayEquals(new int[] {1, 2}, new int[] {1, 3}); }
    @Test @Ignore("later") public void eIgnored() { fail(); }
    @Test public void fAssume() { assumeTrue(false); }
    @Test public void gThrown() { thrown.expect(NumberFormatException.class); thrown.expectMessage("zz"); Integer.parseInt("zz"); }
    @Test public void hString() { assertEquals("abcdef", "abxdef"); }
  }

  @RunWith(Parameterized.class)
  public static class Params {
    @Parameterized.Parameters(name = "{index}: {0}+{1}") public static Collection<Object[]> data() { return List.of(new Object[] {1, 2}, new Object[] {3, 4}); }
    @Parameterized.Parameter(0) public int a;
    @Parameterized.Parameter(1) public int b;
    @Test public void sum() { assertTrue(a + b < 5); }
  }

  @RunWith(Theories.class)
  public static class Theory1 {
    @DataPoints public static int[] ints = {1, 2, 3};
    @DataPoint public static String s = "s";
    @org.junit.experimental.theories.Theory public void holds(int a, int b) { assertTrue("a=" + a + " b=" + b, a + b < 6); }
  }

  public interface Slow {}
  public static class Cat { @Test @Category(Slow.class) public void slow() {} @Test public void fast() { fail("excluded"); } }
  @RunWith(Categories.class) @Categories.IncludeCategory(Slow.class) @Suite.SuiteClasses({Cat.class}) public static class CatSuite {}
  @RunWith(Suite.class) @Suite.SuiteClasses({Plain.class, Params.class, Theory1.class, CatSuite.class}) public static class All {}

  public static void main(String[] args) {
    JUnitCore core = new JUnitCore();
    core.addListener(new RunListener() {
      @Override public void testStarted(Description d) { System.out.println("> " + d.getDisplayName()); }
      @Override public void testFailure(Failure f) { System.out.println("! " + f.getDescription() + " " + f.getMessage()); }
      @Override public void testIgnored(Description d) { System.out.println("- " + d + " " + d.getAnnotation(Ignore.class).value()); }
      @Override public void testAssumptionFailure(Failure f) { System.out.println("? " + f.getDescription()); }
    });
    Result r = core.run(All.class);
    System.out.println(r.getRunCount() + " " + r.getFailureCount() + " " + r.getIgnoreCount() + " " + r.wasSuccessful());
    Result bad = JUnitCore.runClasses(String.class);
    System.out.println(bad.getFailures());
  }
}
