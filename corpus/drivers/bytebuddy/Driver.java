import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.*;
import net.bytebuddy.implementation.bind.annotation.*;
import net.bytebuddy.matcher.ElementMatchers;

public class Driver {
  public static class Target { public String hi(String n) { return "hi " + n; } }
  public static class Interceptor { @RuntimeType public static Object around(@SuperCall Callable<?> c, @Origin java.lang.reflect.Method m, @AllArguments Object[] a) throws Exception { return m.getName() + "(" + a[0] + ")=" + c.call(); } }

  public static void main(String[] args) throws Exception {
    Object o = new ByteBuddy().subclass(Object.class).method(ElementMatchers.named("toString")).intercept(FixedValue.value("fixed")).make().load(Driver.class.getClassLoader()).getLoaded().getDeclaredConstructor().newInstance();
    System.out.println(o);
    Target t = new ByteBuddy().subclass(Target.class).method(ElementMatchers.named("hi")).intercept(MethodDelegation.to(Interceptor.class)).make().load(Driver.class.getClassLoader()).getLoaded().getDeclaredConstructor().newInstance();
    System.out.println(t.hi("x"));
  }
}
