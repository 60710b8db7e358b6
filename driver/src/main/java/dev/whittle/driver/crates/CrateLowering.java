package dev.whittle.driver.crates;

import dev.whittle.driver.BuildListener;
import dev.whittle.driver.Diagnostic;
import dev.whittle.driver.Parallel;
import dev.whittle.driver.Work;
import dev.whittle.driver.input.Input;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource.Variant;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.crate.CrateEncoder;
import dev.whittle.ir.crate.CrateReader;
import dev.whittle.ir.crate.CrateWriter;
import dev.whittle.ir.crate.EncodedCrate;
import dev.whittle.ir.crate.RefusedClass;
import dev.whittle.lower.ClassFileSource;
import dev.whittle.lower.DirectorySource;
import dev.whittle.lower.JarSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Lowers whole inputs. Classes are lowered on all threads; one of them encodes, in order, what the
 * others lowered, and finishes a crate while they are at the next. So a crate is in memory in its
 * encoded form only, beside the few classes between the two.
 */
public final class CrateLowering {
  private final Parallel parallel;
  private final BuildListener listener;

  public CrateLowering(Parallel parallel, BuildListener listener) {
    this.parallel = parallel;
    this.listener = listener;
  }

  /** What there is to do for an input: each of its class files, then the rest. */
  private sealed interface Task {
    record Class(ClassFileSource source, ClassFileSource.Entry entry) implements Task {}

    record Rest(ClassFileSource source) implements Task {}

    record Copy(Path crate) implements Task {}
  }

  /** What comes of a task. */
  private sealed interface Piece {
    record Lowered(ClassFileSource.Entry entry, ClassDef definition) implements Piece {}

    record Refused(RefusedClass reason) implements Piece {}

    record Misplaced(ClassFileSource.Misplaced file) implements Piece {}

    record Resources(TreeMap<String, byte[]> contents) implements Piece {}

    record Whole(EncodedCrate crate) implements Piece {}
  }

  /**
   * Lowers {@code inputs} and hands the crate of each, in order, to {@code finished}. A class that
   * cannot be lowered is refused by its crate; one that lies in another's place is a resource.
   *
   * @throws DamagedInput when an input is no jar
   * @throws Diagnostic when one cannot be read
   */
  public void lower(List<Input> inputs, BiConsumer<Input, EncodedCrate> finished) {
    List<ClassFileSource> open = new ArrayList<>();
    try {
      List<Task> tasks = new ArrayList<>();
      inputs.forEach(input -> addTasks(input, tasks, open));
      Assembly assembly =
          new Assembly(
              inputs,
              (input, crate) -> {
                finished.accept(input, crate);
                listener.progress(Work.CRATES, 1);
              });
      parallel.inOrder(
          tasks,
          task -> {
            if (task instanceof Task.Class) {
              listener.progress(Work.CLASSES_LOWERED, 1);
            }
            return work(task);
          },
          assembly::add);
    } finally {
      close(open);
    }
  }

  private static void addTasks(Input input, List<Task> tasks, List<ClassFileSource> open) {
    ClassFileSource source;
    switch (input) {
      case Input.Jar jar -> source = JarSource.open(jar.path());
      case Input.ClassDirectory directory -> source = DirectorySource.open(directory.path());
      case Input.MirCrate crate -> {
        tasks.add(new Task.Copy(crate.path()));
        return;
      }
    }
    open.add(source);
    source.entries().forEach(entry -> tasks.add(new Task.Class(source, entry)));
    tasks.add(new Task.Rest(source));
  }

  private static Piece work(Task task) {
    return switch (task) {
      case Task.Class(ClassFileSource source, ClassFileSource.Entry entry) -> lower(source, entry);
      case Task.Rest(ClassFileSource source) -> {
        TreeMap<String, byte[]> resources = new TreeMap<>();
        for (String name : source.resourceNames()) {
          resources.put(name, source.resource(name).orElseThrow());
        }
        yield new Piece.Resources(resources);
      }
      case Task.Copy(Path crate) -> {
        try {
          yield new Piece.Whole(CrateWriter.encode(CrateReader.open(crate).toCrate()));
        } catch (IOException failure) {
          throw Diagnostic.of(crate, failure);
        }
      }
    };
  }

  private static Piece lower(ClassFileSource source, ClassFileSource.Entry entry) {
    try {
      return new Piece.Lowered(entry, whole(source.lower(entry)));
    } catch (DamagedInput damaged) {
      String reason = damaged.classReason().orElseThrow(() -> damaged);
      return source
          .misplaced(entry)
          .<Piece>map(Piece.Misplaced::new)
          .orElseGet(
              () -> new Piece.Refused(new RefusedClass(entry.name(), entry.release(), reason)));
    }
  }

  /** Bodies of a class are lowered together when the first is asked for: here, on this thread. */
  private static ClassDef whole(ClassDef definition) {
    for (FunctionDef function : definition.functions()) {
      if (function.code() != null) {
        function.code().refusal();
        return definition;
      }
    }
    return definition;
  }

  private static void close(List<ClassFileSource> sources) {
    for (ClassFileSource source : sources) {
      try {
        source.close();
      } catch (IOException _) {
        // All that was needed was read.
      }
    }
  }

  /** Puts the pieces of one crate after the other together. */
  private static final class Assembly {
    private final List<Input> inputs;
    private final BiConsumer<Input, EncodedCrate> finished;
    private CrateEncoder encoder;
    private int index;

    Assembly(List<Input> inputs, BiConsumer<Input, EncodedCrate> finished) {
      this.inputs = inputs;
      this.finished = finished;
    }

    void add(Piece piece) {
      switch (piece) {
        case Piece.Lowered(ClassFileSource.Entry entry, ClassDef definition) ->
            add(entry, definition);
        case Piece.Refused(RefusedClass refused) -> encoder().addRefused(refused);
        case Piece.Misplaced(ClassFileSource.Misplaced file) ->
            encoder().addResource(file.path(), file.content());
        case Piece.Resources(TreeMap<String, byte[]> contents) -> {
          contents.forEach(encoder()::addResource);
          EncodedCrate crate = encoder.finish();
          encoder = null;
          finish(crate);
        }
        case Piece.Whole(EncodedCrate crate) -> finish(crate);
      }
    }

    private void add(ClassFileSource.Entry entry, ClassDef definition) {
      if (entry.release() == 0) {
        encoder().addClass(definition);
      } else {
        encoder().markMultiRelease();
        encoder().addVariant(new Variant(entry.release(), definition));
      }
    }

    private CrateEncoder encoder() {
      if (encoder == null) {
        encoder = new CrateEncoder(inputs.get(index).name());
      }
      return encoder;
    }

    private void finish(EncodedCrate crate) {
      finished.accept(inputs.get(index++), crate);
    }
  }
}
