package dev.whittle.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A cache that others share, behind the plain HTTP protocol of build caches: {@code GET} and {@code
 * PUT} of {@code BASE/ac/KEY} for results and {@code BASE/cas/SHA-256} for contents.
 *
 * <p>Nothing it says is believed: a content must have the digest that it was asked for by, a result
 * must name its key. Nothing it does fails a build: what is slow, refused, broken or a lie is an
 * error that is counted, and after {@link #MOST_ERRORS} of them it is not asked any more.
 *
 * <p>Credentials are sent to no other place: redirections are not followed. Thread-safe.
 */
public final class RemoteCache {
  /** So many errors in a process, and the remote is left alone. */
  static final int MOST_ERRORS = 3;

  /** No crate and no output is larger. */
  private static final long MOST_BYTES = 4L << 30;

  /** A content may take so many times longer than a result. */
  private static final int CONTENT_FACTOR = 6;

  private static final int MOST_RESULT_BYTES = 1 << 16;

  /** Two million entries. */
  private static final int MOST_CATALOG_BYTES = 1 << 24;

  /** Whoever does not even take a connection is waited for so many times shorter. */
  private static final int CONNECT_SHARE = 3;

  /**
   * Where a remote is and how to use it.
   *
   * @param base http or https; {@code ac/} and {@code cas/} are below it
   * @param authorization the value of the header of that name, null for none; never shown
   * @param writes whether new results are sent there
   * @param timeout for a result; contents have six times as long
   */
  public record Settings(URI base, String authorization, boolean writes, Duration timeout) {
    /** As long as people wait without asking themselves what is going on. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    /** Without the credentials. */
    @Override
    public String toString() {
      return RemoteCache.shown(base) + (writes ? " (read and write)" : " (read)");
    }
  }

  private final Settings settings;
  private final String base;
  private final HttpClient client;
  private final AtomicInteger errors = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private volatile String lastError;

  /** A remote that is not contacted before something is asked of it. */
  public RemoteCache(Settings settings) {
    this.settings = settings;
    String text = settings.base().toString();
    this.base = text.endsWith("/") ? text : text + "/";
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout().dividedBy(CONNECT_SHARE))
            .build();
  }

  /** The URI without user information. */
  static String shown(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + (uri.getPath() == null ? "" : uri.getPath());
  }

  /** Whether results are sent there, and it has not been given up. */
  boolean takes() {
    return settings.writes() && !isGivenUp();
  }

  /** Whether it made too many errors to be asked any more. */
  public boolean isGivenUp() {
    return errors.get() >= MOST_ERRORS;
  }

  /**
   * What this process asked of a remote.
   *
   * @param hits contents that were there and right
   * @param givenUp whether it was not asked any more
   * @param lastError one line, null when there was none
   */
  public record Traffic(
      long requests,
      long hits,
      int errors,
      long bytesRead,
      long bytesSent,
      boolean givenUp,
      String lastError) {
    /** By what a log calls them. */
    Map<String, Long> counts() {
      Map<String, Long> counts = new TreeMap<>();
      counts.put("requests", requests);
      counts.put("hits", hits);
      counts.put("errors", (long) errors);
      counts.put("bytes read", bytesRead);
      counts.put("bytes sent", bytesSent);
      counts.put("given up", givenUp ? 1L : 0L);
      counts.values().removeIf(count -> count == 0);
      return counts;
    }
  }

  /** What this process asked so far. */
  public Traffic traffic() {
    return new Traffic(
        requests.sum(),
        hits.sum(),
        errors.get(),
        bytesRead.sum(),
        bytesSent.sum(),
        isGivenUp(),
        lastError);
  }

  /** The content that is the result of {@code key} there; it may be gone. */
  Optional<Digest> result(Digest key) {
    Optional<byte[]> found =
        fetch("ac/" + key, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_RESULT_BYTES));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    bytesRead.add(found.get().length);
    Optional<ActionResult> result =
        ActionResult.parse(found.get()).filter(answer -> answer.key().equals(key));
    if (result.isEmpty()) {
      error("ac/" + key + ": not a result of that key");
    }
    return result.map(ActionResult::content);
  }

  /**
   * Writes a content to a file that does not exist yet. False when it is not there, and after any
   * error; there is no file then.
   *
   * @throws IOException when the file cannot be written
   */
  boolean content(Digest name, Path file) throws IOException {
    String what = "cas/" + name;
    try {
      if (fetch(what, BodyHandlers.limiting(BodyHandlers.ofFile(file), MOST_BYTES)).isEmpty()) {
        Files.deleteIfExists(file);
        return false;
      }
    } catch (UncheckedIOException notWritten) {
      Files.deleteIfExists(file);
      throw notWritten.getCause();
    }
    bytesRead.add(Files.size(file));
    if (Digest.sha256OfFile(file).equals(name)) {
      hits.increment();
      return true;
    }
    error(what + ": not what it is named by");
    Files.deleteIfExists(file);
    return false;
  }

  /** The catalog whose bytes have that name; empty when it is not there or is none. */
  Optional<PackCatalog> catalog(Digest name) {
    String what = "cas/" + name;
    Optional<byte[]> found =
        fetch(what, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_CATALOG_BYTES));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    bytesRead.add(found.get().length);
    Optional<PackCatalog> catalog =
        found.filter(bytes -> Digest.sha256(bytes).equals(name)).flatMap(PackCatalog::parse);
    if (catalog.isPresent()) {
      hits.increment();
    } else {
      error(what + ": not the list of packs that it is named by");
    }
    return catalog;
  }

  /** Sends a catalog, and that it is what {@code key} leads to. */
  void put(Digest key, PackCatalog catalog) {
    byte[] bytes = catalog.toBytes();
    Digest content = Digest.sha256(bytes);
    if (send("cas/" + content, BodyPublishers.ofByteArray(bytes), bytes.length)) {
      List<ActionResult.Other> packs =
          catalog.packs().stream()
              .map(pack -> new ActionResult.Other(pack.content(), pack.bytes()))
              .toList();
      put(new ActionResult(key, content, bytes.length, packs));
    }
  }

  /** Sends a content, and that it is the result of {@code key}. */
  void put(Digest key, Digest content, Path file) {
    long size = put(content, file);
    if (size >= 0) {
      put(new ActionResult(key, content, size));
    }
  }

  private void put(ActionResult result) {
    byte[] bytes = result.toBytes();
    send("ac/" + result.key(), BodyPublishers.ofByteArray(bytes), bytes.length);
  }

  /** Sends a content; its size, negative when it was not sent. */
  long put(Digest content, Path file) {
    try {
      long size = Files.size(file);
      return send("cas/" + content, BodyPublishers.ofFile(file), size) ? size : -1;
    } catch (IOException _) {
      // The file has gone from our own cache: no business of the remote.
      return -1;
    }
  }

  private <T> Optional<T> fetch(String what, BodyHandler<T> handler) {
    if (isGivenUp()) {
      return Optional.empty();
    }
    Optional<HttpResponse<T>> response = exchange(what, request(what).GET().build(), handler);
    if (response.isEmpty() || response.get().statusCode() == 404) {
      return Optional.empty();
    }
    if (response.get().statusCode() != 200) {
      error(what + ": status " + response.get().statusCode());
      return Optional.empty();
    }
    return Optional.of(response.get().body());
  }

  private boolean send(String what, HttpRequest.BodyPublisher body, long size) {
    if (isGivenUp()) {
      return false;
    }
    Optional<HttpResponse<Void>> response =
        exchange(what, request(what).PUT(body).build(), BodyHandlers.discarding());
    if (response.isEmpty()) {
      return false;
    }
    if (response.get().statusCode() / 100 != 2) {
      error("put " + what + ": status " + response.get().statusCode());
      return false;
    }
    bytesSent.add(size);
    return true;
  }

  private HttpRequest.Builder request(String what) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + what)).timeout(settings.timeout());
    if (settings.authorization() != null) {
      request.header("Authorization", settings.authorization());
    }
    return request;
  }

  /** One request with the whole answer: the client's own timeout ends with the headers. */
  private <T> Optional<HttpResponse<T>> exchange(
      String what, HttpRequest request, BodyHandler<T> handler) {
    requests.increment();
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    long factor = what.startsWith("cas/") ? CONTENT_FACTOR : 1;
    long limitMs = factor * settings.timeout().toMillis();
    try {
      return Optional.of(answer.get(limitMs, TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      answer.cancel(true);
      error(what + ": no answer within " + limitMs + " ms");
    } catch (ExecutionException failure) {
      error(what + ": " + failure.getCause());
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      error(what + ": interrupted");
    }
    return Optional.empty();
  }

  /** Counts an error that shows only when what was fetched is used. */
  void blame(String message) {
    error(message);
  }

  private void error(String message) {
    errors.incrementAndGet();
    lastError = shown(settings.base()) + ": " + message;
  }
}
