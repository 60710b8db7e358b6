package dev.whittle.ir.text;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.List;
import java.util.stream.Collectors;

/** Prints classes with their members; bodies are {@link BodyPrinter}'s. */
final class ClassPrinter {
  private static final int HEX_DIGITS_PER_LINE = 64;

  private final TextOut out;

  ClassPrinter(TextOut out) {
    this.out = out;
  }

  /** Prints a class; {@code prefix} stands before the word {@code class}. */
  void print(String prefix, ClassDef definition) {
    out.begin(prefix + header(definition));
    printSource(definition.source());
    printNesting(definition.nesting());
    printAttributes(definition.attributes());
    if (definition.recordComponents() != null) {
      printRecord(definition.recordComponents());
    }
    if (definition.module() != null) {
      printModule(definition.module());
    }
    definition.fields().forEach(this::printField);
    for (FunctionDef function : definition.functions()) {
      out.blank();
      printFunction(function);
    }
    out.end();
  }

  void printFunction(FunctionDef function) {
    String name = Words.declared(function.name()) + Words.afterMethodName(function.descriptor());
    String exceptions =
        function.exceptions().isEmpty() ? "" : " throws " + classNames(function.exceptions());
    out.begin("fun " + Flags.FUNCTION.print(function.access()) + name + exceptions);
    printAttributes(function.attributes());
    printDetails(function.details());
    if (function.code() != null && function.code().refusal().isPresent()) {
      out.line("refused " + Words.quoted(function.code().refusal().get()));
    } else if (function.code() != null) {
      new BodyPrinter(out, function.code().body(), function.code().locations()).print();
    }
    out.end();
  }

  private static String header(ClassDef definition) {
    StringBuilder header = new StringBuilder("class ");
    header.append(Flags.CLASS.print(definition.access()));
    header.append(Words.className(definition.name()));
    if (definition.superName() != null) {
      header.append(" extends ").append(Words.className(definition.superName()));
    }
    if (!definition.interfaces().isEmpty()) {
      header.append(" implements ").append(classNames(definition.interfaces()));
    }
    header.append(" version ").append(definition.majorVersion());
    return header.append('.').append(definition.version() >>> 16).toString();
  }

  private void printSource(ClassDef.Source source) {
    if (source.file() != null) {
      out.line("source " + Words.quoted(source.file()));
    }
    if (source.debugExtension() != null) {
      out.line("debug-extension");
      out.indentMore();
      List<String> lines = TextLines.split(source.debugExtension());
      (lines.isEmpty() ? List.of("") : lines).forEach(line -> out.line(Words.quoted(line)));
      out.dedent();
    }
  }

  private void printNesting(ClassDef.Nesting nesting) {
    if (nesting.enclosing() instanceof ClassDef.Enclosing enclosing) {
      String method =
          enclosing.method() == null
              ? ""
              : "." + ConstantText.nameAndType(enclosing.method(), enclosing.descriptor(), false);
      out.line("enclosed by " + Words.className(enclosing.owner()) + method);
    }
    for (ClassDef.InnerClass inner : nesting.innerClasses()) {
      out.line(
          "inner "
              + Flags.CLASS.print(inner.access())
              + Words.className(inner.name())
              + (inner.outer() == null ? "" : " of " + Words.className(inner.outer()))
              + (inner.innerName() == null ? "" : " as " + Words.member(inner.innerName())));
    }
    if (nesting.nestHost() != null) {
      out.line("nest-host " + Words.className(nesting.nestHost()));
    }
    nesting.nestMembers().forEach(name -> out.line("nest-member " + Words.className(name)));
    if (nesting.permittedSubclasses() != null) {
      List<String> names = nesting.permittedSubclasses();
      out.line("permits " + (names.isEmpty() ? "nothing" : classNames(names)));
    }
  }

