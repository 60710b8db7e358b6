package dev.whittle.testkit.reflect;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Collects named facts as lines; a question that throws is a fact, too. */
final class Facts {
  private final ClassLoader loader;
  private final List<String> lines = new ArrayList<>();

  Facts(ClassLoader loader) {
    this.loader = loader;
  }

  /** A question to reflection. */
  interface Question<T> {
    T ask() throws Throwable;
  }

  List<String> lines() {
    return lines;
  }

  /** Adds the answer, unless it says nothing: null, false, zero or an empty array. */
  void add(String name, Question<?> question) {
    String answer;
    try {
      answer = text(question.ask());
    } catch (Throwable e) {
      answer = error(e);
    }
    if (!List.of("null", "false", "0", "[]", "").contains(answer)) {
      lines.add(name + " " + answer);
    }
  }

  /** The answer of a question whose answer leads to others; null where it throws. */
  <T> T ask(String name, Question<T> question) {
    try {
      return question.ask();
    } catch (Throwable e) {
      lines.add(name + " " + error(e));
      return null;
    }
  }

  /**
   * An error by its type and first line. Of several classes that are not there HotSpot names any,
   * as it verifies methods in the order of addresses.
   */
  private String error(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof NoClassDefFoundError
        && message.indexOf(' ') < 0
        && loader.getResource(message.replace('.', '/') + ".class") == null) {
      message = "(absent)";
    }
    String cause = e.getCause() == null ? "" : " < " + e.getCause().getClass().getName();
    return "!" + e.getClass().getName() + " " + message.lines().findFirst().orElse("") + cause;
  }

  private static String text(Object answer) {
    if (answer == null || !answer.getClass().isArray()) {
      return answer instanceof String s ? '"' + s + '"' : String.valueOf(answer);
    }
    Object[] elements = new Object[Array.getLength(answer)];
    Arrays.setAll(elements, i -> text(Array.get(answer, i)));
    return Arrays.stream(elements).map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
