package dev.whittle.dce;

import java.util.List;

/**
 * Where reachability starts.
 *
 * @param mainClasses internal names of classes whose {@code main} is launched
 * @param agentClasses internal names of classes with {@code premain} or {@code agentmain}
 * @param keep the user's own rules
 */
public record Roots(List<String> mainClasses, List<String> agentClasses, KeepRules keep) {
  public Roots {
    mainClasses = List.copyOf(mainClasses);
    agentClasses = List.copyOf(agentClasses);
  }

  public static Roots ofMain(String... mainClasses) {
    return new Roots(List.of(mainClasses), List.of(), KeepRules.NONE);
  }
}
