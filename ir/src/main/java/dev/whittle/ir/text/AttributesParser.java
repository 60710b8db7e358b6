package dev.whittle.ir.text;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import java.util.ArrayList;
import java.util.List;

/** Collects the attributes that all declarations share, one item after the other. */
final class AttributesParser {
  private final TextScanner in;
  private String signature;
  private final List<Annotation.Use> annotations = new ArrayList<>();
  private final List<Annotation.TypeUse> typeAnnotations = new ArrayList<>();
  private final List<Attributes.Raw> unknown = new ArrayList<>();

  AttributesParser(TextScanner in) {
    this.in = in;
  }

  /** Takes braces with attributes only, or nothing. */
  static Attributes parseBraced(TextScanner in) {
    AttributesParser parser = new AttributesParser(in);
    if (in.take("{")) {
      while (!in.take("}")) {
        if (!parser.parseItem()) {
          throw in.expected("an attribute or \"}\"");
        }
      }
    }
    return parser.toAttributes();
  }

  /** Takes one attribute if one stands here. */
  boolean parseItem() {
    if (in.peek() == '@') {
      annotation(Annotation.Retention.RUNTIME);
      return true;
    }
    int start = in.position();
    if (in.takeWord("invisible")) {
      if (in.peek() == '@') {
        annotation(Annotation.Retention.CLASS);
        return true;
      }
      in.rewind(start);
      return false;
    }
    if (in.takeWord("signature")) {
      signature = in.string("a signature");
      return true;
    }
    if (in.takeWord("attribute")) {
      String name = in.string("the name of the attribute");
      in.expectWord("hex");
      unknown.add(new Attributes.Raw(name, in.strings("hexadecimal digits in quotes")));
      return true;
    }
    return false;
  }

  Attributes toAttributes() {
    return new Attributes(signature, annotations, typeAnnotations, unknown);
  }

  private void annotation(Annotation.Retention retention) {
    Annotation annotation = AnnotationText.parse(in);
    if (in.takeWord("on")) {
      int target = Target.parse(in);
      String path = AnnotationText.parsePath(in);
      typeAnnotations.add(new Annotation.TypeUse(target, path, retention, annotation));
    } else {
      annotations.add(new Annotation.Use(retention, annotation));
    }
  }
}
