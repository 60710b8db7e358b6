package dev.whittle.driver;

import dev.whittle.dce.ReasonGraph;
import dev.whittle.driver.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The reason graph as JSON lines: {@code docs/reasons.md}. */
final class ReasonsFile {
  private static final int FORMAT = 1;

  private final Appendable out;

  private ReasonsFile(Appendable out) {
    this.out = out;
  }

  /** Writes all of it. */
  static void write(ReasonGraph graph, Appendable out) {
    ReasonsFile file = new ReasonsFile(out);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("format", FORMAT);
    head.put("whittle", Version.text());
    file.line(head);
    graph.nodes(file::node);
    graph.edges(file::edge);
  }

  private void node(ReasonGraph.Node node) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("node", node.number());
    line.put("fact", node.fact());
    line.put("of", node.subject());
    line(line);
  }

  private void edge(ReasonGraph.Edge edge) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("edge", edge.target());
    line.put("kind", edge.kind().name().toLowerCase(Locale.ROOT));
    if (edge.first() >= 0) {
      line.put("from", edge.first());
    }
    if (edge.second() >= 0) {
      line.put("and", edge.second());
    }
    if (edge.kind().isDynamic()) {
      line.put("dynamic", true);
    }
    if (edge.canonical()) {
      line.put("canonical", true);
    }
    line(line);
  }

  private void line(Map<String, Object> object) {
    try {
      out.append(Json.line(object)).append('\n');
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
