package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher makes of how JVMs end, with a stand-in that does not know all of its flags. */
class LauncherTest {
  /** Ends as it is told where it is to run {@code UpToDate}; elsewhere it says what it runs. */
  private static final String JVM =
      """
      #!/bin/sh
      lenient= unknown=
      for argument; do
        case $argument in
          -XX:+IgnoreUnrecognizedVMOptions) lenient=1 ;;
          -XX:ArchiveRelocationMode=*) unknown=1 ;;
          dev.whittle.cli.*) break ;;
        esac
      done
      [ -z "$unknown" ] || [ -n "$lenient" ] || exit 1
      [ "$argument" != dev.whittle.cli.UpToDate ] || exit "$ENDS"
      echo "$argument"
      """;

  @TempDir Path temp;
  private Path jdk;

  @BeforeEach
  void installation() throws IOException {
    Files.copy(Path.of("../whittle"), temp.resolve("whittle"));
    Path run = Files.createDirectory(temp.resolve(".whittle-build"));
    Files.createDirectories(run.resolve("one/lib"));
    Files.writeString(run.resolve("one/started"), "");
    Files.writeString(run.resolve("current"), "one\n");
    jdk = temp.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(jdk.resolve("bin").resolve(program), JVM);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** What a build prints, and how it ends, when the small program ends with that exit code. */
  private String build(int ends) throws IOException, InterruptedException {
    return launch(ends, "build");
  }

  private String launch(int ends, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", temp.resolve("whittle").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder launcher = new ProcessBuilder(command);
    launcher.environment().put("WHITTLE_JAVA_HOME", jdk.toString());
    launcher.environment().remove("WHITTLE_JAVA_OPTS");
    launcher.environment().put("ENDS", Integer.toString(ends));
    Process process = launcher.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }

  @Test
  void whatTheSmallProgramCannotDoIsForTheOther() throws Exception {
    assertEquals("0", build(0), "there is nothing to do");
    String other = "dev.whittle.cli.Main\n0";
    assertEquals(other, build(1), "there is");
    for (int crash : List.of(134, 135, 139)) {
      assertEquals(other, build(crash), "a crash");
    }
  }

  @Test
  void theSmallProgramSaysTheVersion() throws Exception {
    assertEquals("0", launch(0, "--version"));
    assertEquals("0", launch(0, "-V"));
    String other = "dev.whittle.cli.Main\n0";
    assertEquals(other, launch(0, "version"));
    assertEquals(other, launch(0, "--help"));
    assertEquals(other, launch(0, "--version", "--help"));
    assertEquals(other, launch(0));
  }

  /** With 128 more than the number of the signal: HUP, INT, QUIT, KILL, TERM. */
  @Test
  void whoEndsTheSmallProgramEndsTheBuild() throws Exception {
    for (int signal : List.of(1, 2, 3, 9, 15)) {
      assertEquals(Integer.toString(128 + signal), build(128 + signal));
    }
  }
}
