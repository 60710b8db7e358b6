package dev.whittle.driver;

import dev.whittle.driver.crates.CrateGraph;
import dev.whittle.ir.ClassSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Where the platform enters the program, as the request or, without it, the roots' manifests say.
 *
 * @param mainClasses binary names; the first is the one that the output starts
 * @param agentClasses binary names of classes that are started as agents
 */
record EntryPoints(List<String> mainClasses, List<String> agentClasses) {
  private static final List<String> AGENTS =
      List.of("Premain-Class", "Agent-Class", "Launcher-Agent-Class");

  static EntryPoints of(CrateGraph graph, List<String> requested) {
    List<String> main = new ArrayList<>(requested);
    List<String> agents = new ArrayList<>();
    for (ClassSource root : graph.sources().subList(0, graph.roots())) {
      Attributes attributes = manifest(root);
      if (requested.isEmpty()) {
        value(attributes, "Main-Class").ifPresent(main::add);
      }
      AGENTS.forEach(name -> value(attributes, name).ifPresent(agents::add));
    }
    return new EntryPoints(List.copyOf(main), List.copyOf(agents));
  }

  /** The class that the output's manifest names, or an empty string. */
  String started() {
    return mainClasses.isEmpty() ? "" : mainClasses.getFirst();
  }

  boolean isEmpty() {
    return mainClasses.isEmpty() && agentClasses.isEmpty();
  }

  static List<String> internal(List<String> binaryNames) {
    return binaryNames.stream().map(name -> name.replace('.', '/')).toList();
  }

  private static Optional<String> value(Attributes attributes, String name) {
    return Stream.ofNullable(attributes.getValue(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static Attributes manifest(ClassSource root) {
    Optional<byte[]> bytes = root.resource("META-INF/MANIFEST.MF");
    if (bytes.isEmpty()) {
      return new Attributes();
    }
    try {
      return new Manifest(new ByteArrayInputStream(bytes.get())).getMainAttributes();
    } catch (IOException malformed) {
      throw new Diagnostic(root.name() + ": a malformed manifest: " + malformed.getMessage());
    }
  }
}
