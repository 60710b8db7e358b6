package dev.whittle.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.cache.BuildCache;
import dev.whittle.cache.RemoteCache;
import dev.whittle.cache.Trimming;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.testkit.http.KeepingServer;
import dev.whittle.testkit.http.Nginx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of several machines that share one remote; a machine is a cache directory. */
class RemoteBuildTest {
  private static final String SECRET = "Bearer token-that-nobody-sees";

  @TempDir Path temp;
  private TestProgram program;
  private Path app;
  private Path lib;
  private String calls;

  @BeforeEach
  void program() throws IOException {
    program = new TestProgram(temp);
    StringBuilder functions = new StringBuilder();
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      functions.append("public static int f%d(int x) { return x * %d; } ".formatted(i, i));
      statements.append("sum += lib.Lib.f%d(sum);".formatted(i));
    }
    lib =
        program.jar(
            "lib",
            program.classes(
                "lib",
                Map.of("lib/Lib.java", "package lib; public class Lib { " + functions + " }")),
            Map.of());
    calls = statements.toString();
    writeApp("int sum = 1; " + calls + " return sum + 7;");
  }

  private void writeApp(String statements) throws IOException {
    String source =
        "package app; public class Main {"
            + " public static void main(String[] a) { System.out.println(f() + g()); }"
            + " static int g() { return 5; } static int f() { %s } }".formatted(statements);
    app = program.classes("app", Map.of("app/Main.java", source), lib);
    Files.createDirectories(app.resolve("META-INF"));
    Files.writeString(
        app.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMain-Class: app.Main\n");
  }

  /** An edit of one function of the root. */
  private void edit() throws IOException {
    writeApp("int sum = 1; for (int i = 0; i < 3; i++) { " + calls + " } return sum;");
  }

  private BuildReport build(String machine, RemoteCache.Settings remote) {
    Path out = temp.resolve(machine + "-out/small.jar");
    BuildRequest like = program.request(out, app, lib);
    BuildRequest request =
        new RequestLike(like)
            .cacheDirectory(temp.resolve(machine))
            .request()
            .with(new CacheUse(new BuildCache.Settings(Trimming.Limits.USUAL, remote), 0));
    return Build.run(request, _ -> {});
  }

  private byte[] output(String machine) throws IOException {
    return Files.readAllBytes(temp.resolve(machine + "-out/small.jar"));
  }

  private static RemoteCache.Settings at(URI base, String authorization, boolean writes) {
    return new RemoteCache.Settings(base, authorization, writes, Duration.ofSeconds(5));
  }

  /** What one machine built and edited, others have; the same for any server. */
  private void assertShared(URI base, String authorization) throws IOException {
    RemoteCache.Settings reading = at(base, authorization, false);
    BuildReport first = build("ci", at(base, authorization, true));
    long all = first.total().functions().generated();
    assertTrue(all > 50);
    assertEquals(0, first.remote().errors(), first.remote().lastError());
    assertTrue(first.remote().bytesSent() > 1_000);

    BuildReport same = build("second", reading);
    assertEquals(all, same.total().functions().from().outputs(), "the whole output");
    assertEquals(3, same.remote().requests(), "result, record and jar");
    assertEquals(0, same.remote().bytesSent());
    assertArrayEquals(output("ci"), output("second"));

    edit();
    BuildReport edited = build("third", reading);
    BuildReport.Functions functions = edited.total().functions();
    assertEquals(1, functions.generated(), "the edited function");
    assertEquals(50, functions.from().classes(), "those of the library");
    assertEquals(all - 51, functions.from().functions(), "the others of the edited class");
    assertTrue(edited.remote().requests() <= 9, edited.remote().toString());
    assertEquals(0, edited.remote().errors(), edited.remote().lastError());

    BuildReport alone = build("alone", null);
    assertEquals(null, alone.remote());
    assertArrayEquals(output("alone"), output("third"), "what comes from others is what we make");
  }

  @Test
  void anotherMachineTakesOutputsAndAfterAnEditFunctions() throws IOException {
    try (KeepingServer server = new KeepingServer()) {
      assertShared(server.base(), SECRET);
      assertEquals(SECRET, server.authorization());
    }
  }

  /** The same with a server that is not ours; skipped where it is not installed. */
  @Test
  void nginxIsSuchAServer() throws Exception {
    Optional<Nginx> found = Nginx.start(temp.resolve("nginx"));
    Assumptions.assumeTrue(found.isPresent(), "no nginx with WebDAV on this machine");
    String user = Nginx.USER + ":" + Nginx.PASSWORD;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    URI base;
    try (Nginx nginx = found.get()) {
      base = nginx.base();
      assertShared(nginx.base(), basic);

      List<Path> files = TestProgram.filesBelow(nginx.files());
      assertFalse(files.isEmpty());
      for (Path file : files) {
        Files.write(file, new byte[] {1, 2, 3});
      }
      BuildReport lied = build("fourth", at(nginx.base(), basic, false));
      assertTrue(lied.remote().errors() >= 2, lied.remote().toString());
      assertArrayEquals(output("alone"), output("fourth"));

      BuildReport refused = build("fifth", at(nginx.base(), "Basic bm86bm8=", true));
      assertTrue(refused.remote().lastError().contains("status 401"));
      assertArrayEquals(output("alone"), output("fifth"));
    }
    BuildReport absent = build("sixth", at(base, basic, true));
    assertTrue(absent.remote().givenUp(), absent.remote().toString());
    assertArrayEquals(output("alone"), output("sixth"));
  }

  @Test
  void theReportSaysWhatTheRemoteDidAndNoSecret() throws IOException {
    try (KeepingServer server = new KeepingServer()) {
      server.answerBy(exchange -> KeepingServer.answer(exchange, 500, new byte[0]));
      URI base = URI.create(server.base().toString().replace("//", "//user:hidden@"));
      String json = build("ci", at(base, SECRET, true)).toJson();
      assertTrue(json.contains("\"givenUp\": true"), json);
      assertTrue(json.contains("\"errors\": 3"), json);
      assertTrue(json.contains("status 500"), json);
      assertFalse(json.contains("nobody-sees") || json.contains("hidden"), json);
    }
  }
}
