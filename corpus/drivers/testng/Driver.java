import org.testng.*;
import org.testng.annotations.*;

public class Driver {
  public static class MyTest {
    @BeforeClass public void start() { System.out.println("start"); }
    @DataProvider public Object[][] rows() { return new Object[][] {{1, "a"}, {2, "b"}}; }
    @Test(dataProvider = "rows") public void row(int n, String s) { System.out.println(n + s); }
    @Test(expectedExceptions = IllegalStateException.class) public void thrown() { throw new IllegalStateException(); }
    @Test(dependsOnMethods = "thrown", priority = 2) public void bad() { Assert.assertEquals("a", "b", "texts"); }
    @Parameters("p") @Test public void optional(@Optional("dflt") String p) { System.out.println(p); }
  }

  public static void main(String[] args) {
    TestNG t = new TestNG(false);
    t.setTestClasses(new Class[] {MyTest.class});
    t.setVerbose(0);
    t.setOutputDirectory("reports");
    TestListenerAdapter l = new TestListenerAdapter();
    t.addListener(l);
    t.run();
    System.out.println(l.getPassedTests().size() + " " + l.getFailedTests().size());
    l.getFailedTests().forEach(r -> System.out.println(r.getThrowable().getMessage()));
    System.out.println(new java.io.File("reports/testng-results.xml").exists());
  }
}
