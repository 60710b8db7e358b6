package dev.whittle.driver;

import dev.whittle.codegen.link.LinkedCrate;
import dev.whittle.dce.DescribedServices;
import dev.whittle.ir.ClassSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The resources of a crate that come along: all of them, but for lines of service files that name a
 * provider which did not survive. Such a line would make {@link java.util.ServiceLoader} fail where
 * the original did not. What module descriptors provide stands in service files, too, where it
 * counts: what is built is no module.
 *
 * @param survives whether a class is in the output, by internal name
 * @param countsDescriptors whether providers of module descriptors are found
 */
record Resources(Predicate<String> survives, boolean countsDescriptors) {
  private static final String SERVICES = "META-INF/services/";

  List<LinkedCrate.Entry> of(ClassSource source) {
    List<LinkedCrate.Entry> entries = new ArrayList<>();
    Map<String, List<String>> described = described(source);
    for (String name : source.resourceNames()) {
      if (isServiceFile(name)) {
        byte[] listed = surviving(source.resource(name).orElseThrow());
        List<String> more = described.getOrDefault(name, List.of());
        described.remove(name);
        add(name, with(more, listed), entries);
      } else {
        entries.add(new LinkedCrate.Entry(name, () -> source.resource(name).orElseThrow()));
      }
    }
    new TreeMap<>(described)
        .forEach((name, providers) -> add(name, with(providers, new byte[0]), entries));
    return entries;
  }

  private static void add(String name, byte[] providers, List<LinkedCrate.Entry> entries) {
    if (providers.length > 0) {
      entries.add(LinkedCrate.Entry.of(name, providers));
    }
  }

  /**
   * Surviving providers that the crate's module descriptor names, by the path of a service file.
   */
  private Map<String, List<String>> described(ClassSource source) {
    Map<String, List<String>> files = new HashMap<>();
    if (countsDescriptors) {
      DescribedServices.of(source)
          .forEach(
              (service, providers) ->
                  files.put(
                      SERVICES + service.replace('/', '.'),
                      providers.stream().filter(survives).map(p -> p.replace('/', '.')).toList()));
    }
    return files;
  }

  private static byte[] with(List<String> providers, byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    Set<String> listed = new HashSet<>(text.lines().map(Resources::provider).toList());
    StringBuilder more = new StringBuilder();
    providers.stream()
        .filter(provider -> !listed.contains(provider))
        .forEach(provider -> more.append(provider).append('\n'));
    if (more.isEmpty()) {
      return file;
    }
    String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return (text + end + more).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isServiceFile(String name) {
    return name.startsWith(SERVICES) && name.indexOf('/', SERVICES.length()) < 0;
  }

  /** What a line of a service file names, empty when nothing. */
  private static String provider(String line) {
    return line.replaceFirst("#.*", "").strip();
  }

  private byte[] surviving(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    StringBuilder kept = new StringBuilder();
    boolean lost = false;
    boolean anyLeft = false;
    for (String line : text.lines().toList()) {
      String provider = provider(line);
      if (provider.isEmpty() || survives.test(provider.replace('.', '/'))) {
        kept.append(line).append('\n');
        anyLeft |= !provider.isEmpty();
      } else {
        lost = true;
      }
    }
    if (!lost) {
      return file;
    }
    return anyLeft ? kept.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
  }
}
