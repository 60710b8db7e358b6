package dev.whittle.driver.verify;

import dev.whittle.driver.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What can be seen of a run.
 *
 * @param exitCode of the process; {@link #TIMED_OUT} when it had to be killed
 * @param files what is in its working directory afterwards, by relative path
 */
public record ProgramRun(
    int exitCode, byte[] output, byte[] errors, SortedMap<String, byte[]> files) {
  /** The exit code of a run that took too long. */
  public static final int TIMED_OUT = Integer.MIN_VALUE;

  /**
   * How to run.
   *
   * @param work copied to where the program runs, null for an empty directory
   * @param input of the process, null for none
   */
  public record Setting(Path work, Path input, Duration timeout) {}

  /** The first lines that it wrote to stderr. */
  public List<String> firstErrors() {
    return new String(errors, StandardCharsets.UTF_8).lines().limit(10).toList();
  }

  /** Runs a command in a directory of its own, below {@code scratch}, which is empty. */
  public static ProgramRun of(List<String> command, Setting setting, Path scratch) {
    try {
      Path folder = Files.createDirectories(scratch.resolve("work"));
      if (setting.work() != null) {
        copy(setting.work(), folder);
      }
      Path output = scratch.resolve("stdout");
      Path errors = scratch.resolve("stderr");
      Path nothing = Files.write(scratch.resolve("stdin"), new byte[0]);
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput((setting.input() == null ? nothing : setting.input()).toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      int exitCode = await(process, setting.timeout());
      return new ProgramRun(
          exitCode, Files.readAllBytes(output), Files.readAllBytes(errors), files(folder));
    } catch (IOException failure) {
      throw Diagnostic.of(Path.of(command.getFirst()), failure);
    }
  }

  private static int await(Process process, Duration timeout) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly().waitFor();
      return TIMED_OUT;
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new Diagnostic("interrupted", interrupted);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
