package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import dev.whittle.testkit.check.Reference.Call;
import dev.whittle.testkit.check.Reference.ToMethod;
import dev.whittle.testkit.check.Resolution.Outcome.Found;
import dev.whittle.testkit.check.Resolution.Selector;
import java.lang.classfile.ClassFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that calls run the same methods: for every call that selects (JVMS 5.4.6), and every class
 * that the output instantiates under the type it calls, the selected method is the one of the
 * input, and no stub. The platform is taken to call whatever it declares, so an instantiated class
 * keeps its overrides of platform methods. Also checks that what is instantiated or has static
 * members used is still initialized (JVMS 5.5).
 *
 * <p>What is instantiated by reflection alone is not seen here.
 */
final class Dispatch {
  private final Universe inputs;
  private final Universe outputs;
  private final Resolution inputResolution;
  private final Resolution outputResolution;
  private final Map<String, Set<Member>> stubs;

  private final Map<String, Set<Selector>> called = new HashMap<>();
  private final Map<String, Set<Selector>> platform = new HashMap<>();
  private final Map<String, ClassFacts> instantiated = new TreeMap<>();
  private final Set<String> initialized = new TreeSet<>();
  private final Map<Violation, String> found = new LinkedHashMap<>();

  /**
   * @param stubs the methods of the output whose bodies were replaced, by class
   */
  Dispatch(Universe inputs, Universe outputs, Map<String, Set<Member>> stubs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputResolution = new Resolution(inputs);
    this.outputResolution = new Resolution(outputs);
    this.stubs = stubs;
  }

  /** The violations of a whole output. */
  List<Violation> check(Collection<Reference> references) {
    references.forEach(this::collect);
    instantiated.values().forEach(this::selections);
    initialized.forEach(this::initializer);
    return found.entrySet().stream()
        .map(
            e ->
                new Violation(
                    e.getKey().className(),
                    e.getKey().what(),
                    e.getKey().detail() + ", " + e.getValue()))
        .toList();
  }

  private void collect(Reference reference) {
    switch (reference) {
      case Reference.ToNew(String name) ->
          outputs
              .find(name)
              .ifPresent(
                  c -> {
                    instantiated.put(name, c);
                    initialized.add(name);
                  });
      case Reference.Lambda(List<String> interfaces) -> {
        ClassFacts lambda = ClassFacts.lambda(interfaces);
        instantiated.put(lambda.name(), lambda);
      }
      case ToMethod call -> {
        if (outputResolution.resolve(call) instanceof Found method) {
          collect(call, method);
        }
      }
      case Reference.ToField field -> {
        if (outputResolution.resolve(field) instanceof Found found && found.isStatic()) {
          initialized.addAll(found.owners());
        }
      }
      case Reference.ToClass _, Reference.ToDeclared _ -> {}
      case Reference.ToElement _, Reference.Assignment _ -> {}
    }
  }

  private void collect(ToMethod call, Found method) {
    String owner = method.owners().iterator().next();
    if (method.isStatic()) {
      initialized.add(owner);
    }
    if (call.call() == Call.SELECTED && !ClassFacts.isPrivate(method.flags())) {
      String declarer = ClassFacts.isPackagePrivate(method.flags()) ? owner : "";
      called
          .computeIfAbsent(call.owner(), _ -> new LinkedHashSet<>())
          .add(new Selector(call.method(), declarer));
    } else if (isStub(owner, call.method())) {
      add(owner, "stub", call.method() + " is called, but only throws", "by " + call.call());
    }
  }

  private boolean isStub(String owner, Member method) {
    return stubs.getOrDefault(owner, Set.of()).contains(method);
  }

  private void add(String className, String what, String detail, String example) {
    found.putIfAbsent(new Violation(className, what, detail), example);
  }

  private void selections(ClassFacts output) {
    Optional<ClassFacts> input =
        output.isLambda() ? Optional.of(output) : inputs.find(output.name());
    if (output.isPlatform() || input.isEmpty()) {
      return;
    }
    var selectors = new LinkedHashSet<Selector>();
    for (String type : outputs.supertypes(output)) {
      selectors.addAll(called.getOrDefault(type, Set.of()));
      selectors.addAll(platform.computeIfAbsent(type, this::overridable));
    }
    selectors.forEach(s -> selection(output, input.get(), s));
  }

  /** What the platform may call on an object of this class, if it is the platform's. */
  private Set<Selector> overridable(String type) {
    var methods = new LinkedHashSet<Selector>();
    outputs
        .find(type)
        .filter(ClassFacts::isPlatform)
        .ifPresent(
            c ->
                c.methods()
                    .forEach(
                        (method, flags) -> {
                          if (isOverridable(method, flags)) {
                            methods.add(new Selector(method, ""));
                          }
                        }));
    return methods;
  }

  private static boolean isOverridable(Member method, int flags) {
    return (flags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) != 0
        && (flags & (ClassFile.ACC_STATIC | ClassFile.ACC_FINAL)) == 0
        && !method.name().startsWith("<");
  }

  private void selection(ClassFacts output, ClassFacts input, Selector selector) {
    String got = outputResolution.select(output, selector);
    String expected = inputResolution.select(input, selector);
    String example = "on an instance of " + output.name();
    if (!got.equals(expected)) {
      String culprit = inputs.find(expected).isPresent() ? expected : output.name();
      add(
          culprit,
          "selection",
          selector.method() + " comes to " + got + " (input: " + expected + ")",
          example);
    } else if (isStub(got, selector.method())) {
      add(got, "stub", selector.method() + " is called, but only throws", example);
    }
  }

  private void initializer(String name) {
    for (var c = outputs.find(name); c.isPresent(); c = c.flatMap(outputs::superclass)) {
      var initializer = new Member("<clinit>", "()V");
      boolean isGone = !c.get().methods().containsKey(initializer);
      boolean was =
          inputs.find(c.get().name()).filter(i -> i.methods().containsKey(initializer)).isPresent();
      if (was && (isGone || isStub(c.get().name(), initializer))) {
        add(c.get().name(), "initialization", "<clinit> is gone", "used through " + name);
      }
    }
  }
}
