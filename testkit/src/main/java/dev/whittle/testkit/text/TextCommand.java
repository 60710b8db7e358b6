package dev.whittle.testkit.text;

/** What a text test runs, by a name such as {@code verify}. */
@FunctionalInterface
public interface TextCommand {
  /**
   * The output for a test. An exception fails the test; output that reports an expected error is
   * ordinary output.
   */
  String run(TextTest test) throws Exception;
}
