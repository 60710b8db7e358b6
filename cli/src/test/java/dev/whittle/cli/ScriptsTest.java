package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for who works on Whittle; those in Python have their help from its library. */
class ScriptsTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path temp;

  private static List<Path> shellScripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String folder : List.of("bench", "corpus", ".ci")) {
      try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).filter(Files::isExecutable).toList()) {
          if (Files.readAllLines(file).getFirst().matches("#!.*sh")) {
            scripts.add(file);
          }
        }
      }
    }
    return scripts;
  }

  /** Whatever it would run is a program that is not there. */
  @Test
  void whoAsksForHelpGetsTheHeadOfTheScriptAndNothingElse() throws Exception {
    List<Path> scripts = shellScripts();
    assertTrue(scripts.size() >= 5, scripts.toString());
    for (Path script : scripts) {
      List<String> lines = Files.readAllLines(script);
      String head =
          lines.stream()
              .skip(1)
              .takeWhile(line -> line.startsWith("#"))
              .map(line -> line.equals("#") ? "" : line.substring(2))
              .reduce("", (text, line) -> text + line + "\n");
      Path said = temp.resolve("said");
      ProcessBuilder help =
          new ProcessBuilder(Files.readString(script).startsWith("#!/bin/sh") ? "sh" : "bash");
      help.command().addAll(List.of(script.toString(), "--help"));
      help.environment().put("PATH", programs());
      help.directory(temp.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
      Process process = help.start();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), script + " does something else");
      assertEquals(head, Files.readString(said), script.toString());
      assertEquals(0, process.exitValue(), script.toString());
    }
  }

  /** A search path with what shells themselves need. */
  private String programs() throws IOException {
    for (String program : List.of("sed", "dirname", "sh", "bash")) {
      Path link = temp.resolve("bin").resolve(program);
      Files.createDirectories(link.getParent());
      for (String folder : List.of("/usr/bin", "/bin")) {
        if (!Files.exists(link) && Files.exists(Path.of(folder, program))) {
          Files.createSymbolicLink(link, Path.of(folder, program));
        }
      }
    }
    return temp.resolve("bin").toString();
  }
}
