package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import dev.whittle.testkit.check.Reference.Located;
import dev.whittle.testkit.check.Resolution.Outcome;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares an output with the original it was made from: every class of the output on its own, then
 * the calls between them.
 *
 * <p>Per class: the declaration is the input's (superclass, interfaces, flags, nest, record
 * components, entries for itself and its members); every reference of its code and attributes
 * resolves as in the input (JVMS 5.4.3); every pair of types that verification compares is
 * assignable as in the input (JVMS 4.10.1); {@link ClassFile#verify} has no complaint that it does
 * not have of the input. Between classes: calls select the methods they selected in the input, see
 * {@link Dispatch}.
 */
public final class Checker {
  private final Universe inputs;
  private final Universe outputs;
  private final Resolution inputResolution;
  private final Resolution outputResolution;

  private Checker(Universe inputs, Universe outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputResolution = new Resolution(inputs);
    this.outputResolution = new Resolution(outputs);
  }

  /**
   * What a check found.
   *
   * @param violations sorted; those that the allow list has are left out
   * @param listed how many were left out
   * @param input size of the original
   * @param output size of the output
   */
  public record Report(List<Violation> violations, int listed, Size input, Size output) {
    @Override
    public String toString() {
      return "classes %d > %d, methods %d > %d, %d violations, %d listed"
          .formatted(
              input.classes,
              output.classes,
              input.methods,
              output.methods,
              violations.size(),
              listed);
    }
  }

  /** Classes and methods of a class path, without {@code module-info} and unused variants. */
  public record Size(int classes, int methods) {}

  /**
   * Checks an output.
   *
   * @param original jars and class directories, in class path order
   * @param output a jar, a class directory or a directory of jars
   * @param jdk home of the JDK that the program runs on
   * @throws IOException if one of them cannot be read
   */
  public static Report check(List<Path> original, Path output, Path jdk, AllowList allowed)
      throws IOException {
    try (var platform = Platform.open(jdk);
        var input = ClassPath.open(original, platform.release());
        var result = ClassPath.open(List.of(output), platform.release())) {
      var inputs = new Universe(platform, input);
      var outputs = new Universe(platform, result);
      var all = new Checker(inputs, outputs).run();
      var violations = all.stream().filter(v -> !allowed.lists(v)).toList();
      return new Report(violations, all.size() - violations.size(), size(inputs), size(outputs));
    }
  }

  private static Size size(Universe universe) {
    var facts = universe.classNames().map(universe::find).flatMap(Optional::stream).toList();
    return new Size(facts.size(), facts.stream().mapToInt(c -> c.methods().size()).sum());
  }

  /** What one class has to say. */
  private record ClassResult(
      String name, List<Violation> violations, List<Reference> references, Set<Member> stubs) {}

  private Set<Violation> run() {
    List<ClassResult> results =
        outputs.classNames().toList().parallelStream().map(this::one).toList();
    var violations = new TreeSet<Violation>();
    var references = new LinkedHashSet<Reference>();
    Map<String, Set<Member>> stubs = new HashMap<>();
    for (ClassResult result : results) {
      violations.addAll(result.violations());
      references.addAll(result.references());
      stubs.put(result.name(), result.stubs());
    }
    violations.addAll(new Dispatch(inputs, outputs, stubs).check(references));
    return violations;
  }

  private ClassResult one(String name) {
    ClassModel output = outputs.model(name).orElseThrow();
    Optional<ClassModel> input = inputs.model(name);
    var references =
        Stream.concat(ReferenceReader.read(output).stream(), AttributeReader.read(output).stream())
            .toList();
    var violations = new ArrayList<Violation>();
    references.forEach(r -> reference(name, r).ifPresent(violations::add));
    input.ifPresentOrElse(
        in -> {
          violations.addAll(ClassComparison.compare(output, in, outputs));
          if (violations.stream().noneMatch(v -> v.what().equals(ReferenceReader.ASSIGNMENT))) {
            verify(name, output, in).ifPresent(violations::add);
          }
        },
        () -> violations.add(new Violation(name, "new class", "not in the input")));
    return new ClassResult(
        name,
        violations,
        references.stream().map(Located::reference).toList(),
        input.map(in -> Stubs.of(output, in)).orElse(Set.of()));
  }

  private Optional<Violation> reference(String name, Located located) {
    Outcome output = outputResolution.resolve(located.reference());
    Outcome input = inputResolution.resolve(located.reference());
    return output.keeps(input)
        ? Optional.empty()
        : Optional.of(
            new Violation(
                name,
                located.what(),
                "%s: %s (input: %s), at %s"
                    .formatted(located.reference(), output, input, located.where())));
  }

  /** A second opinion, for what the pairs do not say already. */
  private Optional<Violation> verify(String name, ClassModel output, ClassModel input) {
    return firstError(output, outputs)
        .filter(_ -> firstError(input, inputs).isEmpty())
        .map(error -> new Violation(name, "verify", error));
  }

  /** Classes without frames are not looked at: there is no inference verifier behind this API. */
  private static Optional<String> firstError(ClassModel model, Universe universe) {
    if (model.majorVersion() < ClassFile.JAVA_7_VERSION) {
      return Optional.empty();
    }
    var options = ClassFile.ClassHierarchyResolverOption.of(universe.hierarchy());
    return ClassFile.of(options).verify(model).stream()
        .findFirst()
        .map(e -> e.getMessage().lines().findFirst().orElse(""));
  }
}
