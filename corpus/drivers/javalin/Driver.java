import io.javalin.Javalin;
import io.javalin.http.*;
import io.javalin.http.staticfiles.Location;
import io.javalin.validation.ValidationException;
import java.net.URI;
import java.net.http.*;
import java.util.*;

public class Driver {
  public static class Item { public String name; public int n; public List<String> tags = List.of("t"); private Integer hidden = 1; public Integer getShown() { return 2; } }

  public static void main(String[] args) throws Exception {
    Javalin app = Javalin.create(c -> { c.showJavalinBanner = false; c.staticFiles.add("/public", Location.CLASSPATH); c.bundledPlugins.enableRouteOverview("/routes"); })
        .before(ctx -> ctx.header("X-Before", ctx.method().name()))
        .get("/hi/{name}", ctx -> ctx.result("hi " + ctx.pathParam("name") + ctx.queryParam("q")))
        .get("/json", ctx -> { Item i = new Item(); i.name = "x"; ctx.json(i); })
        .get("/valid", ctx -> ctx.result("" + ctx.queryParamAsClass("n", Integer.class).check(n -> n > 3, "small").get()))
        .get("/async", ctx -> ctx.future(() -> java.util.concurrent.CompletableFuture.supplyAsync(() -> "f").thenAccept(ctx::result)))
        .get("/gone", ctx -> { throw new NotFoundResponse("gone"); })
        .post("/item", ctx -> ctx.result(ctx.bodyAsClass(Item.class).name + ctx.contentType()))
        .get("/session", ctx -> { ctx.sessionAttribute("a", 1); ctx.cookie("c", "v"); ctx.result("" + ctx.sessionAttribute("a")); })
        .exception(IllegalStateException.class, (e, ctx) -> ctx.status(409).result(e.getMessage()))
        .exception(ValidationException.class, (e, ctx) -> ctx.status(400).json(e.getErrors()))
        .error(HttpStatus.IM_A_TEAPOT, ctx -> ctx.result("tea"))
        .get("/tea", ctx -> ctx.status(HttpStatus.IM_A_TEAPOT))
        .get("/fail", ctx -> { throw new IllegalStateException("state"); })
        .start(0);
    HttpClient client = HttpClient.newHttpClient();
    String base = "http://localhost:" + app.port();
    for (String p : List.of("/hi/a?q=1", "/json", "/valid?n=4", "/valid?n=2", "/valid?n=x", "/async", "/gone", "/session", "/tea", "/fail", "/none", "/page.txt")) {
      var r = client.send(HttpRequest.newBuilder(URI.create(base + p)).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(r.statusCode() + " " + r.body() + " " + r.headers().firstValue("Content-Type").orElse(""));
    }
    for (String body : List.of("{\"name\": \"y\", \"n\": 2}", "{\"name\": ")) {
      var r = client.send(HttpRequest.newBuilder(URI.create(base + "/item")).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(r.statusCode() + " " + r.body());
    }
    app.stop();
    System.exit(0);
  }
}
