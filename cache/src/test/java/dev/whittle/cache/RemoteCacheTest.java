package dev.whittle.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.http.KeepingServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private KeepingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new KeepingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RemoteCache.Settings settings(boolean writes) {
    return new RemoteCache.Settings(server.base(), "Bearer secret", writes, Duration.ofMillis(500));
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
    assertEquals(Set.of("ac/" + KEY, "cas/" + Digest.sha256(HELLO)), server.kept().keySet());
    assertEquals("Bearer secret", server.authorization());
    try (BuildCache second = cache("second", false)) {
      assertEquals(Optional.of(content), second.contents().obtain(KIND, KEY));
      assertArrayEquals(HELLO, second.contents().content(content).orElseThrow());
      assertEquals(1, second.usage().sum(UsageCounters.Event.REMOTE_HIT));
    }
    server.requests().clear();
    try (BuildCache again = cache("second", false)) {
      assertEquals(Optional.of(content), again.contents().obtain(KIND, KEY));
    }
    assertEquals(List.of(), server.requests(), "it is here now");
  }

  @Test
  void nothingIsSentUnlessAskedFor() {
    try (BuildCache reader = cache("reader", false)) {
      Digest content = reader.contents().put(HELLO);
      reader.contents().share(KEY, content);
    }
    assertEquals(List.of(), server.requests());
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
    share();
    server.kept().put("cas/" + Digest.sha256(HELLO), "hellO".getBytes(StandardCharsets.UTF_8));
    assertMisses(1);
  }

  @Test
  void aResultOfAnotherKeyIsAMiss() {
    share();
    byte[] other = new ActionResult(Digest.of(new byte[] {2}), Digest.sha256(HELLO), 5).toBytes();
    server.kept().put("ac/" + KEY, other);
    assertMisses(1);
  }

  @Test
  void aResultThatIsNoneIsAMiss() {
    share();
    server.kept().put("ac/" + KEY, new byte[] {1, 2, 3});
    assertMisses(1);
  }

  @Test
  void aResultWithoutItsContentIsAMissAndNoError() {
    share();
    server.kept().remove("cas/" + Digest.sha256(HELLO));
    assertMisses(0);
  }

  @Test
  void aSlowRemoteIsAMiss() {
    share();
    server.answerBy(
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
    server.answerBy(
        exchange -> {
          KeepingServer.answer(exchange, 500, new byte[0]);
        });
    try (BuildCache cache = cache("any", false)) {
      for (int i = 0; i < 20; i++) {
        assertEquals(
            Optional.empty(), cache.contents().obtain(KIND, Digest.of(new byte[] {(byte) i})));
      }
      assertEquals(RemoteCache.MOST_ERRORS, server.requests().size());
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
    server.answerBy(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere/");
          KeepingServer.answer(exchange, 302, new byte[0]);
        });
    assertMisses(1);
    assertEquals(List.of("GET ac/" + KEY), server.requests());
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
