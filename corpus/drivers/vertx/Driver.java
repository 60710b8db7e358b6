import io.vertx.core.*;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.*;
import io.vertx.core.json.*;

public class Driver {
  public static class Verticle extends AbstractVerticle {
    @Override public void start() {
      vertx.eventBus().<String>consumer("a", m -> { if (m.body().isEmpty()) m.fail(3, "empty"); else m.reply(m.body().toUpperCase() + config().getInteger("n")); });
    }
    @Override public void stop() { System.out.println("stopped"); }
  }

  static <T> T await(Future<T> f) throws Exception { return f.toCompletionStage().toCompletableFuture().get(); }

  public static void main(String[] args) throws Exception {
    Vertx v = Vertx.vertx();
    await(v.deployVerticle("Driver$Verticle", new DeploymentOptions().setConfig(new JsonObject().put("n", 4))));
    System.out.println(await(v.eventBus().<String>request("a", "x")).body());
    try { await(v.eventBus().<String>request("a", "")); } catch (java.util.concurrent.ExecutionException e) { System.out.println(((ReplyException) e.getCause()).failureCode() + e.getCause().getMessage()); }
    HttpServer s = await(v.createHttpServer().requestHandler(r -> r.response().end(new JsonObject().put("path", r.path()).put("l", new JsonArray().add(1).add(java.time.Instant.EPOCH)).encode())).listen(0));
    HttpClient client = v.createHttpClient();
    Buffer b = await(client.request(HttpMethod.GET, s.actualPort(), "localhost", "/p").compose(q -> q.send()).compose(HttpClientResponse::body));
    System.out.println(b.toJsonObject().getString("path") + b);
    System.out.println(await(v.executeBlocking(() -> 6 * 7)) + " " + await(v.fileSystem().writeFile("f.txt", Buffer.buffer("text")).compose(x -> v.fileSystem().readFile("f.txt"))));
    var late = Promise.<String>promise();
    v.setTimer(10, t -> late.complete("late"));
    System.out.println(await(Future.all(late.future(), Future.succeededFuture(1))).list());
    try { await(v.deployVerticle("no.such.Verticle")); } catch (java.util.concurrent.ExecutionException e) { System.out.println(e.getCause()); }
    await(v.close());
    System.exit(0);
  }
}
