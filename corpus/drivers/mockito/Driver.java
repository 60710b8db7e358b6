import static org.mockito.Mockito.*;
import java.util.*;

public class Driver {
  public interface Dao { String load(int id); default int size() { return 3; } }
  public static class Service { final Dao d; Service(Dao d) { this.d = d; } String go(int n) { return d.load(n) + d.size(); } }

  public static void main(String[] args) {
    Dao d = mock(Dao.class);
    when(d.load(anyInt())).thenAnswer(i -> "v" + i.getArgument(0));
    when(d.size()).thenCallRealMethod();
    System.out.println(new Service(d).go(4));
    verify(d, times(1)).load(4);
    try { verify(d).load(5); } catch (AssertionError e) { System.out.println(e.getClass().getSimpleName() + e.getMessage().contains("Argument(s) are different")); }
    List<String> spy = spy(new ArrayList<>(List.of("a")));
    doReturn("z").when(spy).get(9);
    System.out.println(spy.get(0) + spy.get(9) + spy.size());
  }
}
