package dev.whittle.ir.text;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.List;

/** Parses a function; its attributes may come in any order, its blocks come last. */
final class FunctionParser {
  private final TextScanner in;
  private final AttributesParser attributes;
  private final BodyParser body;
  private List<FunctionDef.Parameter> parameters;
  private CodeHandle refused;
  private List<List<Annotation>> visible;
  private List<List<Annotation>> invisible;
  private Annotation.Value annotationDefault;

  FunctionParser(TextScanner in) {
    this.in = in;
    this.attributes = new AttributesParser(in);
    this.body = new BodyParser(in);
  }

  FunctionDef parse() {
    in.expectWord("fun");
    int access = Flags.FUNCTION.parse(in);
    String name = in.name("a method name");
    String descriptor = in.methodDescriptor();
    List<String> exceptions = in.takeWord("throws") ? ClassParser.classNames(in) : List.of();
    if (in.take("{")) {
      while (!in.take("}")) {
        parseItem();
      }
    }
    FunctionDef.Details details =
        new FunctionDef.Details(parameters, visible, invisible, annotationDefault);
    return new FunctionDef(
        access,
        name,
        descriptor,
        exceptions,
        attributes.toAttributes(),
        details,
        refused == null ? body.toCode() : refused);
  }

  private void parseItem() {
    if (attributes.parseItem() || body.parseItem()) {
      return;
    }
    int start = in.position();
    switch (in.peekWord()) {
      case "parameters" -> {
        in.expectWord("parameters");
        parameters = parameters();
      }
      case "parameter-annotations" -> visible = parameterAnnotations();
      case "invisible" -> {
        in.expectWord("invisible");
        invisible = parameterAnnotations();
      }
      case "default" -> {
        in.expectWord("default");
        annotationDefault = AnnotationText.parseValue(in);
      }
      case "refused" -> {
        in.expectWord("refused");
        refused = new CodeHandle.Refused(in.string("a reason"));
      }
      default -> {
        in.rewind(start);
        throw in.expected("a block or an attribute of the function, or \"}\"");
      }
    }
  }

  private List<FunctionDef.Parameter> parameters() {
    List<FunctionDef.Parameter> parsed = new ArrayList<>();
    in.expect("[");
    if (!in.take("]")) {
      do {
        int access = Flags.PARAMETER.parse(in);
        String name = in.takeWord("_") ? null : in.name("a parameter name");
        parsed.add(new FunctionDef.Parameter(name, access));
      } while (in.take(","));
      in.expect("]");
    }
    return parsed;
  }

  private List<List<Annotation>> parameterAnnotations() {
    in.expectWord("parameter-annotations");
    List<List<Annotation>> parsed = new ArrayList<>();
    in.expect("[");
    if (!in.take("]")) {
      do {
        List<Annotation> annotations = new ArrayList<>();
        in.expect("[");
        if (!in.take("]")) {
          do {
            annotations.add(AnnotationText.parse(in));
          } while (in.take(","));
          in.expect("]");
        }
        parsed.add(annotations);
      } while (in.take(","));
      in.expect("]");
    }
    return parsed;
  }
}
