package dev.whittle.cli;

import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where a report goes. It is opened before the build, so that a place that cannot be written fails
 * while nothing else is there yet; what stands there is replaced when the report is whole.
 */
final class ReportFile implements AutoCloseable {
  /** How all that is written here begins: reports, reasons, and pages of timings. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\s*\\{\\s*(\"format\"\\s*:\\s*\\d+\\s*,\\s*)?\"whittle\"\\s*:|<!DOCTYPE"
              + " html>.*<title>whittle ",
          Pattern.DOTALL);

  /** Of a file, enough to know it by. */
  private static final int BEGINNING = 200;

  private final Path target;
  private final Path temporary;

  private ReportFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Makes sure that {@code target} can be written, and that nothing is lost with what stands there.
   *
   * @param request of the build, whose inputs and output the report must not replace
   * @throws Diagnostic when it cannot, or something else than such a report stands there
   */
  static ReportFile open(Path target, BuildRequest request) {
    Place place = Place.of(target);
    Place output = Place.of(request.output().path());
    boolean jar = target.toString().endsWith(".jar");
    if (place.equals(output) || (jar && place.isIn(output))) {
      throw new Diagnostic(target + ": the report would replace the output");
    }
    if (request.inputs().all().stream().anyMatch(i -> Place.of(i.path()).equals(place))) {
      throw new Diagnostic(target + ": the report would replace an input");
    }
    if (Files.isDirectory(target)) {
      throw new Diagnostic(target + ": the report needs a file, and this is a directory");
    }
    Path folder = target.toAbsolutePath().getParent();
    try {
      if (Files.exists(target) && !isOurs(target)) {
        throw new Diagnostic(
            target + ": is there already and no report of Whittle's, so it is not replaced");
      }
      Files.createDirectories(folder);
      String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
      return new ReportFile(target, Files.write(folder.resolve(name), new byte[0]));
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    }
  }

  /** Whether nobody misses what is there: it is empty, or an earlier build has written it. */
  private static boolean isOurs(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(BEGINNING);
      return beginning.length == 0
          || OURS.matcher(new String(beginning, StandardCharsets.UTF_8)).lookingAt();
    }
  }

  /** Writes the whole of it, in UTF-8, and puts it into its place. */
  void write(Consumer<? super Writer> content) {
    try (Writer out = Files.newBufferedWriter(temporary)) {
      content.accept(out);
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    } catch (UncheckedIOException failure) {
      throw Diagnostic.of(target, failure);
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
    }
  }

  /** Writes a text. */
  void write(String text) {
    write(
        out -> {
          try {
            out.write(text);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException failure) {
      throw Diagnostic.of(temporary, failure);
    }
  }
}
