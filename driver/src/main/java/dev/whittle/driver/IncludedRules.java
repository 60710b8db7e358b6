package dev.whittle.driver;

import dev.whittle.dce.rules.ShrinkRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of rules that other files of rules include ({@code -include FILE}, or {@code @FILE} on a
 * line of its own), relative to the folder of the one that does. Only files written in the options
 * of shrinkers include others.
 */
public final class IncludedRules {
  private static final Pattern INCLUDE =
      Pattern.compile(
          "^\\s*(?:-include\\s+|@(?=\\S+\\s*$))(?:'([^']*)'|\"([^\"]*)\"|([^\\s#'\"]+))",
          Pattern.MULTILINE);

  private IncludedRules() {}

  /**
   * The files with those that they include, each once.
   *
   * @throws Diagnostic when one cannot be read
   */
  public static List<Path> with(List<Path> files) {
    SequencedSet<Path> all = new LinkedHashSet<>();
    files.forEach(file -> add(file, all, new ArrayList<>()));
    return new ArrayList<>(all);
  }

  /**
   * The files that {@code files} would include if they were there: what is an annotation otherwise.
   *
   * @throws Diagnostic when a file cannot be read
   */
  public static List<Path> absent(List<Path> files) {
    List<Path> absent = new ArrayList<>();
    SequencedSet<Path> all = new LinkedHashSet<>();
    files.forEach(file -> add(file, all, absent));
    return absent;
  }

  private static void add(Path file, SequencedSet<Path> all, List<Path> absent) {
    if (!all.add(file)) {
      return;
    }
    String text = read(file);
    Matcher include = INCLUDE.matcher(ShrinkRules.isWrittenIn(text) ? text : "");
    while (include.find()) {
      boolean isAnnotation = include.group().strip().startsWith("@");
      String name =
          include.group(1) != null
              ? include.group(1)
              : include.group(2) != null ? include.group(2) : include.group(3);
      Path included = file.resolveSibling(name).normalize();
      if (!isAnnotation || Files.exists(included)) {
        add(included, all, absent);
      } else {
        absent.add(included);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw Diagnostic.of(file, failure);
    }
  }
}
