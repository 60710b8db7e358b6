package dev.whittle.testkit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx with its WebDAV module, as a team might run it for a cache: in the foreground, below a
 * folder of the test, on a free port, with one user.
 */
public final class Nginx implements AutoCloseable {
  /** Who may read and write. */
  public static final String USER = "builder";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "plain-secret";

  private static final int START_MS = 10_000;
  private static final int POLL_MS = 20;

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        server {
          listen 127.0.0.1:PORT;
          root FOLDER/files;
          location /cache/ {
            auth_basic "cache";
            auth_basic_user_file FOLDER/users;
            client_max_body_size 0;
            dav_methods PUT;
            create_full_put_path on;
          }
        }
      }
      """;

  private final Process process;
  private final Path folder;
  private final int port;

  private Nginx(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one; empty where there is none, or one without WebDAV. */
  public static Optional<Nginx> start(Path folder) throws IOException, InterruptedException {
    Optional<Path> program =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory, "nginx"))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty() || !hasWebDav(program.get())) {
      return Optional.empty();
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("users"), USER + ":{PLAIN}" + PASSWORD + "\n");
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        CONFIGURATION.replace("FOLDER", folder.toString()).replace("PORT", "" + port));
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "-e",
                folder.resolve("error.log").toString(),
                "-p",
                folder.toString(),
                "-c",
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, folder, port);
    nginx.awaitStart();
    return Optional.of(nginx);
  }

  private static boolean hasWebDav(Path program) throws IOException {
    Process version =
        new ProcessBuilder(program.toString(), "-V").redirectErrorStream(true).start();
    return new String(version.getInputStream().readAllBytes()).contains("http_dav_module");
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int waited = 0; waited < START_MS; waited += POLL_MS) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MS);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          break;
        }
        Thread.sleep(POLL_MS);
      }
    }
    close();
    throw new IOException("nginx does not start: " + Files.readString(folder.resolve("error.log")));
  }

  /** Where {@code ac/} and {@code cas/} are. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port + "/cache/");
  }

  /** The folder in which what was put lies, under its path. */
  public Path files() {
    return folder.resolve("files/cache");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
