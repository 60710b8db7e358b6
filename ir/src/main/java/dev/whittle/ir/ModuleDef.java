package dev.whittle.ir;

import java.util.List;

/**
 * A module declaration (JVMS 4.7.25 to 4.7.27).
 *
 * @param version null when absent
 * @param packages {@code ModulePackages}, empty when absent; internal form
 * @param mainClass {@code ModuleMainClass}, null when absent
 * @param uses internal names of services
 */
public record ModuleDef(
    String name,
    int access,
    String version,
    String mainClass,
    List<String> packages,
    List<Requires> requires,
    List<Opened> exports,
    List<Opened> opens,
    List<String> uses,
    List<Provides> provides) {
  public ModuleDef {
    packages = List.copyOf(packages);
    requires = List.copyOf(requires);
    exports = List.copyOf(exports);
    opens = List.copyOf(opens);
    uses = List.copyOf(uses);
    provides = List.copyOf(provides);
  }

  /** A required module; {@code version} may be null. */
  public record Requires(String module, int access, String version) {}

  /** An exported or opened package, to all modules when {@code to} is empty. */
  public record Opened(String packageName, int access, List<String> to) {
    public Opened {
      to = List.copyOf(to);
    }
  }

  /** A provided service with its providers in order. */
  public record Provides(String service, List<String> providers) {
    public Provides {
      providers = List.copyOf(providers);
    }
  }
}
