package dev.whittle.driver;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.link.LinkedCrate;
import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.dce.Prices;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.driver.generate.ClassFileSizes;
import dev.whittle.driver.generate.ImageSource;
import dev.whittle.driver.ledger.ClassRow;
import dev.whittle.driver.timing.Timings;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.crate.MappedCrate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The class files and resources of the output, by crate.
 *
 * @param crates as {@link dev.whittle.codegen.link.JarLinker} takes them
 * @param counts of what was generated, in the same order
 * @param sizes of class files, by class
 * @param rows of class files that were looked for in the cache, by crate
 * @param answers what was answered about the program for classes of crates that may be patched, by
 *     crate and class; not for their variants
 */
record ClassImages(
    List<LinkedCrate> crates,
    List<Count> counts,
    Map<String, ClassFileSizes> sizes,
    List<List<ClassRow>> rows,
    List<Map<String, byte[]>> answers)
    implements Prices.Sizes {
  @Override
  public long function(String owner, String name, String descriptor) {
    return sizes(owner).functions().getOrDefault(name + descriptor, 0L);
  }

  @Override
  public long rest(String className) {
    return sizes(className).rest();
  }

  private ClassFileSizes sizes(String className) {
    return sizes.getOrDefault(className, ClassFileSizes.NONE);
  }

  /**
   * Classes and functions with code, by where they came from.
   *
   * @param fromClasses functions that came with the image of their class
   * @param fromFunctions functions that were kept for themselves
   */
  record Count(long classes, long functions, long fromClasses, long fromFunctions) {
    static final Count NONE = new Count(0, 0, 0, 0);

    /** Functions whose code was in no cache. */
    long generated() {
      return functions - fromClasses - fromFunctions;
    }

    Count plus(Count other) {
      return new Count(
          classes + other.classes,
          functions + other.functions,
          fromClasses + other.fromClasses,
          fromFunctions + other.fromFunctions);
    }
  }

  private record Task(int crate, MappedCrate source, String name, ImageSource images) {}

  private record Generated(
      List<LinkedCrate.Entry> entries,
      Count count,
      ClassFileSizes sizes,
      List<ClassRow> rows,
      byte[] answers) {}

  /** Class files of what {@code selection} names, in parallel. */
  static ClassImages generate(
      CrateGraph graph,
      Selection selection,
      ImageSource images,
      OrderedMap parallel,
      BuildListener listener) {
    List<Task> tasks = new ArrayList<>();
    ImageSource wholeClasses = images.wholeClasses();
    for (int crate = 0; crate < graph.crates().size(); crate++) {
      MappedCrate source = graph.crates().get(crate).source();
      ImageSource from = graph.isEdited(crate) ? images : wholeClasses;
      for (String name : selection.classes(crate)) {
        tasks.add(new Task(crate, source, name, from));
      }
    }
    listener.expected(Work.CLASSES_MADE, tasks.size());
    List<Generated> generated =
        parallel.map(
            tasks,
            task -> {
              Generated made =
                  listener
                      .timings()
                      .time(Timings.Kind.CLASS, task.name(), () -> generate(task, selection::cut));
              listener.progress(Work.CLASSES_MADE, 1);
              listener.progress(Work.FUNCTIONS_GENERATED, made.count().generated());
              return made;
            });
    return byCrate(graph, selection, tasks, generated);
  }

  private static ClassImages byCrate(
      CrateGraph graph, Selection selection, List<Task> tasks, List<Generated> generated) {
    List<LinkedCrate> crates = new ArrayList<>();
    List<Count> counts = new ArrayList<>();
    Map<String, ClassFileSizes> sizes = new HashMap<>();
    List<List<ClassRow>> rows = new ArrayList<>();
    List<Map<String, byte[]>> answers = new ArrayList<>();
    int next = 0;
    for (int index = 0; index < graph.crates().size(); index++) {
      OpenCrate crate = graph.crates().get(index);
      List<LinkedCrate.Entry> entries = new ArrayList<>();
      Count count = Count.NONE;
      List<ClassRow> crateRows = new ArrayList<>();
      Map<String, byte[]> crateAnswers = new HashMap<>();
      for (; next < tasks.size() && tasks.get(next).crate() == index; next++) {
        entries.addAll(generated.get(next).entries());
        count = count.plus(generated.get(next).count());
        crateRows.addAll(generated.get(next).rows());
        if (graph.isPatched(index) && generated.get(next).answers() != null) {
          crateAnswers.put(tasks.get(next).name(), generated.get(next).answers());
        }
        sizes.put(tasks.get(next).name(), generated.get(next).sizes());
      }
      if (index == 0) {
        selection.added().stream()
            .map(added -> LinkedCrate.Entry.of(added.name() + ".class", ClassEmitter.emit(added)))
            .forEach(entries::add);
      }
      if (selection.resources(index)) {
        entries.addAll(
            new Resources(selection::has, selection.countsDescriptors()).of(crate.source()));
      }
      crates.add(new LinkedCrate(crate.name(), entries));
      counts.add(count);
      rows.add(crateRows);
      answers.add(crateAnswers);
    }
    return new ClassImages(crates, counts, sizes, rows, answers);
  }

  private static Generated generate(Task task, ImageSource.Cut cut) {
    try {
      return new Generation(task, cut).generate();
    } catch (Diagnostic | DamagedInput | InternalFailure known) {
      throw known;
    } catch (RuntimeException | StackOverflowError unknown) {
      throw new InternalFailure("generate", task.name(), unknown);
    }
  }

  /** One class with its variants; some classes have variants only. */
  private static final class Generation {
    private final Task task;
    private final ImageSource.Cut cut;
    private final List<LinkedCrate.Entry> entries = new ArrayList<>();
    private final List<ClassRow> rows = new ArrayList<>();
    private Count count = new Count(1, 0, 0, 0);
    private ClassFileSizes sizes = ClassFileSizes.NONE;
    private byte[] answers;

    Generation(Task task, ImageSource.Cut cut) {
      this.task = task;
      this.cut = cut;
    }

    Generated generate() {
      String path = task.name() + ".class";
      task.source().find(task.name()).ifPresent(base -> add(path, 0, base));
      for (ClassSource.Variant variant : task.source().variants(task.name())) {
        String place = "META-INF/versions/" + variant.release() + "/" + path;
        add(place, variant.release(), variant.definition());
      }
      return new Generated(entries, count, sizes, rows, answers);
    }

    private void add(String path, int release, ClassDef definition) {
      ImageSource.Made made = task.images().image(task.source(), release, definition, cut);
      entries.add(LinkedCrate.Entry.of(path, made.image().file()));
      answers = release == 0 ? made.answers() : answers;
      if (made.row() != null) {
        rows.add(made.row());
      }
      sizes =
          sizes == ClassFileSizes.NONE ? made.image().sizes() : sizes.plus(made.image().sizes());
      count = count.plus(new Count(0, made.functions(), made.fromImage(), made.fromFunctions()));
    }
  }
}
