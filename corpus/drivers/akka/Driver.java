import akka.actor.typed.*;
import akka.actor.typed.javadsl.*;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.*;

public class Driver {
  interface Cmd {} record Add(int n) implements Cmd {} record Get(ActorRef<Integer> to) implements Cmd {} record Fail() implements Cmd {} record Stop() implements Cmd {}
  static class Counter extends AbstractBehavior<Cmd> {
    int sum; Counter(ActorContext<Cmd> c) { super(c); System.out.println("made"); }
    @Override public Receive<Cmd> createReceive() { return newReceiveBuilder().onMessage(Add.class, a -> { sum += a.n(); return this; }).onMessage(Get.class, g -> { g.to().tell(sum); return this; }).onMessage(Fail.class, f -> { throw new IllegalStateException("f"); }).onMessage(Stop.class, s -> Behaviors.stopped()).onSignal(PreRestart.class, s -> { System.out.println("restart"); return this; }).onSignal(PostStop.class, s -> { System.out.println("stopped"); return this; }).build(); }
  }
  static class Old extends akka.actor.AbstractActor { final String p; Old(String p) { this.p = p; } @Override public Receive createReceive() { return receiveBuilder().match(String.class, s -> getSender().tell(p + s, getSelf())).matchAny(o -> getSender().tell(new akka.actor.Status.Failure(new RuntimeException("any")), getSelf())).build(); } }
  public static void main(String[] args) throws Exception {
    ActorSystem<Cmd> s = ActorSystem.create(Behaviors.supervise(Behaviors.<Cmd>setup(Counter::new)).onFailure(IllegalStateException.class, SupervisorStrategy.restart()), "sys", ConfigFactory.parseString("akka.loglevel=OFF\nakka.stdout-loglevel=OFF").withFallback(ConfigFactory.load()));
    s.tell(new Add(3)); s.tell(new Add(4));
    System.out.println(AskPattern.<Cmd, Integer>ask(s, Get::new, Duration.ofSeconds(5), s.scheduler()).toCompletableFuture().get()); s.tell(new Fail());
    System.out.println(AskPattern.<Cmd, Integer>ask(s, Get::new, Duration.ofSeconds(5), s.scheduler()).toCompletableFuture().get());
    akka.actor.ActorSystem c = akka.actor.ActorSystem.create("old"); akka.actor.ActorRef r = c.actorOf(akka.actor.Props.create(Old.class, "p-").withRouter(new akka.routing.RoundRobinPool(2)).withDispatcher("mine"), "old");
    System.out.println(akka.pattern.Patterns.ask(r, "x", Duration.ofSeconds(5)).toCompletableFuture().get());
    try { akka.pattern.Patterns.ask(r, 5, Duration.ofSeconds(5)).toCompletableFuture().get(); } catch (ExecutionException e) { System.out.println(e.getCause().getMessage()); }
    c.scheduler().scheduleOnce(Duration.ofMillis(5), () -> s.tell(new Stop()), c.dispatcher()); s.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS); c.terminate(); System.out.println("end " + s.settings().config().getString("akka.version"));
  }
}
