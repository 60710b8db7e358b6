import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;
import jakarta.ws.rs.ext.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;

public class Driver {
  @ApplicationPath("/api") public static class App extends Application { @Override public Set<Class<?>> getClasses() { return Set.of(Things.class, NotFoundMapper.class, Stamp.class, Colors.class); } }
  public record Thing(String name, int size) {}
  public enum Color { RED, BLUE }
  @Provider public static class Colors implements ParamConverterProvider { @Override public <T> ParamConverter<T> getConverter(Class<T> raw, java.lang.reflect.Type t, java.lang.annotation.Annotation[] a) { return raw != Color.class ? null : new ParamConverter<T>() { @Override public T fromString(String s) { return raw.cast(Color.valueOf(s.toUpperCase())); } @Override public String toString(T v) { return v.toString(); } }; } }
  @Provider public static class NotFoundMapper implements ExceptionMapper<NoSuchElementException> { @Override public Response toResponse(NoSuchElementException e) { return Response.status(404).entity("missing " + e.getMessage()).type("text/plain").build(); } }
  @Provider public static class Stamp implements jakarta.ws.rs.container.ContainerResponseFilter { @Override public void filter(jakarta.ws.rs.container.ContainerRequestContext q, jakarta.ws.rs.container.ContainerResponseContext s) { s.getHeaders().add("X-Stamp", q.getUriInfo().getPath()); } }
  @Path("/things") @Produces("application/json") public static class Things {
    @Context UriInfo info;
    @GET @Path("{n}") public Thing one(@PathParam("n") String n, @QueryParam("size") @DefaultValue("3") int size) { if (n.equals("none")) throw new NoSuchElementException(n); return new Thing(n, size); }
    @GET @Path("color/{c}") @Produces("text/plain") public String color(@PathParam("c") Color c, @HeaderParam("X-H") List<String> h) { return c.ordinal() + " " + h; }
    @POST @Consumes("application/json") public Response add(Thing t) { return Response.created(info.getAbsolutePathBuilder().path(t.name()).build()).entity(List.of(t)).build(); }
    @POST @Path("form") @Produces("text/plain") public String form(@FormParam("a") String a, @BeanParam Bean b) { return a + b.q; }
  }
  public static class Bean { @QueryParam("q") public String q; }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    UndertowJaxrsServer s = new UndertowJaxrsServer().setPort(0).setHostname("localhost").start(); s.deploy(App.class, "/");
    int port = ((java.net.InetSocketAddress) server(s).getListenerInfo().get(0).getAddress()).getPort(); HttpClient c = HttpClient.newHttpClient(); String base = "http://localhost:" + port + "/api/things";
    for (String p : new String[] {"/a?size=5", "/none", "/color/red", "/color/nope", "/a?size=x", "/b/c/d"}) show(c.send(HttpRequest.newBuilder(URI.create(base + p)).header("X-H", "1").build(), HttpResponse.BodyHandlers.ofString()));
    show(c.send(HttpRequest.newBuilder(URI.create(base)).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"n\",\"size\":1}")).build(), HttpResponse.BodyHandlers.ofString()));
    show(c.send(HttpRequest.newBuilder(URI.create(base + "/form?q=7")).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("a=b+c")).build(), HttpResponse.BodyHandlers.ofString()));
    s.stop();
  }
  static io.undertow.Undertow server(UndertowJaxrsServer s) throws Exception { java.lang.reflect.Field f = UndertowJaxrsServer.class.getDeclaredField("server"); f.setAccessible(true); return (io.undertow.Undertow) f.get(s); }
  static void show(HttpResponse<String> r) { System.out.println(r.statusCode() + " " + r.headers().firstValue("X-Stamp").orElse("-") + " " + (r.body().length() < 100 && r.statusCode() < 400 || r.statusCode() == 404 && r.body().startsWith("missing") ? r.body() : "...")); }
}
