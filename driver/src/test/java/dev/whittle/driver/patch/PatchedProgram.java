package dev.whittle.driver.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.whittle.driver.Build;
import dev.whittle.driver.BuildListener;
import dev.whittle.driver.BuildRequest;
import dev.whittle.driver.input.Input;
import dev.whittle.driver.input.Inputs;
import dev.whittle.driver.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program of class directories, built into {@code out.jar} in a folder, and patched there. */
class PatchedProgram {
  /** So far ahead that no file counts as touched shortly before: only stamps count. */
  private static final long LATER_NS = Long.MAX_VALUE / 2;

  private final Path folder;
  private final List<Path> inputs;
  private final List<Path> keepRules;

  /** What the next patch starts from. */
  PatchBasis basis;

  PatchedProgram(Path folder, List<Path> inputs, List<Path> keepRules) {
    this.folder = folder;
    this.inputs = inputs;
    this.keepRules = keepRules;
  }

  /** A build of {@code Main} with what lies in {@code folder}. */
  static BuildRequest request(
      Path folder, List<Path> inputs, List<Path> keepRules, String output, String cache) {
    return new BuildRequest(
        new Inputs(
            List.of(Input.of(inputs.getFirst())),
            inputs.subList(1, inputs.size()).stream().map(Input::of).toList()),
        List.of("Main"),
        new BuildRequest.Output.SingleJar(folder.resolve(output)),
        List.of(Path.of(System.getProperty("java.home"))),
        keepRules,
        BuildRequest.Generation.REACHED,
        1,
        folder.resolve(cache));
  }

  /** What the next build may start from; null when there is nothing. */
  static PatchBasis build(BuildRequest request, Consumer<BuildReport.Stage> stages) {
    PatchBasis[] basis = {null};
    Build.run(
        request,
        new BuildListener() {
          @Override
          public void done(BuildReport.Stage stage) {
            stages.accept(stage);
          }

          @Override
          public void patchable(PatchBasis found) {
            basis[0] = found;
          }
        });
    return basis[0];
  }

  void build() {
    basis = later(build(request(folder, inputs, keepRules, "out.jar", "cache"), _ -> {}));
  }

  private static PatchBasis later(PatchBasis basis) {
    return basis.with(LATER_NS, basis.checksum(), basis.inputs());
  }

  /** So that files which were written anew are compared with the crates, class by class. */
  void forgetChecksums() {
    List<PatchBasis.Edited> unknown = new ArrayList<>();
    for (PatchBasis.Edited input : basis.inputs()) {
      unknown.add(new PatchBasis.Directory(input.path(), input.files(), Map.of()));
    }
    basis = basis.with(LATER_NS, basis.checksum(), unknown);
  }

  /** The next patch starts from this one, if it is made. */
  Optional<Patch.Done> patch() {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Optional<Patch.Done> done = Patch.run(folder.resolve("cache"), basis, now);
    done.ifPresent(made -> basis = later(made.basis()));
    return done;
  }

  /** Whether what the inputs are now is put into the output, which has the right bytes then. */
  boolean takes() throws IOException {
    byte[] before = output();
    Optional<Patch.Done> done = patch();
    byte[] after = output();
    assertEquals(
        done.map(Patch.Done::isWritten).orElse(false), !Arrays.equals(before, after), "is written");
    assertEquals(false, done.isEmpty() && !Arrays.equals(before, after), "refused, and changed");
    if (done.isPresent()) {
      assertIsRight();
    }
    return done.isPresent();
  }

  /** A build from scratch gives the same output. */
  void assertIsRight() throws IOException {
    build(request(folder, inputs, keepRules, "whole.jar", "other"), _ -> {});
    assertArrayEquals(Files.readAllBytes(folder.resolve("whole.jar")), output());
  }

  byte[] output() throws IOException {
    return Files.readAllBytes(folder.resolve("out.jar"));
  }

  ProgramFacts facts() throws IOException {
    return ProgramFacts.find(folder.resolve("cache"), basis.key()).orElseThrow();
  }
}
