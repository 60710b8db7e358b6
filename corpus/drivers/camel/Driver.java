import java.util.*;
import org.apache.camel.*;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

public class Driver {
  public static class Greeter { public String greet(@Body String b, @Header("who") String who) { return "hi " + who + " " + b; } }
  public static class Agg implements AggregationStrategy { @Override public Exchange aggregate(Exchange a, Exchange b) { if (a == null) return b; a.getIn().setBody(a.getIn().getBody(String.class) + "+" + b.getIn().getBody(String.class)); return a; } }
  static class Routes extends RouteBuilder {
    @Override public void configure() {
      onException(IllegalArgumentException.class).handled(true).setBody(simple("failed: ${exception.message}")).to("mock:err");
      from("direct:in").routeId("r1").filter(simple("${body} contains 'a'")).to("bean:greeter").choice().when(header("who").isEqualTo("bob")).to("mock:bob").otherwise().to("seda:q").end();
      from("seda:q").transform(body().append("!")).to("mock:other");
      from("direct:split").split(body().tokenize(",")).aggregate(constant(true), new Agg()).completionSize(3).to("mock:agg");
      from("direct:bad").throwException(IllegalArgumentException.class, "nope ${body}");
      from("direct:file").setHeader("CamelFileName", constant("o.txt")).to("file:out");
      from("file:out?noop=true&initialDelay=0").convertBodyTo(String.class).to("mock:file");
      from("timer:t?repeatCount=2&delay=1&period=1").setBody(simple("tick ${exchangeProperty.CamelTimerCounter}")).to("mock:timer");
    }
  }
  static void show(CamelContext c, String name, int n) throws Exception {
    MockEndpoint m = c.getEndpoint("mock:" + name, MockEndpoint.class);
    m.expectedMessageCount(n); m.assertIsSatisfied(5000);
    for (Exchange e : m.getExchanges()) System.out.println(name + " " + e.getIn().getBody(String.class));
  }
  public static void main(String[] args) throws Exception {
    try (DefaultCamelContext c = new DefaultCamelContext()) {
      c.getRegistry().bind("greeter", new Greeter()); c.addRoutes(new Routes()); c.start();
      ProducerTemplate t = c.createProducerTemplate();
      t.sendBodyAndHeader("direct:in", "abc", "who", "bob"); t.sendBodyAndHeader("direct:in", "xay", "who", "eve"); t.sendBody("direct:in", "zzz");
      t.sendBody("direct:split", "1,2,3"); t.sendBody("direct:file", "content");
      System.out.println(t.requestBody("direct:bad", "b"));
      show(c, "bob", 1); show(c, "other", 1); show(c, "agg", 1); show(c, "file", 1); show(c, "timer", 2); show(c, "err", 1);
      System.out.println(c.getTypeConverter().convertTo(Integer.class, "42") + " " + c.getTypeConverter().convertTo(byte[].class, "ab").length + " " + c.getRoutes().size());
      try { t.sendBody("nosuch:x", "b"); } catch (CamelExecutionException | FailedToCreateProducerException | NoSuchEndpointException e) { System.out.println(e.getMessage()); }
      try { c.getEndpoint("direct:a?nope=1"); } catch (ResolveEndpointFailedException e) { System.out.println(e.getMessage()); }
    }
  }
}
