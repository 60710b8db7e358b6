package dev.whittle.ir;

import java.util.ArrayList;
import java.util.List;

/** The classes that a generic signature (JVMS 4.7.9.1) names, which reflection loads to show it. */
public final class GenericSignature {
  private final String text;
  private final List<String> names = new ArrayList<>();
  private int at;

  private GenericSignature(String text) {
    this.text = text;
  }

  /**
   * Internal names of the classes in a class, method or field signature, in order. Of a malformed
   * one those before the fault: the JVM does not check it, and reflection fails at run time.
   */
  public static List<String> classNames(String signature) {
    GenericSignature parser = new GenericSignature(signature);
    try {
      parser.run();
    } catch (StringIndexOutOfBoundsException malformed) {
      return parser.names;
    }
    return parser.names;
  }

  private void run() {
    if (text.startsWith("<")) {
      typeParameters();
    }
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '(', ')', '^' -> at++;
        default -> type();
      }
    }
  }

  private void typeParameters() {
    at++;
    while (text.charAt(at) != '>') {
      at = indexOf(':');
      while (text.charAt(at) == ':') {
        at++;
        if (text.charAt(at) != ':') { // A class bound may be empty.
          type();
        }
      }
    }
    at++;
  }

  private void type() {
    switch (text.charAt(at)) {
      case 'L' -> classType();
      case 'T' -> at = indexOf(';') + 1;
      default -> at++; // A primitive, or the brackets before an element type.
    }
  }

  private void classType() {
    StringBuilder name = new StringBuilder();
    at++;
    while (text.charAt(at) != ';') {
      switch (text.charAt(at)) {
        case '<' -> typeArguments();
        case '.' -> {
          names.add(name.toString());
          name.append('$');
          at++;
        }
        default -> name.append(text.charAt(at++));
      }
    }
    at++;
    names.add(name.toString());
  }

  private void typeArguments() {
    at++;
    while (text.charAt(at) != '>') {
      type(); // A wildcard's sign is passed over as a primitive is.
    }
    at++;
  }

  private int indexOf(char end) {
    int index = text.indexOf(end, at);
    if (index < 0) {
      throw new StringIndexOutOfBoundsException(text);
    }
    return index;
  }
}
