package dev.whittle.testkit.check;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of the command lines here: names with one value each. */
record Arguments(Map<String, String> values) {
  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if one is unknown, has no value, comes twice, or is missing
   */
  static Arguments parse(List<String> args, Set<String> needed, Set<String> others) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < args.size(); i += 2) {
      String name = args.get(i);
      if (!needed.contains(name) && !others.contains(name)) {
        throw new IllegalArgumentException("unknown option " + name);
      }
      if (i + 1 == args.size() || values.put(name, args.get(i + 1)) != null) {
        throw new IllegalArgumentException(name + " needs one value");
      }
    }
    for (String name : needed) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(name + " is missing");
      }
    }
    return new Arguments(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Path path(String name) {
    return Path.of(values.get(name));
  }

  List<Path> paths(String name) {
    return Arrays.stream(values.get(name).split(File.pathSeparator)).map(Path::of).toList();
  }
}
