import static spark.Spark.*;
import java.net.URI;
import java.net.http.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    port(0); staticFiles.location("/public");
    before((q, s) -> s.header("X-B", "b"));
    get("/hello/:name", (q, s) -> "hi " + q.params(":name") + " " + q.queryParams("x"));
    post("/up", (q, s) -> { q.session(true).attribute("n", q.body().length()); s.status(201); return q.body().toUpperCase(); });
    path("/api", () -> { get("/j", (q, s) -> { s.type("application/json"); return java.util.Map.of("a", 1); }, Object::toString); get("/fail", (q, s) -> { throw new IllegalStateException("bad"); }); get("/halt", (q, s) -> { halt(403, "no"); return ""; }); });
    exception(IllegalStateException.class, (e, q, s) -> { s.status(418); s.body("caught " + e.getMessage()); }); notFound("nothing here"); after((q, s) -> s.header("X-A", "a")); get("/redir", (q, s) -> { s.redirect("/hello/r"); return null; });
    awaitInitialization(); int port = port(); HttpClient c = HttpClient.newHttpClient();
    for (String p : new String[] {"/hello/bob?x=1", "/api/j", "/api/fail", "/api/halt", "/none", "/redir", "/f.txt"}) { HttpResponse<String> r = c.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + p)).build(), HttpResponse.BodyHandlers.ofString()); System.out.println(r.statusCode() + " " + r.headers().firstValue("content-type").orElse("-") + r.headers().firstValue("X-B").orElse("-") + r.headers().firstValue("X-A").orElse("-") + " " + r.body()); }
    HttpResponse<String> r = c.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/up")).POST(HttpRequest.BodyPublishers.ofString("abc")).build(), HttpResponse.BodyHandlers.ofString()); System.out.println(r.statusCode() + r.body() + r.headers().firstValue("set-cookie").isPresent());
    stop(); awaitStop();
  }
}
