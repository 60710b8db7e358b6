package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote that keeps, and what becomes of one that lies, is slow, refuses or is not there. */
class RemoteCacheTest {
  private static final Kind KIND = new Kind(1, "things");
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Digest KEY = Digest.of(new byte[] {1});

  @TempDir Path temp;
  private HttpServer server;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private volatile int requests;
  private volatile String authorization;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/cache/", this::keep);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void keep(HttpExchange exchange) throws IOException {
    requests++;
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      kept.put(path, body);
      answer(exchange, 201, new byte[0]);
    } else {
      byte[] known = kept.get(path);
      answer(exchange, known == null ? 404 : 200, known == null ? new byte[0] : known);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private RemoteCache.Settings settings(boolean writes) {
    URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/cache");
    return new RemoteCache.Settings(base, "Bearer secret", writes, Duration.ofMillis(500));
  }

  private BuildCache cache(String name, boolean writes) {
    return BuildCache.open(
        temp.resolve(name), new BuildCache.Settings(Trimming.Limits.USUAL, settings(writes)));
  }

  private Digest share() {
    try (BuildCache first = cache("first", true)) {
      Digest content = first.contents().put(HELLO);
      first.contents().record(KEY, content);
      first.contents().share(KEY, content);
      return content;
    }
  }

  @Test
  void anotherMachineFindsWhatOneShared() {
    Digest content = share();
    assertEquals(2, kept.size());
    assertEquals("Bearer secret", authorization);
    try (BuildCache second = cache("second", false)) {
      assertEquals(Optional.of(content), second.contents().obtain(KIND, KEY));
      assertArrayEquals(HELLO, second.contents().content(content).orElseThrow());
      assertEquals(1, second.usage().sum(UsageCounters.Event.REMOTE_HIT));
    }
    int before = requests;
    try (BuildCache again = cache("second", false)) {
      assertEquals(Optional.of(content), again.contents().obtain(KIND, KEY));
    }
    assertEquals(before, requests, "it is here now");
  }

  @Test
  void nothingIsSentUnlessAskedFor() {
    try (BuildCache reader = cache("reader", false)) {
      Digest content = reader.contents().put(HELLO);
      reader.contents().share(KEY, content);
    }
    assertEquals(0, requests);
  }

  private void assertMisses(int errors) {
    try (BuildCache second = cache("second", false)) {
      assertEquals(Optional.empty(), second.contents().obtain(KIND, KEY));
      assertEquals(errors, second.remoteTraffic().orElseThrow().errors());
      assertEquals(List.of(), second.verify(false));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aContentThatIsAnotherIsAMiss() {
    Digest content = share();
    kept.put("/cache/cas/" + content, "hellO".getBytes(StandardCharsets.UTF_8));
    assertMisses(1);
  }

  @Test
  void aResultOfAnotherKeyIsAMiss() {
    Digest content = share();
    byte[] other = new ActionResult(Digest.of(new byte[] {2}), content, 5).toBytes();
    kept.put("/cache/ac/" + KEY, other);
    assertMisses(1);
  }

  @Test
  void aResultThatIsNoneIsAMiss() {
    share();
    kept.put("/cache/ac/" + KEY, new byte[] {1, 2, 3});
    assertMisses(1);
  }

  @Test
  void aResultWithoutItsContentIsAMissAndNoError() {
    Digest content = share();
    kept.remove("/cache/cas/" + content);
    assertMisses(0);
  }

  @Test
  void aSlowRemoteIsAMiss() {
    share();
    server.removeContext("/cache/");
    server.createContext(
        "/cache/",
        exchange -> {
          // Headers at once, then nothing.
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });
    assertMisses(1);
  }

  @Test
  void aRemoteThatFailsIsGivenUp() {
    server.removeContext("/cache/");
    server.createContext(
        "/cache/",
        exchange -> {
          requests++;
          answer(exchange, 500, new byte[0]);
        });
    try (BuildCache cache = cache("any", false)) {
      for (int i = 0; i < 20; i++) {
        assertEquals(
            Optional.empty(), cache.contents().obtain(KIND, Digest.of(new byte[] {(byte) i})));
      }
      assertEquals(RemoteCache.MOST_ERRORS, requests);
      String error = cache.remoteTraffic().orElseThrow().lastError();
      assertTrue(error.contains("status 500"), error);
      assertFalse(error.contains("secret"), error);
    }
  }

  @Test
  void aRemoteThatIsNotThereIsAMiss() {
    RemoteCache.Settings nowhere =
        new RemoteCache.Settings(
            URI.create("http://localhost:1/"), null, true, Duration.ofMillis(500));
    try (BuildCache cache =
        BuildCache.open(
            temp.resolve("x"), new BuildCache.Settings(Trimming.Limits.USUAL, nowhere))) {
      assertEquals(Optional.empty(), cache.contents().obtain(KIND, KEY));
      Digest content = cache.contents().put(HELLO);
      cache.contents().share(KEY, content);
      assertArrayEquals(HELLO, cache.contents().content(content).orElseThrow());
    }
  }

  /** A remote cannot send us elsewhere with our credentials. */
  @Test
  void redirectionsAreNotFollowed() {
    server.removeContext("/cache/");
    server.createContext(
        "/cache/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere/");
          answer(exchange, 302, new byte[0]);
        });
    server.createContext("/elsewhere/", _ -> requests++);
    assertMisses(1);
    assertEquals(0, requests);
  }

  @Test
  void resultsAreProtobufThatOthersRead() {
    Digest content = Digest.of(HELLO);
    byte[] bytes = new ActionResult(KEY, content, 300).toBytes();
    assertEquals(0x12, bytes[0], "field 2, length-delimited");
    assertEquals(Optional.of(new ActionResult(KEY, content, 300)), ActionResult.parse(bytes));
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(Optional.empty(), ActionResult.parse(Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void credentialsAreNotShown() {
    RemoteCache.Settings settings =
        new RemoteCache.Settings(
            URI.create("https://user:pass@host/x"), "Bearer secret", true, Duration.ofSeconds(1));
    assertFalse(settings.toString().contains("pass"), settings.toString());
    assertFalse(settings.toString().contains("secret"), settings.toString());
  }
}
