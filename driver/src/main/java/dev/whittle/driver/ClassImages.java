package dev.whittle.driver;

import dev.whittle.codegen.ClassEmitter;
import dev.whittle.codegen.CodegenLimit;
import dev.whittle.codegen.clean.CodeCleaner;
import dev.whittle.codegen.link.LinkedCrate;
import dev.whittle.codegen.link.OrderedMap;
import dev.whittle.dce.Prices;
import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.driver.crates.OpenCrate;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The class files and resources of the output, by crate.
 *
 * @param crates as {@link dev.whittle.codegen.link.JarLinker} takes them
 * @param counts of what was generated, in the same order
 * @param sizes of class files, by class
 */
record ClassImages(List<LinkedCrate> crates, List<Count> counts, Map<String, ClassFileSizes> sizes)
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

  /** Classes and functions that code was generated for. */
  record Count(long classes, long functions) {}

  private record Task(int crate, ClassSource source, String name) {}

  private record Generated(List<LinkedCrate.Entry> entries, long functions, ClassFileSizes sizes) {}

  /** Generates what {@code selection} names, cleaned up, in parallel. */
  static ClassImages generate(
      CrateGraph graph, Selection selection, CodeCleaner cleaner, OrderedMap parallel) {
    List<Task> tasks = new ArrayList<>();
    for (int crate = 0; crate < graph.crates().size(); crate++) {
      ClassSource source = graph.crates().get(crate).source();
      for (String name : selection.classes(crate)) {
        tasks.add(new Task(crate, source, name));
      }
    }
    List<Generated> generated =
        parallel.map(tasks, task -> generate(task, selection::cut, cleaner));
    return byCrate(graph, selection, tasks, generated);
  }

  private static ClassImages byCrate(
      CrateGraph graph, Selection selection, List<Task> tasks, List<Generated> generated) {
    List<LinkedCrate> crates = new ArrayList<>();
    List<Count> counts = new ArrayList<>();
    Map<String, ClassFileSizes> sizes = new HashMap<>();
    int next = 0;
    for (int index = 0; index < graph.crates().size(); index++) {
      OpenCrate crate = graph.crates().get(index);
      List<LinkedCrate.Entry> entries = new ArrayList<>();
      long classes = 0;
      long functions = 0;
      for (; next < tasks.size() && tasks.get(next).crate() == index; next++) {
        entries.addAll(generated.get(next).entries());
        functions += generated.get(next).functions();
        sizes.put(tasks.get(next).name(), generated.get(next).sizes());
        classes++;
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
      counts.add(new Count(classes, functions));
    }
    return new ClassImages(crates, counts, sizes);
  }

  private static Generated generate(Task task, UnaryOperator<ClassDef> cut, CodeCleaner cleaner) {
    try {
      return new Generation(cut, cleaner).generate(task);
    } catch (Diagnostic | DamagedInput | InternalFailure known) {
      throw known;
    } catch (RuntimeException | StackOverflowError unknown) {
      throw new InternalFailure("generate", task.name(), unknown);
    }
  }

  /** One class with its variants; some classes have variants only. */
  private static final class Generation {
    private final UnaryOperator<ClassDef> cut;
    private final CodeCleaner cleaner;
    private final List<LinkedCrate.Entry> entries = new ArrayList<>();
    private long functions;
    private ClassFileSizes sizes = ClassFileSizes.NONE;

    Generation(UnaryOperator<ClassDef> cut, CodeCleaner cleaner) {
      this.cut = cut;
      this.cleaner = cleaner;
    }

    Generated generate(Task task) {
      String path = task.name() + ".class";
      task.source().find(task.name()).ifPresent(base -> add(path, base));
      for (ClassSource.Variant variant : task.source().variants(task.name())) {
        add("META-INF/versions/" + variant.release() + "/" + path, variant.definition());
      }
      return new Generated(entries, functions, sizes);
    }

    private void add(String path, ClassDef definition) {
      ClassDef survivor = cut.apply(definition);
      byte[] file = emit(survivor, cleaner);
      entries.add(LinkedCrate.Entry.of(path, file));
      sizes =
          sizes == ClassFileSizes.NONE
              ? ClassFileSizes.of(file)
              : sizes.plus(ClassFileSizes.of(file));
      functions += withCode(survivor);
    }
  }

  private static long withCode(ClassDef definition) {
    return definition.functions().stream().filter(function -> function.code() != null).count();
  }

  private static byte[] emit(ClassDef definition, CodeCleaner cleaner) {
    try {
      return ClassEmitter.emit(cleaner.clean(definition));
    } catch (CodegenLimit limit) {
      throw new Diagnostic(limit.getMessage(), limit);
    } catch (DamagedInput damaged) {
      throw damaged;
    } catch (RuntimeException | StackOverflowError failure) {
      throw new InternalFailure("generate", culprit(definition, cleaner), failure);
    }
  }

  /** The function that fails by itself, for the report of a defect; the class when none does. */
  private static String culprit(ClassDef definition, CodeCleaner cleaner) {
    for (FunctionDef function : definition.functions()) {
      try {
        ClassEmitter.emit(cleaner.clean(definition.withMembers(List.of(), List.of(function))));
      } catch (RuntimeException | StackOverflowError _) {
        return definition.name() + "." + function.name() + function.descriptor();
      }
    }
    return definition.name();
  }
}
