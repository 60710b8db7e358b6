package dev.whittle.ir.crate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedSet;
import java.util.TreeMap;

/** What {@code META-INF/services} declares, in the terms of {@link java.util.ServiceLoader}. */
final class ServiceIndex {
  private static final String DIRECTORY = "META-INF/services/";

  private ServiceIndex() {}

  /** Providers by service, both as binary names; comments, blanks and repetitions are gone. */
  static NavigableMap<String, List<String>> of(NavigableMap<String, byte[]> resources) {
    NavigableMap<String, List<String>> services = new TreeMap<>();
    resources
        .subMap(DIRECTORY, false, DIRECTORY + Character.MAX_VALUE, false)
        .forEach(
            (name, content) -> {
              if (name.indexOf('/', DIRECTORY.length()) < 0) {
                services.put(name.substring(DIRECTORY.length()), providers(content));
              }
            });
    return Collections.unmodifiableNavigableMap(services);
  }

  private static List<String> providers(byte[] content) {
    SequencedSet<String> providers = new LinkedHashSet<>();
    for (String line : new String(content, StandardCharsets.UTF_8).split("[\r\n]+")) {
      int comment = line.indexOf('#');
      String provider = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!provider.isEmpty()) {
        providers.add(provider);
      }
    }
    return List.copyOf(providers);
  }

  static void write(NavigableMap<String, List<String>> services, ByteOutput out) {
    out.varint(services.size());
    services.forEach(
        (service, providers) -> {
          out.inlineString(service);
          out.varint(providers.size());
          providers.forEach(out::inlineString);
        });
  }

  static NavigableMap<String, List<String>> read(ByteInput in) {
    NavigableMap<String, List<String>> services = new TreeMap<>();
    for (int left = in.count(); left > 0; left--) {
      String service = in.inlineString();
      List<String> providers = new ArrayList<>();
      for (int more = in.count(); more > 0; more--) {
        providers.add(in.inlineString());
      }
      services.put(service, List.copyOf(providers));
    }
    in.end();
    return Collections.unmodifiableNavigableMap(services);
  }
}
