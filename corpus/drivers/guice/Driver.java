import com.google.inject.*;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.*;
import java.lang.annotation.*;
import java.util.Set;
import org.aopalliance.intercept.*;

public class Driver {
  @Retention(RetentionPolicy.RUNTIME) @interface Traced {}

  interface Store { String load(int id); }

  @Singleton
  static class MemoryStore implements Store {
    static int made;
    MemoryStore() { made++; }
    @Override @Traced public String load(int id) { return "item" + id; }
  }

  static class Service {
    @Inject private Store store;
    private final String greeting;
    private Set<Runnable> tasks;
    @Inject Service(@Named("greeting") String greeting, Provider<Store> lazily) { this.greeting = greeting; lazily.get(); }
    @Inject void tasks(Set<Runnable> tasks) { this.tasks = tasks; }
    @Traced String serve(int id) { tasks.forEach(Runnable::run); return greeting + " " + store.load(id); }
  }

  static class Module extends AbstractModule {
    @Override
    protected void configure() {
      bind(Store.class).to(MemoryStore.class);
      bindConstant().annotatedWith(Names.named("greeting")).to("hello");
      Multibinder<Runnable> runs = Multibinder.newSetBinder(binder(), Runnable.class);
      runs.addBinding().toInstance(() -> System.out.println("task one"));
      runs.addBinding().to(Second.class);
      bindInterceptor(Matchers.any(), Matchers.annotatedWith(Traced.class), new MethodInterceptor() {
        @Override public Object invoke(MethodInvocation i) throws Throwable {
          System.out.println("> " + i.getMethod().getName());
          return i.proceed();
        }
      });
    }

    @Provides @Named("port") int port() { return 80; }
  }

  static class Second implements Runnable {
    @Inject @Named("port") int port;
    @Override public void run() { System.out.println("port " + port); }
  }

  interface Missing {}
  static class Needs { @Inject Needs(Missing m) {} }

  public static void main(String[] args) {
    Injector injector = Guice.createInjector(new Module());
    System.out.println(injector.getInstance(Service.class).serve(7));
    System.out.println(MemoryStore.made);
    try { injector.getInstance(Needs.class); } catch (ConfigurationException e) { System.out.println(e.getMessage()); }
  }
}
