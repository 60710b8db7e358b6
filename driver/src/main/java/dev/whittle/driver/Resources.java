package dev.whittle.driver;

import dev.whittle.codegen.link.LinkedCrate;
import dev.whittle.ir.ClassSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The resources of a crate that come along: all of them, but for lines of service files that name a
 * provider which did not survive. Such a line would make {@link java.util.ServiceLoader} fail where
 * the original did not.
 */
final class Resources {
  private static final String SERVICES = "META-INF/services/";

  private Resources() {}

  static List<LinkedCrate.Entry> of(ClassSource source, Predicate<String> survives) {
    List<LinkedCrate.Entry> entries = new ArrayList<>();
    for (String name : source.resourceNames()) {
      if (isServiceFile(name)) {
        byte[] providers = surviving(source.resource(name).orElseThrow(), survives);
        if (providers.length > 0) {
          entries.add(LinkedCrate.Entry.of(name, providers));
        }
      } else {
        entries.add(new LinkedCrate.Entry(name, () -> source.resource(name).orElseThrow()));
      }
    }
    return entries;
  }

  private static boolean isServiceFile(String name) {
    return name.startsWith(SERVICES) && name.indexOf('/', SERVICES.length()) < 0;
  }

  private static byte[] surviving(byte[] file, Predicate<String> survives) {
    String text = new String(file, StandardCharsets.UTF_8);
    StringBuilder kept = new StringBuilder();
    boolean lost = false;
    for (String line : text.lines().toList()) {
      String provider = line.replaceFirst("#.*", "").strip();
      if (provider.isEmpty() || survives.test(provider.replace('.', '/'))) {
        kept.append(line).append('\n');
      } else {
        lost = true;
      }
    }
    boolean anyLeft =
        kept.toString().lines().anyMatch(line -> !line.replaceFirst("#.*", "").isBlank());
    if (!lost) {
      return file;
    }
    return anyLeft ? kept.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
  }
}
