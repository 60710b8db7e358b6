package dev.whittle.ir.crate;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.List;

/**
 * Writes what a class declares beyond the columns of its row and of its functions' rows: one run of
 * bytes per class, because finding a class needs all of it. {@link DeclarationDecoder} is the
 * inverse.
 */
final class DeclarationEncoder {
  // Bits of a class: what it has.
  static final int NESTING = 1;
  static final int SOURCE = 2;
  static final int RECORD = 4;
  static final int MODULE = 8;
  static final int CLASS_ATTRIBUTES = 16;

  // Bits of a field.
  static final int CONSTANT_VALUE = 1;
  static final int FIELD_ATTRIBUTES = 2;

  // Bits of a function.
  static final int EXCEPTIONS = 1;
  static final int FUNCTION_ATTRIBUTES = 2;
  static final int PARAMETERS = 4;
  static final int VISIBLE_PARAMETER_ANNOTATIONS = 8;
  static final int INVISIBLE_PARAMETER_ANNOTATIONS = 16;
  static final int ANNOTATION_DEFAULT = 32;

  private final SymbolNumbers symbols;
  private final ByteOutput out;
  private final AnnotationEncoder annotations;
  private final ConstantEncoder constants;

  DeclarationEncoder(SymbolNumbers symbols, ByteOutput out) {
    this.symbols = symbols;
    this.out = out;
    this.annotations = new AnnotationEncoder(symbols, out);
    this.constants = new ConstantEncoder(symbols, out);
  }

  void declaration(ClassDef definition) {
    out.u8(
        bit(NESTING, !definition.nesting().equals(ClassDef.Nesting.NONE))
            | bit(SOURCE, !definition.source().equals(ClassDef.Source.NONE))
            | bit(RECORD, definition.recordComponents() != null)
            | bit(MODULE, definition.module() != null)
            | bit(CLASS_ATTRIBUTES, !definition.attributes().equals(Attributes.NONE)));
    strings(definition.interfaces());
    if (!definition.nesting().equals(ClassDef.Nesting.NONE)) {
      nesting(definition.nesting());
    }
    if (!definition.source().equals(ClassDef.Source.NONE)) {
      out.varint(symbols.nullable(definition.source().file()));
      out.varint(symbols.nullable(definition.source().debugExtension()));
    }
    if (definition.recordComponents() != null) {
      out.varint(definition.recordComponents().size());
      for (ClassDef.RecordComponent component : definition.recordComponents()) {
        out.varint(symbols.string(component.name()));
        out.varint(symbols.string(component.descriptor()));
        annotations.attributes(component.attributes());
      }
    }
    if (definition.module() != null) {
      module(definition.module());
    }
    if (!definition.attributes().equals(Attributes.NONE)) {
      annotations.attributes(definition.attributes());
    }
    out.varint(definition.fields().size());
    definition.fields().forEach(this::field);
    definition.functions().forEach(this::function);
  }

  private static int bit(int bit, boolean present) {
    return present ? bit : 0;
  }

  private void strings(List<String> strings) {
    out.varint(strings.size());
    for (String string : strings) {
      out.varint(symbols.string(string));
    }
  }

  private void nesting(ClassDef.Nesting nesting) {
    ClassDef.Enclosing enclosing = nesting.enclosing();
    if (enclosing == null) {
      out.varint(0);
    } else {
      out.varint(symbols.nullable(enclosing.owner()));
      out.varint(symbols.nullable(enclosing.method()));
      out.varint(symbols.nullable(enclosing.descriptor()));
    }
    out.varint(nesting.innerClasses().size());
    for (ClassDef.InnerClass inner : nesting.innerClasses()) {
      out.varint(symbols.string(inner.name()));
      out.varint(symbols.nullable(inner.outer()));
      out.varint(symbols.nullable(inner.innerName()));
      out.varint(inner.access());
    }
    out.varint(symbols.nullable(nesting.nestHost()));
    strings(nesting.nestMembers());
    out.u8(bit(1, nesting.permittedSubclasses() != null));
    if (nesting.permittedSubclasses() != null) {
      strings(nesting.permittedSubclasses());
    }
  }

  private void module(ModuleDef module) {
    out.varint(symbols.string(module.name()));
    out.varint(module.access());
    out.varint(symbols.nullable(module.version()));
    out.varint(symbols.nullable(module.mainClass()));
    strings(module.packages());
    out.varint(module.requires().size());
    for (ModuleDef.Requires requires : module.requires()) {
      out.varint(symbols.string(requires.module()));
      out.varint(requires.access());
      out.varint(symbols.nullable(requires.version()));
    }
    opened(module.exports());
    opened(module.opens());
    strings(module.uses());
    out.varint(module.provides().size());
    for (ModuleDef.Provides provides : module.provides()) {
      out.varint(symbols.string(provides.service()));
      strings(provides.providers());
    }
  }

  private void opened(List<ModuleDef.Opened> packages) {
    out.varint(packages.size());
    for (ModuleDef.Opened opened : packages) {
      out.varint(symbols.string(opened.packageName()));
      out.varint(opened.access());
      strings(opened.to());
    }
  }

  private void field(FieldDef field) {
    boolean hasAttributes = !field.attributes().equals(Attributes.NONE);
    out.u8(
        bit(CONSTANT_VALUE, field.constantValue() != null) | bit(FIELD_ATTRIBUTES, hasAttributes));
    out.varint(field.access());
    out.varint(symbols.string(field.name()));
    out.varint(symbols.string(field.descriptor()));
    if (field.constantValue() != null) {
      constants.constant(field.constantValue());
    }
    if (hasAttributes) {
      annotations.attributes(field.attributes());
    }
  }

  private void function(FunctionDef function) {
    FunctionDef.Details details = function.details();
    boolean hasAttributes = !function.attributes().equals(Attributes.NONE);
    out.u8(
        bit(EXCEPTIONS, !function.exceptions().isEmpty())
            | bit(FUNCTION_ATTRIBUTES, hasAttributes)
            | bit(PARAMETERS, details.parameters() != null)
            | bit(VISIBLE_PARAMETER_ANNOTATIONS, details.visibleParameterAnnotations() != null)
            | bit(INVISIBLE_PARAMETER_ANNOTATIONS, details.invisibleParameterAnnotations() != null)
            | bit(ANNOTATION_DEFAULT, details.annotationDefault() != null));
    if (!function.exceptions().isEmpty()) {
      strings(function.exceptions());
    }
    if (hasAttributes) {
      annotations.attributes(function.attributes());
    }
    if (details.parameters() != null) {
      out.varint(details.parameters().size());
      for (FunctionDef.Parameter parameter : details.parameters()) {
        out.varint(symbols.nullable(parameter.name()));
        out.varint(parameter.access());
      }
    }
    parameterAnnotations(details.visibleParameterAnnotations());
    parameterAnnotations(details.invisibleParameterAnnotations());
    if (details.annotationDefault() != null) {
      annotations.value(details.annotationDefault());
    }
  }

  private void parameterAnnotations(List<List<Annotation>> parameters) {
    if (parameters != null) {
      out.varint(parameters.size());
      parameters.forEach(annotations::annotations);
    }
  }
}
