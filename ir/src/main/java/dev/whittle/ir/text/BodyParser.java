package dev.whittle.ir.text;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a body, one item of its function after the other. Points are named by labels: {@code p4}
 * is the point that the label {@code p4:} stands before, or point 4 if there is no such label.
 */
final class BodyParser {
  private final TextScanner in;
  private final StatementParser statements;
  private final List<Local> locals = new ArrayList<>();
  private int parameterCount;
  private final List<Handler> handlers = new ArrayList<>();
  private int temps = -1;
  private final List<Body.Extent> extents = new ArrayList<>();
  private final List<Locations.Variable> variables = new ArrayList<>();
  private final List<Locations.CodeTypeAnnotation> typeAnnotations = new ArrayList<>();
  private final List<Integer> anchors = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Integer, Integer> labels = new HashMap<>();
  private int point;
  private int firstItem = -1;

  BodyParser(TextScanner in) {
    this.in = in;
    this.statements = new StatementParser(in);
  }

  /** Takes one item of a body if one stands here: a declaration, a block, or a last label. */
  boolean parseItem() {
    int start = in.position();
    if (in.isNumbered("bb")) {
      block();
    } else if (isLabel()) {
      label();
    } else if (!declaration(in.peekWord())) {
      return false;
    }
    firstItem = firstItem < 0 ? start : firstItem;
    return true;
  }

  /** The code; null when no item of a body was there. */
  CodeHandle toCode() {
    if (firstItem < 0) {
      return null;
    }
    if (blocks.isEmpty()) {
      in.rewind(firstItem);
      throw in.error("a body needs at least one block");
    }
    Body numbered =
        new Body(
            locals,
            parameterCount,
            blocks,
            handlers,
            temps,
            extents.stream().map(this::resolve).toList(),
            ints(anchors));
    Body body = temps >= 0 ? numbered : numbered.withTemps(BodyPrinter.definedTemps(numbered));
    Locations locations =
        new Locations(ints(lines), variables, typeAnnotations.stream().map(this::resolve).toList());
    return new CodeHandle.Code(body, locations);
  }

