package dev.whittle.dce;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops annotations whose type does not survive. The JDK skips an annotation whose type it cannot
 * load without a word, so dropping it changes nothing more; keeping the type where it can be seen
 * is the analysis' part.
 */
final class AnnotationPruning {
  private final Survival survival;

  AnnotationPruning(Survival survival) {
    this.survival = survival;
  }

  Attributes prune(Attributes attributes) {
    if (attributes.annotations().isEmpty() && attributes.typeAnnotations().isEmpty()) {
      return attributes;
    }
    return new Attributes(
        attributes.signature(),
        surviving(attributes.annotations()),
        attributes.typeAnnotations().isEmpty()
            ? List.of()
            : attributes.typeAnnotations().stream()
                .filter(use -> survives(use.annotation()))
                .toList(),
        attributes.unknown());
  }

  FunctionDef.Details prune(FunctionDef.Details details) {
    return new FunctionDef.Details(
        details.parameters(),
        prune(details.visibleParameterAnnotations()),
        prune(details.invisibleParameterAnnotations()),
        details.annotationDefault());
  }

  private List<Annotation.Use> surviving(List<Annotation.Use> uses) {
    List<Annotation.Use> surviving = new ArrayList<>(uses.size());
    for (Annotation.Use use : uses) {
      if (survives(use.annotation())) {
        surviving.add(use);
      }
    }
    return surviving;
  }

  private List<List<Annotation>> prune(List<List<Annotation>> ofParameters) {
    return ofParameters == null
        ? null
        : ofParameters.stream().map(list -> list.stream().filter(this::survives).toList()).toList();
  }

  private boolean survives(Annotation annotation) {
    String type = annotation.type();
    return survival.isPresent(type.substring(1, type.length() - 1));
  }
}
