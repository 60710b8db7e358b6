package dev.whittle.cli;

import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.input.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Where a report goes. It is opened before the build, so that a place that cannot be written fails
 * while nothing else is there yet; what stands there is replaced when the report is whole.
 */
final class ReportFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;

  private ReportFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Makes sure that {@code target} can be written.
   *
   * @param request of the build, whose inputs and output the report must not replace
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
      Files.createDirectories(folder);
      String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
      return new ReportFile(target, Files.write(folder.resolve(name), new byte[0]));
    } catch (IOException failure) {
      throw Diagnostic.of(target, failure);
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
