package dev.whittle.ir.text;

import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import java.util.BitSet;
import java.util.List;

/** Prints one body with its locations. */
final class BodyPrinter {
  private static final int LOCALS_PER_LINE = 8;

  /** Entry types of fewer locals are always spelt out. */
  private static final int MIN_ABBREVIATED = 4;

  private final TextOut out;
  private final Body body;
  private final Locations locations;
  private final int points;
  private final BitSet labels = new BitSet();
  private final boolean anchorsInline;
  private int point;
  private int anchor;

  BodyPrinter(TextOut out, Body body, Locations locations) {
    if (body.blocks().isEmpty()
        || locations.lines().size() > body.anchors().size()
        || locations.variables().size() > body.extents().size()) {
      throw new IllegalArgumentException(
          "no text: a body without blocks, or with more lines than"
              + " anchors or more variables than extents");
    }
    this.out = out;
    this.body = body;
    this.locations = locations;
    this.points = body.pointCount();
    this.anchorsInline = areInOrder(body.anchors(), points);
  }

  void print() {
    collectLabels();
    printLocals("params ", 0, body.parameterCount());
    printLocals("locals ", body.parameterCount(), body.locals().size());
    for (int i = 0; i < body.handlers().size(); i++) {
      Handler handler = body.handlers().get(i);
      String type = handler.catchType() == null ? "any" : Words.className(handler.catchType());
      out.line("handler h" + i + " " + type + " -> bb" + handler.block());
    }
    if (body.tempCount() != definedTemps(body)) {
      out.line("temps " + body.tempCount());
    }
    printExtents();
    locations.typeAnnotations().forEach(this::printTypeAnnotation);
    printDistantAnchors();
    EntryTypes previous = EntryTypes.EMPTY;
    for (int i = 0; i < body.blocks().size(); i++) {
      printBlock(i, previous);
      previous = body.blocks().get(i).entry();
    }
    if (labels.get(point)) {
      out.line("p" + point + ":");
    }
  }

  /** How many temps there are if all numbers up to the highest defined one are. */
  static int definedTemps(Body body) {
    int last = -1;
    for (Block block : body.blocks()) {
      for (Block.Parameter parameter : block.parameters()) {
        last = Math.max(last, parameter.temp());
      }
      for (Statement statement : block.statements()) {
        last = Math.max(last, Temps.result(statement));
      }
    }
    return last + 1;
  }

  private static boolean areInOrder(Ints anchors, int points) {
    int previous = 0;
    for (int i = 0; i < anchors.size(); i++) {
      if (anchors.at(i) < previous || anchors.at(i) >= points) {
        return false;
      }
      previous = anchors.at(i);
    }
    return true;
  }

  private void collectLabels() {
    for (Body.Extent extent : body.extents()) {
      label(extent.first());
      label(extent.end());
    }
    for (Locations.CodeTypeAnnotation annotation : locations.typeAnnotations()) {
      if (Target.isInstruction(annotation.target())) {
        label(annotation.position());
      }
      for (Body.Extent range : annotation.ranges()) {
        label(range.first());
        label(range.end());
      }
    }
  }

  private void label(int at) {
    if (at >= 0 && at <= points) {
      labels.set(at);
    }
  }

  private void printLocals(String word, int from, int to) {
    for (int start = from; start < to; start += LOCALS_PER_LINE) {
      StringBuilder line = new StringBuilder(word);
      for (int i = start; i < Math.min(to, start + LOCALS_PER_LINE); i++) {
        Local local = body.locals().get(i);
        line.append(i == start ? "" : ", ").append('_').append(i).append(": ");
        line.append(StatementText.kind(local.kind())).append(" @").append(local.slot());
      }
      out.line(line.toString());
    }
  }

