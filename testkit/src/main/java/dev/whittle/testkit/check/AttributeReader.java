package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import dev.whittle.testkit.check.Reference.Located;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.Collection;

/**
 * Collects the names in the header and in the attributes that the platform reads at run time:
 * nests, inner and enclosing classes, sealed classes, records, and annotations with run-time
 * visibility.
 */
final class AttributeReader {
  private final ReferenceReader found = new ReferenceReader();
  private final String thisClass;

  private AttributeReader(String thisClass) {
    this.thisClass = thisClass;
  }

  static Collection<Located> read(ClassModel model) {
    var reader = new AttributeReader(model.thisClass().asInternalName());
    reader.found.at("the class");
    reader.ofClass(model);
    for (FieldModel field : model.fields()) {
      reader.found.at(ClassFacts.member(field).toString());
      reader.annotations(field);
    }
    for (MethodModel method : model.methods()) {
      reader.found.at(ClassFacts.member(method).toString());
      reader.annotations(method);
      reader.ofMethod(method);
    }
    return reader.found.all();
  }

  private void ofClass(ClassModel model) {
    annotations(model);
    model.superclass().ifPresent(c -> type("supertype", c));
    model.interfaces().forEach(c -> type("supertype", c));
    model.findAttribute(Attributes.nestHost()).ifPresent(a -> type("NestHost", a.nestHost()));
    model
        .findAttribute(Attributes.nestMembers())
        .ifPresent(a -> a.nestMembers().forEach(m -> type("NestMembers", m)));
    model
        .findAttribute(Attributes.permittedSubclasses())
        .ifPresent(a -> a.permittedSubclasses().forEach(m -> type("PermittedSubclasses", m)));
    model
        .findAttribute(Attributes.innerClasses())
        .ifPresent(a -> a.classes().forEach(this::innerClass));
    model
        .findAttribute(Attributes.enclosingMethod())
        .ifPresent(
            a -> {
              type("EnclosingMethod", a.enclosingClass());
              a.enclosingMethod()
                  .ifPresent(
                      m ->
                          declared(
                              "EnclosingMethod",
                              a.enclosingClass().asInternalName(),
                              new Member(m.name().stringValue(), m.type().stringValue())));
            });
    model
        .findAttribute(Attributes.record())
        .ifPresent(a -> a.components().forEach(this::component));
  }

  private void innerClass(InnerClassInfo info) {
    type("InnerClasses", info.innerClass());
    info.outerClass().ifPresent(outer -> type("InnerClasses", outer));
  }

  private void component(RecordComponentInfo component) {
    String type = component.descriptor().stringValue();
    Descriptors.classes(type).forEach(c -> found.add("Record", new Reference.ToClass(c)));
    declared("Record", thisClass, new Member(component.name().stringValue(), "()" + type));
    annotations(component);
  }

  private void ofMethod(MethodModel method) {
    method
        .findAttribute(Attributes.runtimeVisibleParameterAnnotations())
        .ifPresent(a -> a.parameterAnnotations().forEach(p -> p.forEach(this::annotation)));
    method.findAttribute(Attributes.annotationDefault()).ifPresent(a -> value(a.defaultValue()));
  }

  private void annotations(AttributedElement element) {
    element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .ifPresent(a -> a.annotations().forEach(this::annotation));
    element
        .findAttribute(Attributes.runtimeVisibleTypeAnnotations())
        .ifPresent(
            a ->
                a.annotations().stream().map(TypeAnnotation::annotation).forEach(this::annotation));
  }

  private void annotation(Annotation annotation) {
    String type = Descriptors.className(annotation.className().stringValue());
    found.add("annotation", new Reference.ToClass(type));
    for (AnnotationElement element : annotation.elements()) {
      found.add("annotation", new Reference.ToElement(type, element.name().stringValue()));
      value(element.value());
    }
  }

  private void value(AnnotationValue value) {
    switch (value) {
      case AnnotationValue.OfAnnotation nested -> annotation(nested.annotation());
      case AnnotationValue.OfArray array -> array.values().forEach(this::value);
      case AnnotationValue.OfClass literal ->
          Descriptors.classes(literal.className().stringValue())
              .forEach(c -> found.add("annotation", new Reference.ToClass(c)));
      case AnnotationValue.OfEnum constant -> {
        String type = constant.className().stringValue();
        String name = constant.constantName().stringValue();
        found.add(
            "annotation",
            new Reference.ToField(Descriptors.className(type), new Member(name, type)));
      }
      case AnnotationValue.OfConstant _ -> {}
    }
  }

  private void type(String what, ClassEntry type) {
    found.add(what, new Reference.ToClass(type.asInternalName()));
  }

  private void declared(String what, String owner, Member method) {
    found.add(what, new Reference.ToDeclared(owner, method));
  }
}