  private boolean declaration(String word) {
    switch (word) {
      case "params", "locals" -> locals(word);
      case "handler" -> handler();
      case "temps" -> {
        in.expectWord(word);
        temps = in.integer("how many temps there are");
      }
      case "var" -> variable();
      case "extent" -> {
        in.expectWord(word);
        extents.add(range(local()));
      }
      case "code" -> typeAnnotation();
      case "anchor" -> {
        in.expectWord(word);
        anchors.add(in.numbered("p", "a point"));
        in.expectWord("line");
        line();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void locals(String word) {
    if (word.equals("params") && locals.size() > parameterCount) {
      throw in.error("parameters come before other locals");
    }
    in.expectWord(word);
    do {
      if (local() != locals.size()) {
        throw in.error("locals are numbered in order: expected _" + locals.size());
      }
      in.expect(":");
      Kind kind = statements.kind();
      in.expect("@");
      locals.add(new Local(in.integer("a slot"), kind));
    } while (in.take(","));
    parameterCount = word.equals("params") ? locals.size() : parameterCount;
  }

  private void handler() {
    in.expectWord("handler");
    if (in.numbered("h", "h" + handlers.size()) != handlers.size()) {
      throw in.error("handlers are numbered in order: expected h" + handlers.size());
    }
    String type = in.takeWord("any") ? null : in.className("a class name or \"any\"");
    in.expect("->");
    handlers.add(new Handler(type, in.numbered("bb", "a block")));
  }

  private void variable() {
    in.expectWord("var");
    int local = local();
    if (variables.size() < extents.size()) {
      throw in.error("no variable may follow an extent without a name");
    }
    String name = in.name("a variable name");
    String descriptor = in.take(":") ? in.descriptor("a field descriptor") : null;
    String signature = in.takeWord("signature") ? in.string("a signature") : null;
    variables.add(new Locations.Variable(name, descriptor, signature));
    extents.add(range(local));
  }

  private int local() {
    return in.numbered("_", "a local");
  }

  /** A range with labels still unresolved. */
  private Body.Extent range(int local) {
    in.expectWord("from");
    int first = in.numbered("p", "a point");
    in.expectWord("to");
    return new Body.Extent(local, first, in.numbered("p", "a point"));
  }

  private void typeAnnotation() {
    in.expectWord("code");
    Annotation.Retention retention = AnnotationText.parseRetention(in);
    Annotation annotation = AnnotationText.parse(in);
    in.expectWord("on");
    int target = Target.parse(in);
    int position = 0;
    if (in.takeWord("at")) {
      position =
          Target.isInstruction(target)
              ? in.numbered("p", "a point")
              : Target.isCatch(target) ? in.numbered("h", "a handler") : in.integer("a position");
    }
    String path = AnnotationText.parsePath(in);
    List<Body.Extent> ranges = new ArrayList<>();
    if (in.takeWord("in")) {
      do {
        ranges.add(range(local()));
      } while (in.take(","));
    }
    typeAnnotations.add(
        new Locations.CodeTypeAnnotation(target, path, retention, annotation, position, ranges));
  }

  private void block() {
    String wanted = "bb" + blocks.size();
    int start = in.position();
    if (in.numbered("bb", wanted) != blocks.size()) {
      in.rewind(start);
      throw in.error("blocks are numbered in order: expected " + wanted);
    }
    List<Block.Parameter> parameters = parameters();
    EntryTypes entry = entry();
    List<Integer> covering = new ArrayList<>();
    if (in.takeWord("try")) {
      do {
        covering.add(in.numbered("h", "a handler"));
      } while (in.take(","));
    }
    in.expect(":");
    List<Statement> parsed = new ArrayList<>();
    Terminator terminator = null;
    while (terminator == null) {
      marks();
      terminator = statements.terminator();
      if (terminator == null) {
        parsed.add(statements.statement());
      }
      point++;
    }
    blocks.add(new Block(parameters, entry, ints(covering), parsed, terminator));
  }

  private List<Block.Parameter> parameters() {
    List<Block.Parameter> parameters = new ArrayList<>();
    if (in.take("(")) {
      do {
        int temp = in.numbered("%", "a temp");
        in.expect(":");
        parameters.add(new Block.Parameter(temp, statements.type()));
      } while (in.take(","));
      in.expect(")");
    }
    return parameters;
  }

  private EntryTypes entry() {
    if (!in.take("{")) {
      return EntryTypes.EMPTY;
    }
    if (in.takeWord("same")) {
      in.expect("}");
      if (blocks.isEmpty()) {
        throw in.error("the first block has no block before it to be the same as");
      }
      return blocks.getLast().entry();
    }
    List<Integer> indices = new ArrayList<>();
    List<VType> types = new ArrayList<>();
    do {
      indices.add(local());
      in.expect(":");
      types.add(statements.type());
    } while (in.take(","));
    in.expect("}");
    return new EntryTypes(ints(indices), types);
  }

  /** Takes the lines and labels of the next point. */
  private void marks() {
    while (true) {
      if (in.take(".line")) {
        anchors.add(point);
        line();
      } else if (isLabel()) {
        label();
      } else {
        return;
      }
    }
  }

  private void line() {
    if (!in.take("?")) {
      if (lines.size() + 1 < anchors.size()) {
        throw in.error("no line may follow an unknown one");
      }
      lines.add(in.integer("a line number or \"?\""));
    }
  }

  private boolean isLabel() {
    if (!in.isNumbered("p")) {
      return false;
    }
    int start = in.position();
    in.numbered("p", "a label");
    boolean isLabel = in.take(":");
    in.rewind(start);
    return isLabel;
  }

  private void label() {
    int start = in.position();
    if (labels.putIfAbsent(in.numbered("p", "a label"), point) != null) {
      in.rewind(start);
      throw in.error("this label is already there");
    }
    in.expect(":");
  }

  private Body.Extent resolve(Body.Extent extent) {
    return new Body.Extent(extent.local(), resolve(extent.first()), resolve(extent.end()));
  }

  private Locations.CodeTypeAnnotation resolve(Locations.CodeTypeAnnotation use) {
    return new Locations.CodeTypeAnnotation(
        use.target(),
        use.path(),
        use.retention(),
        use.annotation(),
        Target.isInstruction(use.target()) ? resolve(use.position()) : use.position(),
        use.ranges().stream().map(this::resolve).toList());
  }

  private int resolve(int label) {
    return labels.getOrDefault(label, label);
  }

  private static Ints ints(List<Integer> list) {
    return Ints.of(list.stream().mapToInt(Integer::intValue).toArray());
  }
}
