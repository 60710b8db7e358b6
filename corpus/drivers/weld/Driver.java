import jakarta.annotation.*;
import jakarta.decorator.*;
import jakarta.enterprise.context.*;
import jakarta.enterprise.event.*;
import jakarta.enterprise.inject.*;
import jakarta.enterprise.inject.se.*;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.inject.*;
import jakarta.interceptor.*;
import java.lang.annotation.*;

public class Driver {
  @InterceptorBinding @Retention(RetentionPolicy.RUNTIME) public @interface Loud {}
  @Qualifier @Retention(RetentionPolicy.RUNTIME) public @interface Kind { String value() default ""; }
  @Loud @Interceptor @Priority(1) public static class LoudInterceptor {
    @AroundInvoke Object around(InvocationContext c) throws Exception { return ("" + c.proceed()).toUpperCase(); }
  }
  public interface Greeter { String greet(String n); }
  @Decorator @Priority(2) public abstract static class Polite implements Greeter {
    @Inject @Delegate @Any Greeter inner;
    public String greet(String n) { return inner.greet(n) + " please"; }
  }
  @ApplicationScoped public static class Simple implements Greeter {
    @Inject Event<String> event;
    @PostConstruct void made() { System.out.println("made"); }
    @PreDestroy void gone() { System.out.println("gone"); }
    @Loud public String greet(String n) { event.fire(n); return "hello " + n; }
  }
  @Kind("x") @Dependent public static class Other { String s = "other"; }
  @ApplicationScoped public static class Log {
    void seen(@Observes String s, Other2 o) { System.out.println("seen " + s + o.n); }
    @Produces @Named("size") int size() { return 7; }
    void start(@Observes @Initialized(ApplicationScoped.class) Object o) { System.out.println("start"); }
  }
  @Dependent public static class Other2 { int n = 2; }
  @Dependent public static class App {
    private final Greeter greeter;
    @Inject @Named("size") int size;
    @Inject @Any Instance<Greeter> all;
    @Inject @Kind("x") Other other;
    @Inject Missing missing;
    @Inject BeanManager manager;
    @Inject public App(Greeter g) { greeter = g; }
    void run() { System.out.println(greeter.greet("w") + size + all.stream().count() + other.s + missing.n + manager.getBeans(Greeter.class, Any.Literal.INSTANCE).size()); }
  }
  /** Not listed: an extension adds it. */
  @Dependent public static class Missing { int n = 5; }
  public static class Adding implements Extension {
    void before(@Observes BeforeBeanDiscovery e) { e.addAnnotatedType(Missing.class, "missing"); }
    <T> void each(@Observes ProcessAnnotatedType<T> t) { if (t.getAnnotatedType().getJavaClass() == Missing.class) System.out.println("typed"); }
  }
  /** Cannot be made: two beans would do. */
  @Dependent public static class Ambiguous { @Inject Object any; }

  public static void main(String[] args) {
    java.util.logging.LogManager.getLogManager().reset();
    try (SeContainer c = SeContainerInitializer.newInstance().disableDiscovery().addExtensions(new Adding())
        .addBeanClasses(LoudInterceptor.class, Polite.class, Simple.class, Log.class, Other.class, Other2.class, App.class).initialize()) {
      c.select(App.class).get().run();
      try { c.select(Runnable.class).get(); } catch (UnsatisfiedResolutionException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
    }
    try (SeContainer c = SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(Ambiguous.class).initialize()) {
      System.out.println("made");
    } catch (DeploymentException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
  }
}
