package dev.whittle.testkit.check;

import dev.whittle.testkit.check.ClassFacts.Member;
import java.util.List;

/** What a class file asks of the classes around it. {@code toString} is what a violation prints. */
sealed interface Reference {

  /** A class constant or another name of a class; an array by its descriptor. */
  record ToClass(String name) implements Reference {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A class that a {@code new} or a constructor handle instantiates. */
  record ToNew(String name) implements Reference {
    @Override
    public String toString() {
      return "new " + name;
    }
  }

  /** A field reference (JVMS 5.4.3.2). */
  record ToField(String owner, Member field) implements Reference {
    @Override
    public String toString() {
      return owner + "." + field;
    }
  }

  /** A method reference (JVMS 5.4.3.3 and, where {@code onInterface}, 5.4.3.4). */
  record ToMethod(String owner, Member method, boolean onInterface, Call call)
      implements Reference {
    @Override
    public String toString() {
      return owner + "." + method;
    }
  }

  /** How a method is called: directly, or by selection (JVMS 5.4.6). */
  enum Call {
    STATIC,
    SPECIAL,
    SELECTED
  }

  /** A method that a class must declare itself: what an attribute or an annotation names. */
  record ToDeclared(String owner, Member method) implements Reference {
    @Override
    public String toString() {
      return owner + "." + method;
    }
  }

  /** An element of an annotation: a method known by its name only. */
  record ToElement(String owner, String name) implements Reference {
    @Override
    public String toString() {
      return owner + "." + name + "()";
    }
  }

  /** A value of one type where the verifier expects another. */
  record Assignment(String from, String to) implements Reference {
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  /** An object made by the platform that implements these interfaces: a lambda expression. */
  record Lambda(List<String> interfaces) implements Reference {
    @Override
    public String toString() {
      return "lambda " + String.join(", ", interfaces);
    }
  }

  /** A reference, the kind of check it belongs to, and where in the class it stands. */
  record Located(Reference reference, String what, String where) {}
}
