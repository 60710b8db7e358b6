package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What the platform calls when it writes and reads object graphs (Java Object Serialization
 * Specification), once reached code can make it do so.
 *
 * <p>Of every instantiated serializable class and its superclasses: the hooks by name, all instance
 * fields (they are the stream's format, written also when the program never reads them), the
 * declared stream fields and version, the constructor without parameters of the first superclass
 * that is not serializable, that of an {@code Externalizable} class, the canonical constructor and
 * accessors of a record, and the function that re-makes serializable function objects.
 *
 * <p>A class that is only ever made by reading a stream is not instantiated here: it is kept when
 * something names it, and is reported with the reading site.
 */
final class Serialization implements Mechanism {
  private static final String STREAMS = "writing or reading objects";
  private static final Set<Selector> HOOKS =
      Set.of(
          new Selector("writeObject", "(Ljava/io/ObjectOutputStream;)V"),
          new Selector("readObject", "(Ljava/io/ObjectInputStream;)V"),
          new Selector("readObjectNoData", "()V"),
          new Selector("writeReplace", "()Ljava/lang/Object;"),
          new Selector("readResolve", "()Ljava/lang/Object;"));
  private static final Selector DESERIALIZE_LAMBDA =
      new Selector(
          "$deserializeLambda$", "(Ljava/lang/invoke/SerializedLambda;)Ljava/lang/Object;");
  private static final Selector CONSTRUCTOR = new Selector("<init>", "()V");

  private final Marks marks;
  private final SequencedSet<ClassNode> serializable = new LinkedHashSet<>();
  private final Set<String> serialized = new HashSet<>();
  private int stream = Facts.NONE;

  Serialization(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.SERIALIZE || subject == ReflectiveCall.DESERIALIZE) {
      marks.fact(Kind.CAPABILITY, STREAMS, Because.of(ReasonKind.CALL, fact));
    } else if (subject.equals(STREAMS)) {
      stream = fact;
      List.copyOf(serializable).forEach(this::hooks);
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    if (isSerializable(c)) {
      serializable.add(c);
      if (stream != Facts.NONE) {
        hooks(c);
      }
    }
  }

  private boolean isSerializable(ClassNode c) {
    return c.isSubtypeOf(marks.hierarchy.node("java/io/Serializable"));
  }

  private void hooks(ClassNode c) {
    Because because = Because.of(ReasonKind.SERIALIZATION, c.instantiated, stream);
    if (c.origin == ClassNode.Origin.SYNTHETIC) {
      remake(c, because);
      return;
    }
    marks.enumerate(c, because);
    ClassNode at = c;
    for (; at != null && at.isProgram() && isSerializable(at); at = at.superclass) {
      if (!at.isEnum()) {
        serialized.add(at.name);
      }
      declared(at, because);
    }
    if (at != null && at.isProgram()) {
      useIfPresent(at, CONSTRUCTOR, because);
    }
    if (c.isSubtypeOf(marks.hierarchy.node("java/io/Externalizable"))) {
      useIfPresent(c, CONSTRUCTOR, because);
    }
    if (c.definitions.getFirst().recordComponents() != null) {
      record(c, because);
    }
  }

  private void declared(ClassNode c, Because because) {
    for (FunctionNode function : c.functions.values()) {
      if (HOOKS.contains(function.selector)) {
        marks.use(function, because);
      }
    }
    for (FieldNode field : c.fields.values()) {
      String name = field.selector.name();
      if (!field.isStatic()
          || name.equals(SerialVersion.NAME)
          || name.equals("serialPersistentFields")) {
        marks.use(field, because);
      }
    }
  }

  /** A serializable function object is read back through the class that made it. */
  private void remake(ClassNode functionObject, Because because) {
    String name = functionObject.name;
    int end = name.indexOf("$$Lambda(");
    if (end > 0) {
      useIfPresent(marks.hierarchy.node(name.substring(0, end)), DESERIALIZE_LAMBDA, because);
    }
  }

  private void record(ClassNode c, Because because) {
    StringBuilder canonical = new StringBuilder("(");
    for (var component : c.definitions.getFirst().recordComponents()) {
      canonical.append(component.descriptor());
      useIfPresent(c, new Selector(component.name(), "()" + component.descriptor()), because);
    }
    useIfPresent(c, new Selector("<init>", canonical.append(")V").toString()), because);
  }

  private void useIfPresent(ClassNode c, Selector selector, Because because) {
    FunctionNode function = c.functions.get(selector);
    if (function != null) {
      marks.use(function, because);
    }
  }

  /** Names of classes whose instances may be in streams. */
  Set<String> serialized() {
    return serialized;
  }
}
