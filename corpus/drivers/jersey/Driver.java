import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.*;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

public class Driver {
  @Path("hello") public static class Hello {
    @GET @Path("{name}") @Produces(MediaType.TEXT_PLAIN) public String get(@PathParam("name") String n, @QueryParam("q") @DefaultValue("5") int q, @Context UriInfo u) { return n + q + u.getPath(); }
    @POST @Consumes(MediaType.APPLICATION_FORM_URLENCODED) public Response post(@FormParam("f") String f) { return Response.status(201).header("X-F", f).entity("made").build(); }
  }
  @jakarta.ws.rs.ext.Provider public static class Errors implements jakarta.ws.rs.ext.ExceptionMapper<NotFoundException> { public Response toResponse(NotFoundException e) { return Response.status(404).entity("nothing here").build(); } }

  public static void main(String[] args) throws Exception {
    var server = JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:0/"), new ResourceConfig(Hello.class, Errors.class));
    String base = "http://localhost:" + server.getAddress().getPort();
    HttpClient c = HttpClient.newHttpClient();
    for (String p : new String[] {"/hello/x?q=7", "/hello/y", "/no"}) { var r = c.send(HttpRequest.newBuilder(URI.create(base + p)).build(), HttpResponse.BodyHandlers.ofString()); System.out.println(r.statusCode() + r.body()); }
    var r = c.send(HttpRequest.newBuilder(URI.create(base + "/hello")).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("f=g")).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(r.statusCode() + r.body() + r.headers().firstValue("X-F"));
    server.stop(0);
    System.exit(0);
  }
}
