package dev.whittle.testkit.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test in a file. A module's JUnit test runs those of a directory:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> texts() throws IOException {
 *   return TextTest.in(Path.of("src/test/mir")).stream()
 *       .map(test -> dynamicTest(test.name(), () -> test.check(commands)));
 * }
 * }</pre>
 *
 * @param path the file
 * @param name the path below the directory that was asked for
 * @param command the first word of the {@code test:} line
 * @param arguments the other words of that line
 * @param claim the other comments before the input, one line each
 * @param text the whole file: header and expectation are comments to a parser of MIR
 * @param input the lines between header and expectation
 * @param expected what the {@code expect} section says, null when there is none
 */
public record TextTest(
    Path path,
    String name,
    String command,
    List<String> arguments,
    List<String> claim,
    String text,
    String input,
    String expected) {
  private static final String UPDATE = "whittle.update";
  private static final String COMMENT = ";;";
  private static final String TEST = ";; test:";
  private static final String EXPECT = ";; expect";

  /** The tests of all {@code .mir} files under a directory, sorted by name. */
  public static List<TextTest> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<TextTest> tests = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".mir")).sorted().toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        tests.add(parse(file, name, Files.readString(file)));
      }
      return tests;
    }
  }

  private static TextTest parse(Path path, String name, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith(TEST)) {
      throw new AssertionError(name + ": the first line must say \"" + TEST + " COMMAND\"");
    }
    List<String> words = List.of(lines.getFirst().substring(TEST.length()).strip().split(" +"));
    int start = 1;
    while (start < lines.size() && lines.get(start).startsWith(COMMENT)) {
      start++;
    }
    int expect = lines.indexOf(EXPECT);
    int end = expect < 0 ? lines.size() : expect;
    return new TextTest(
        path,
        name,
        words.getFirst(),
        words.subList(1, words.size()),
        lines.subList(1, start).stream().map(TextTest::uncommented).toList(),
        text,
        join(lines.subList(Math.min(start, end), end)),
        expect < 0
            ? null
            : join(
                lines.subList(end + 1, lines.size()).stream().map(TextTest::uncommented).toList()));
  }

  /**
   * Runs the command and compares; with {@code -Dwhittle.update=true} rewrites the file instead.
   *
   * @throws AssertionError if the command is none of {@code commands} or gives something else
   */
  public void check(Map<String, TextCommand> commands) throws Exception {
    TextCommand run = commands.get(command);
    if (run == null) {
      throw new AssertionError(
          name + ": no command " + command + ", only " + new TreeSet<>(commands.keySet()));
    }
    String output = run.run(this).strip();
    String wanted = expected == null ? withoutComments(input) : expected;
    if (output.equals(wanted)) {
      return;
    }
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(path, updated(output));
    } else {
      throw new AssertionError(
          "%s: expected\n%s\nbut got\n%s\n(-D%s=true rewrites the file)"
              .formatted(name, wanted, output, UPDATE));
    }
  }

  private String updated(String output) {
    String header =
        text.lines().takeWhile(line -> line.startsWith(COMMENT)).collect(Collectors.joining("\n"));
    return expected == null
        ? header + "\n\n" + output + "\n"
        : header + "\n\n" + input + "\n\n" + EXPECT + "\n" + commented(output);
  }

  private static String commented(String output) {
    return output
        .lines()
        .map(line -> line.isEmpty() ? COMMENT : COMMENT + " " + line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String uncommented(String line) {
    String rest = line.startsWith(COMMENT) ? line.substring(COMMENT.length()) : line;
    return rest.startsWith(" ") ? rest.substring(1) : rest;
  }

  private static String withoutComments(String input) {
    return join(input.lines().filter(line -> !line.strip().startsWith(COMMENT)).toList());
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines).strip();
  }
}
