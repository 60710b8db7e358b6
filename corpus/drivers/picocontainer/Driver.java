import java.util.*;
import org.picocontainer.*;
import org.picocontainer.annotations.*;
import org.picocontainer.behaviors.*;
import org.picocontainer.injectors.*;
import org.picocontainer.monitors.*;

public class Driver {
  public interface Store { String get(); }
  public static class Mem implements Store, Startable { public String get() { return "mem"; } public void start() { System.out.println("start"); } public void stop() { System.out.println("stop"); } }
  public static class Other implements Store { public String get() { return "other"; } }
  public static class Svc { final Store[] all; final String name; public Svc(Store[] all, String name) { this.all = all; this.name = name; } }
  public static class Setter { Store s; int n; public void setStore(Store s) { this.s = s; } public void setN(int n) { this.n = n; } }
  public static class Ann { @Inject private Mem mem; @Inject Svc svc; }
  public static class Bad { public Bad(Runnable r) {} }
  public static class A { public A(B b) {} } public static class B { public B(A a) {} }
  public static void main(String[] args) {
    MutablePicoContainer p = new PicoBuilder().withCaching().withLifecycle().build();
    p.addComponent(Mem.class).addComponent(Other.class).addComponent(Svc.class).addComponent("nm");
    p.start(); Svc s = p.getComponent(Svc.class); System.out.println(s.all.length + s.name + (s == p.getComponent(Svc.class)) + p.getComponents(Store.class).size());
    MutablePicoContainer set = new PicoBuilder(p).withSetterInjection().build(); set.addComponent(Setter.class).addConfig("n", 5);
    try { System.out.println(set.getComponent(Setter.class).s); } catch (PicoException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getMessage()); }
    MutablePicoContainer an = new PicoBuilder(p).withAnnotatedFieldInjection().build(); an.addComponent(Ann.class); System.out.println(an.getComponent(Ann.class).mem.get() + an.getComponent(Ann.class).svc.name);
    MutablePicoContainer bad = new DefaultPicoContainer(p); bad.addComponent(Bad.class).addComponent(A.class).addComponent(B.class);
    try { bad.getComponent(Bad.class); } catch (PicoException e) { System.out.println(e.getClass().getSimpleName() + " " + e.getMessage()); }
    try { bad.getComponent(A.class); } catch (PicoException e) { System.out.println(e.getClass().getSimpleName()); }
    MutablePicoContainer h = new PicoBuilder().withHiddenImplementations().withCaching().build(); h.addComponent(Store.class, Other.class); System.out.println(h.getComponent(Store.class).get() + java.lang.reflect.Proxy.isProxyClass(h.getComponent(Store.class).getClass()));
    p.stop(); p.dispose();
  }
}
