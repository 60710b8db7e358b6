package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassDef.Nesting;
import dev.whittle.ir.ClassDef.RecordComponent;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a class down to what survives, so that code generation emits exactly what it is given.
 *
 * <ul>
 *   <li>Absent functions and fields go. A function of which the declaration survives gets a body
 *       that reports itself; abstract and native ones have none to lose.
 *   <li>Attributes that name absent classes or members lose these entries, and only these: the
 *       classes around a survivor are still there (see {@link Loading}).
 *   <li>A serializable class whose default {@code serialVersionUID} depended on what goes declares
 *       the one it had, where anything reads or writes object streams.
 * </ul>
 *
 * <p>Generic signatures stay as they are, also when they name absent classes: what reads them would
 * have kept these ({@link GenericSignatures}).
 */
public final class Pruning {
  private final Survival survival;
  private final ClassDef input;
  private final AnnotationPruning annotations;

  private Pruning(ClassDef input, Survival survival) {
    this.input = input;
    this.survival = survival;
    this.annotations = new AnnotationPruning(survival);
  }

  /**
   * What survives of a class: of its base definition or a multi-release variant alike. The class
   * must not be {@link Level#ABSENT}. May be called from several threads.
   */
  public static ClassDef prune(ClassDef input, Survival survival) {
    return new Pruning(input, survival).run();
  }

  private ClassDef run() {
    List<FieldDef> fields = fields();
    List<FunctionDef> functions = functions();
    boolean lost =
        fields.size() < input.fields().size() || functions.size() < input.functions().size();
    if (lost && survival.serializes(input.name()) && !SerialVersion.isDeclared(input)) {
      fields.add(SerialVersion.field(input));
    }
    return new ClassDef(
        input.version(),
        input.access(),
        input.name(),
        input.superName(),
        input.interfaces(),
        nesting(input.nesting()),
        input.source(),
        components(),
        input.module(),
        annotations.prune(input.attributes()),
        fields,
        functions);
  }

  private List<FieldDef> fields() {
    List<FieldDef> fields = new ArrayList<>();
    for (FieldDef field : input.fields()) {
      if (hasField(field.name(), field.descriptor())) {
        fields.add(
            new FieldDef(
                field.access(),
                field.name(),
                field.descriptor(),
                field.constantValue(),
                annotations.prune(field.attributes())));
      }
    }
    return fields;
  }

  private boolean hasField(String name, String descriptor) {
    return survival.field(input.name(), name, descriptor) != Level.ABSENT;
  }

  private List<FunctionDef> functions() {
    List<FunctionDef> functions = new ArrayList<>();
    for (FunctionDef function : input.functions()) {
      switch (survival.function(input.name(), function.name(), function.descriptor())) {
        case USED -> functions.add(declaration(function));
        case REFERENCED ->
            functions.add(
                function.code() == null
                    ? declaration(function)
                    : declaration(function).withCode(Stubs.of(input, function)));
        case ABSENT -> {}
      }
    }
    return functions;
  }

  private FunctionDef declaration(FunctionDef function) {
    return new FunctionDef(
        function.access(),
        function.name(),
        function.descriptor(),
        present(function.exceptions()),
        annotations.prune(function.attributes()),
        annotations.prune(function.details()),
        function.code());
  }

  private List<String> present(List<String> names) {
    return names.isEmpty() ? names : names.stream().filter(survival::isPresent).toList();
  }

  private Nesting nesting(Nesting nesting) {
    return new Nesting(
        enclosing(nesting.enclosing()),
        nesting.innerClasses().isEmpty()
            ? List.of()
            : nesting.innerClasses().stream().filter(c -> survival.isPresent(c.name())).toList(),
        nesting.nestHost(),
        present(nesting.nestMembers()),
        nesting.permittedSubclasses() == null ? null : present(nesting.permittedSubclasses()));
  }

  /** An enclosing method that is gone would be an error where reflection looks for it. */
  private ClassDef.Enclosing enclosing(ClassDef.Enclosing enclosing) {
    return enclosing == null
            || enclosing.method() == null
            || survival.function(enclosing.owner(), enclosing.method(), enclosing.descriptor())
                != Level.ABSENT
        ? enclosing
        : new ClassDef.Enclosing(enclosing.owner(), null, null);
  }

  private List<RecordComponent> components() {
    return input.recordComponents() == null
        ? null
        : input.recordComponents().stream()
            .filter(component -> hasField(component.name(), component.descriptor()))
            .map(
                component ->
                    new RecordComponent(
                        component.name(),
                        component.descriptor(),
                        annotations.prune(component.attributes())))
            .toList();
  }
}