  private void printExtents() {
    List<Locations.Variable> variables = locations.variables();
    for (int i = 0; i < body.extents().size(); i++) {
      Body.Extent extent = body.extents().get(i);
      String range = " from p" + extent.first() + " to p" + extent.end();
      if (i >= variables.size()) {
        out.line("extent _" + extent.local() + range);
        continue;
      }
      Locations.Variable variable = variables.get(i);
      out.line(
          "var _"
              + extent.local()
              + " "
              + Words.member(variable.name())
              + (variable.descriptor() == null
                  ? ""
                  : ": " + Words.descriptor(variable.descriptor()))
              + (variable.signature() == null
                  ? ""
                  : " signature " + Words.quoted(variable.signature()))
              + range);
    }
  }

  private void printTypeAnnotation(Locations.CodeTypeAnnotation use) {
    StringBuilder line = new StringBuilder("code ");
    line.append(AnnotationText.print(use.retention(), use.annotation()));
    line.append(" on ").append(Target.print(use.target()));
    if (Target.isInstruction(use.target())) {
      line.append(" at p").append(use.position());
    } else if (Target.isCatch(use.target())) {
      line.append(" at h").append(use.position());
    } else if (use.position() != 0) {
      line.append(" at ").append(use.position());
    }
    line.append(AnnotationText.printPath(use.path()));
    String separator = " in ";
    for (Body.Extent range : use.ranges()) {
      line.append(separator).append('_').append(range.local());
      line.append(" from p").append(range.first()).append(" to p").append(range.end());
      separator = ", ";
    }
    out.line(line.toString());
  }

  /** Anchors that cannot stand inline: a body that the verifier rejects. */
  private void printDistantAnchors() {
    for (int i = 0; !anchorsInline && i < body.anchors().size(); i++) {
      out.line("anchor p" + body.anchors().at(i) + " line " + line(i));
    }
  }

  private String line(int index) {
    Ints lines = locations.lines();
    return index < lines.size() ? Integer.toString(lines.at(index)) : "?";
  }

  private void printBlock(int index, EntryTypes previous) {
    Block block = body.blocks().get(index);
    StringBuilder header = new StringBuilder("bb").append(index);
    String separator = "(";
    for (Block.Parameter parameter : block.parameters()) {
      header.append(separator).append('%').append(parameter.temp());
      header.append(": ").append(StatementText.type(parameter.type()));
      separator = ", ";
    }
    header.append(block.parameters().isEmpty() ? "" : ")");
    header.append(entry(block.entry(), previous));
    separator = " try ";
    for (int i = 0; i < block.handlers().size(); i++) {
      header.append(separator).append('h').append(block.handlers().at(i));
      separator = ", ";
    }
    out.line(header.append(':').toString());
    out.indentMore();
    for (Statement statement : block.statements()) {
      printPoint(StatementText.print(statement));
    }
    printTerminator(block);
    out.dedent();
  }

  private static String entry(EntryTypes entry, EntryTypes previous) {
    int count = entry.locals().size();
    if (count != entry.types().size()) {
      throw new IllegalArgumentException("no text: entry locals and types are not parallel");
    }
    if (count == 0) {
      return "";
    }
    if (count >= MIN_ABBREVIATED && entry.equals(previous)) {
      return " {same}";
    }
    StringBuilder text = new StringBuilder();
    String separator = " {";
    for (int i = 0; i < count; i++) {
      text.append(separator).append('_').append(entry.locals().at(i));
      text.append(": ").append(StatementText.type(entry.types().get(i)));
      separator = ", ";
    }
    return text.append('}').toString();
  }

  private void printTerminator(Block block) {
    List<String> lines = TerminatorText.print(block.terminator());
    printPoint(lines.getFirst());
    lines.subList(1, lines.size()).forEach(out::line);
  }

  private void printPoint(String text) {
    while (anchorsInline && anchor < body.anchors().size() && body.anchors().at(anchor) == point) {
      out.line(".line " + line(anchor++));
    }
    out.line(labels.get(point) ? "p" + point + ": " + text : text);
    point++;
  }
}
