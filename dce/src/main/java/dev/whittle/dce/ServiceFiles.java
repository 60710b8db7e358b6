package dev.whittle.dce;

import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The providers that {@code META-INF/services} lists, by service. Crates are asked for a service
 * once somebody wants it: files of services that nobody wants are not read.
 */
final class ServiceFiles {
  private final ClassHierarchy hierarchy;
  private final Map<String, List<String>> providers = new HashMap<>();

  ServiceFiles(ClassHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /** Whether there are any. */
  boolean any() {
    return hierarchy.index().hasPaths(NameHashes.SERVICES.hashCode());
  }

  /** Providers of a service, in order of the class path and of the lines; all names internal. */
  List<String> of(String service) {
    int hash = NameHashes.ofService(service);
    if (!hierarchy.index().hasPaths(hash)) {
      return List.of();
    }
    List<String> known = providers.get(service);
    if (known == null) {
      known = find(service, hash);
      providers.put(service, known);
    }
    return known;
  }

  private List<String> find(String service, int hash) {
    List<String> found = new ArrayList<>();
    for (ClassSource crate : hierarchy.index().withPaths(hash)) {
      for (String path : paths(crate)) {
        if (service(path).equals(service)) {
          found.addAll(parse(crate.resource(path).orElseThrow()));
        }
      }
    }
    return found;
  }

  /** Services of these packages that have providers, in order; names of packages end with / . */
  SequencedSet<String> in(List<String> packageNames) {
    Set<ClassSource> having = new HashSet<>();
    for (String packageName : packageNames) {
      having.addAll(hierarchy.index().withPaths(NameHashes.ofServices(packageName)));
    }
    SequencedSet<String> services = new LinkedHashSet<>();
    if (!having.isEmpty()) {
      for (ClassSource crate : hierarchy.program().crates()) {
        if (having.contains(crate)) {
          in(packageNames, crate, services);
        }
      }
    }
    return services;
  }

  private static void in(List<String> packageNames, ClassSource crate, Set<String> services) {
    for (String path : paths(crate)) {
      String service = service(path);
      if (packageNames.contains(service.substring(0, service.lastIndexOf('/') + 1))
          && !parse(crate.resource(path).orElseThrow()).isEmpty()) {
        services.add(service);
      }
    }
  }

  /** The paths of a crate's files, sorted. */
  static List<String> paths(ClassSource crate) {
    return ReflectiveEffects.startingWith(crate.resourceNames(), NameHashes.SERVICES);
  }

  /** The service that the file of a path is for. */
  static String service(String path) {
    return path.substring(NameHashes.SERVICES.length()).replace('.', '/');
  }

  /** The provider names of a configuration file, in order, internal. */
  static List<String> parse(byte[] content) {
    List<String> names = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).split("\\R")) {
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).trim();
      if (!name.isEmpty()) {
        names.add(name.replace('.', '/'));
      }
    }
    return names;
  }
}
