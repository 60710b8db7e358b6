import io.undertow.*;
import io.undertow.server.handlers.*;
import io.undertow.server.handlers.builder.PredicatedHandlersParser;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.resource.*;
import io.undertow.util.Headers;
import java.net.*;
import java.net.http.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    var routes = Handlers.routing().get("/r/{id}", e -> e.getResponseSender().send("id " + e.getQueryParameters().get("id").getFirst())).setFallbackHandler(ResponseCodeHandler.HANDLE_404);
    PathHandler paths = new PathHandler(routes)
        .addExactPath("/a", e -> { e.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain"); e.getResponseSender().send("a" + e.getQueryParameters()); })
        .addPrefixPath("/b", new BlockingHandler(e -> e.getOutputStream().write(e.getInputStream().readAllBytes())))
        .addPrefixPath("/f", new ResourceHandler(new ClassPathResourceManager(Driver.class.getClassLoader(), "web")))
        .addPrefixPath("/x", Handlers.predicates(PredicatedHandlersParser.parse("path-prefix['/old'] -> redirect['/new']\nmethod[DELETE] -> response-code[405]\ntrue -> set(attribute='%{o,X-Seen}', value='%m %U')", Driver.class.getClassLoader()), ResponseCodeHandler.HANDLE_200))
        .addExactPath("/fail", e -> { throw new IllegalStateException("no"); });
    Undertow u = Undertow.builder().addHttpListener(0, "localhost").setHandler(new GracefulShutdownHandler(new EncodingHandler.Builder().build(java.util.Map.of()).wrap(Handlers.exceptionHandler(paths).addExceptionHandler(IllegalStateException.class, e -> e.setStatusCode(418))))).build();
    u.start();
    int port = ((InetSocketAddress) u.getListenerInfo().get(0).getAddress()).getPort();
    var c = HttpClient.newHttpClient();
    for (String p : new String[] {"POST /a?x=1", "POST /b/c", "GET /none", "GET /r/7", "GET /f/page.txt", "GET /x/old", "DELETE /x/q", "GET /x/q", "GET /fail"}) {
      String[] words = p.split(" ");
      var r = c.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + words[1])).method(words[0], HttpRequest.BodyPublishers.ofString("body")).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(r.statusCode() + r.body() + r.headers().firstValue("X-Seen").orElse(""));
    }
    u.stop();
    System.exit(0);
  }
}