  private void printAttributes(Attributes attributes) {
    if (attributes.signature() != null) {
      out.line("signature " + Words.quoted(attributes.signature()));
    }
    for (Annotation.Use use : attributes.annotations()) {
      out.line(AnnotationText.print(use.retention(), use.annotation()));
    }
    for (Annotation.TypeUse use : attributes.typeAnnotations()) {
      out.line(AnnotationText.print(use));
    }
    for (Attributes.Raw raw : attributes.unknown()) {
      out.line("attribute " + Words.quoted(raw.name()) + " hex");
      out.indentMore();
      String bytes = raw.bytes();
      int at = 0;
      do {
        int end = Math.min(at + HEX_DIGITS_PER_LINE, bytes.length());
        out.line(Words.quoted(bytes.substring(at, end)));
        at = end;
      } while (at < bytes.length());
      out.dedent();
    }
  }

  private void printRecord(List<ClassDef.RecordComponent> components) {
    out.begin("record");
    for (ClassDef.RecordComponent component : components) {
      out.begin(
          "component " + ConstantText.nameAndType(component.name(), component.descriptor(), true));
      printAttributes(component.attributes());
      out.end();
    }
    out.end();
  }

  private void printField(FieldDef field) {
    String constant =
        field.constantValue() == null ? "" : " = " + ConstantText.print(field.constantValue());
    out.begin(
        "field "
            + Flags.FIELD.print(field.access())
            + Words.declared(field.name())
            + ": "
            + Words.descriptor(field.descriptor())
            + constant);
    printAttributes(field.attributes());
    out.end();
  }

  private void printDetails(FunctionDef.Details details) {
    if (details.parameters() != null) {
      out.line(
          details.parameters().stream()
              .map(ClassPrinter::parameter)
              .collect(Collectors.joining(", ", "parameters [", "]")));
    }
    printParameterAnnotations("parameter-annotations ", details.visibleParameterAnnotations());
    printParameterAnnotations(
        "invisible parameter-annotations ", details.invisibleParameterAnnotations());
    if (details.annotationDefault() != null) {
      out.line("default " + AnnotationText.print(details.annotationDefault()));
    }
  }

  private static String parameter(FunctionDef.Parameter parameter) {
    return Flags.PARAMETER.print(parameter.access())
        + (parameter.name() == null ? "_" : Words.declared(parameter.name()));
  }

  private void printParameterAnnotations(String words, List<List<Annotation>> parameters) {
    if (parameters != null) {
      out.line(
          parameters.stream()
              .map(
                  annotations ->
                      annotations.stream()
                          .map(AnnotationText::print)
                          .collect(Collectors.joining(", ", "[", "]")))
              .collect(Collectors.joining(", ", words + "[", "]")));
    }
  }

  private void printModule(ModuleDef module) {
    out.begin(
        "module "
            + Flags.MODULE.print(module.access())
            + Words.moduleName(module.name())
            + version(module.version()));
    if (module.mainClass() != null) {
      out.line("main " + Words.className(module.mainClass()));
    }
    module.packages().forEach(name -> out.line("package " + Words.className(name)));
    for (ModuleDef.Requires requires : module.requires()) {
      String flags = Flags.REQUIRES.print(requires.access());
      String required = Words.moduleName(requires.module()) + version(requires.version());
      out.line("requires " + flags + required);
    }
    module.exports().forEach(opened -> printOpened("exports ", opened));
    module.opens().forEach(opened -> printOpened("opens ", opened));
    module.uses().forEach(service -> out.line("uses " + Words.className(service)));
    for (ModuleDef.Provides provides : module.provides()) {
      String with =
          provides.providers().isEmpty() ? "" : " with " + classNames(provides.providers());
      out.line("provides " + Words.className(provides.service()) + with);
    }
    out.end();
  }

  private void printOpened(String word, ModuleDef.Opened opened) {
    String to =
        opened.to().isEmpty()
            ? ""
            : opened.to().stream()
                .map(Words::moduleName)
                .collect(Collectors.joining(", ", " to ", ""));
    out.line(
        word + Flags.OPENED.print(opened.access()) + Words.className(opened.packageName()) + to);
  }

  private static String version(String version) {
    return version == null ? "" : " version " + Words.quoted(version);
  }

  private static String classNames(List<String> names) {
    return names.stream().map(Words::className).collect(Collectors.joining(", "));
  }
}
