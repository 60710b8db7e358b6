package dev.whittle.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is put, in memory, and gives it out again, until a test has it do something else. */
public final class KeepingServer implements AutoCloseable {
  static {
    // Otherwise each small answer waits 40 ms for an acknowledgement that comes late.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String authorization;
  private volatile HttpHandler handler = this::keep;

  /** Listens on a free port of this machine. */
  public KeepingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What is below it, {@code ac/} and {@code cas/}, is {@link #kept}. */
  public URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/cache");
  }

  /** By path below {@link #base}, as in {@code cas/abcd}; may be changed. */
  public Map<String, byte[]> kept() {
    return kept;
  }

  /** Each request's method and path below {@link #base}, in order; may be cleared. */
  public List<String> requests() {
    return requests;
  }

  /** What the last request had in the header of that name; null for none. */
  public String authorization() {
    return authorization;
  }

  /** Answers otherwise from now on. */
  public void answerBy(HttpHandler other) {
    handler = other;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + path(exchange));
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    handler.handle(exchange);
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().replaceFirst("^/cache/", "");
  }

  private void keep(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      kept.put(path(exchange), body);
      answer(exchange, 201, new byte[0]);
    } else {
      byte[] known = kept.get(path(exchange));
      answer(exchange, known == null ? 404 : 200, known == null ? new byte[0] : known);
    }
  }

  /** Sends an answer with that body and nothing else. */
  public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
