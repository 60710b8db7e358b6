package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.testkit.http.KeepingServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials of a remote are sent and never written: not shown, not reported, not kept. */
class RemoteSecretsTest {
  private static final String TOKEN = "s3cr3t-token";
  private static final String PASSWORD = "pa55-word";
  private static final String IN_ADDRESS = "addr3ss-secret";

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private KeepingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new KeepingServer();
    environment.put("WHITTLE_CACHE_DIR", temp.resolve("cache").toString());
    environment.put(
        "WHITTLE_REMOTE_CACHE",
        server.base().toString().replace("//", "//user:" + IN_ADDRESS + "@"));
    environment.put("WHITTLE_REMOTE_CACHE_WRITE", "true");
    Path source =
        Files.writeString(
            temp.resolve("Main.java"),
            "public class Main { public static void main(String[] a) { } }");
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", temp.resolve("classes").toString(), source.toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String... arguments) {
    return CommandLines.run(TestTerminal.of(out, err, environment), arguments);
  }

  private int build() {
    return run(
        "build",
        temp.resolve("classes").toString(),
        "--main-class=Main",
        "-v",
        "--report",
        temp.resolve("written/report.json").toString(),
        "-o",
        temp.resolve("written/small.jar").toString());
  }

  /** Nothing that was printed, and no file that was written, has any of the secrets. */
  private void assertNothingShown() {
    String basic = base64("builder:" + PASSWORD);
    for (String secret : List.of(TOKEN, PASSWORD, IN_ADDRESS, basic)) {
      assertFalse(out.toString().contains(secret), out.toString());
      assertFalse(err.toString().contains(secret), err.toString());
      for (String folder : List.of("written", "cache")) {
        try (Stream<Path> files = Files.walk(temp.resolve(folder))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(secret), file.toString());
          }
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRemoteThatWorks() {
    environment.put("WHITTLE_REMOTE_CACHE_TOKEN", TOKEN);
    assertEquals(0, build(), err.toString());
    assertEquals("Bearer " + TOKEN, server.authorization());
    assertTrue(err.toString().contains("remote     "), err.toString());
    assertEquals(0, run("cache", "stats"));
    assertTrue(out.toString().contains("remote     "), out.toString());
    assertNothingShown();
  }

  @Test
  void aRemoteThatRefuses() {
    environment.put("WHITTLE_REMOTE_CACHE_USER", "builder");
    environment.put("WHITTLE_REMOTE_CACHE_PASSWORD", PASSWORD);
    server.answerBy(exchange -> KeepingServer.answer(exchange, 403, new byte[0]));
    assertEquals(0, build(), err.toString());
    assertEquals("Basic " + base64("builder:" + PASSWORD), server.authorization());
    assertTrue(err.toString().contains("given up after 3 errors, the last: http"), err.toString());
    assertNothingShown();
  }

  @Test
  void aRemoteThatIsNotThere() {
    environment.put("WHITTLE_REMOTE_CACHE_TOKEN", TOKEN);
    URI base = server.base();
    server.close();
    assertEquals(0, build(), err.toString());
    assertTrue(err.toString().contains(base.toString() + ": "), err.toString());
    assertNothingShown();
  }

  /** What the HTTP client says of a value that it cannot send has the value in it. */
  @Test
  void aTokenThatCannotBeSent() {
    for (String token : List.of(TOKEN + "\n", TOKEN + "\u00e9", "\r" + TOKEN)) {
      environment.put("WHITTLE_REMOTE_CACHE_TOKEN", token);
      assertEquals(1, build(), err.toString());
      assertTrue(err.toString().contains("WHITTLE_REMOTE_CACHE_TOKEN: has characters"));
    }
    assertFalse(err.toString().contains(TOKEN), err.toString());
  }

  @Test
  void anAddressThatIsNone() {
    environment.put("WHITTLE_REMOTE_CACHE", "http://user:" + IN_ADDRESS + "@host name/");
    assertEquals(1, build());
    assertFalse(err.toString().contains(IN_ADDRESS), err.toString());
    environment.put("WHITTLE_REMOTE_CACHE", "https://user:" + IN_ADDRESS + "@");
    assertEquals(1, build());
    assertFalse(err.toString().contains(IN_ADDRESS), err.toString());
  }
}
