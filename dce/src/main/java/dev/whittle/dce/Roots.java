package dev.whittle.dce;

import dev.whittle.dce.metadata.Metadata;
import java.util.List;

/**
 * Where reachability starts.
 *
 * @param mainClasses internal names of classes whose {@code main} is launched
 * @param agentClasses internal names of classes with {@code premain} or {@code agentmain}
 * @param keep the user's own rules
 * @param metadata that does not come with a crate
 */
public record Roots(
    List<String> mainClasses, List<String> agentClasses, KeepRules keep, Metadata metadata) {
  public Roots {
    mainClasses = List.copyOf(mainClasses);
    agentClasses = List.copyOf(agentClasses);
  }

  public Roots(List<String> mainClasses, List<String> agentClasses, KeepRules keep) {
    this(mainClasses, agentClasses, keep, Metadata.NONE);
  }

  public static Roots ofMain(String... mainClasses) {
    return new Roots(List.of(mainClasses), List.of(), KeepRules.NONE);
  }
}
