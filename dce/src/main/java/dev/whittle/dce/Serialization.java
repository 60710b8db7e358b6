package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Access;
import dev.whittle.ir.summary.Effect;
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
 * <p>A class that is only ever made by reading a stream is instantiated by that, once streams are
 * read: a serializable class that reached code casts or tests objects to, or has as a literal, and
 * one that is the type of a field of such a class. A class that nothing names is not found; so the
 * reading site is reported.
 *
 * <p>Every serializable class that is loaded keeps its version, which {@code ObjectStreamClass}
 * shows also where no stream is.
 */
final class Serialization
    implements Mechanism.OfLoaded,
        Mechanism.OfInstantiated,
        Mechanism.OfReached,
        Mechanism.ByUseClass {
  private static final String STREAMS = "writing or reading objects";
  private static final List<Selector> HOOKS =
      List.of(
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
  private final SequencedSet<ClassNode> named = new LinkedHashSet<>();
  private final SequencedSet<ClassNode> loaded = new LinkedHashSet<>();
  private final Set<String> serialized = new HashSet<>();
  private int stream = Facts.NONE;
  private int reading = Facts.NONE;
  private int describing = Facts.NONE;

  Serialization(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.SERIALIZE || subject == ReflectiveCall.DESERIALIZE) {
      marks.fact(Kind.CAPABILITY, STREAMS, Because.of(ReasonKind.CALL, fact));
      if (subject == ReflectiveCall.DESERIALIZE) {
        reading = fact;
        List.copyOf(named).forEach(this::read);
      }
    } else if (subject.equals(STREAMS)) {
      stream = fact;
      List.copyOf(serializable).forEach(this::hooks);
      marks.fact(
          Kind.CAPABILITY, ReflectiveCall.DESCRIBE_STREAM, Because.of(ReasonKind.CALL, fact));
    } else if (subject == ReflectiveCall.DESCRIBE_STREAM) {
      describing = fact;
      List.copyOf(loaded).forEach(this::version);
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    switch (use.use()) {
      case CAST, INSTANCE_OF, LITERAL -> named(marks.hierarchy.ofConstant(use.name()));
      case ARRAY, CATCH, MERGE -> {}
    }
  }

  /** Code expects instances of the class, wherever they come from. */
  private void named(ClassNode c) {
    if (c != null && isMadeByReading(c) && named.add(c) && reading != Facts.NONE) {
      read(c);
    }
  }

  private boolean isMadeByReading(ClassNode c) {
    return c.isProgram()
        && !Access.has(c.access, Access.ABSTRACT | Access.INTERFACE)
        && isSerializable(c);
  }

  /** Whether anything follows, by now, from code that casts to the class or tests for it. */
  boolean expects(ClassNode c) {
    return reading != Facts.NONE && isMadeByReading(c) && !named.contains(c);
  }

  private void read(ClassNode c) {
    marks.load(c, Because.of(ReasonKind.SERIALIZATION, reading));
    marks.instantiate(c, Because.of(ReasonKind.SERIALIZATION, c.loaded, reading));
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram() && !c.isInterface() && isSerializable(c)) {
      loaded.add(c);
      if (describing != Facts.NONE) {
        version(c);
      }
    }
  }

  /** The version of an enum or a record is always 0 unless a record declares one. */
  private void version(ClassNode c) {
    if (!c.isEnum() && c.definitions.getFirst().recordComponents() == null) {
      serialized.add(c.name);
    }
    FieldNode declared = c.fields.get(new Selector(SerialVersion.NAME, "J"));
    if (declared != null) {
      marks.use(declared, Because.of(ReasonKind.SERIALIZATION, c.loaded, describing));
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
    for (Selector hook : HOOKS) {
      useIfPresent(c, hook, because);
    }
    for (FieldNode field : c.fields.values()) {
      String name = field.selector.name();
      if (!field.isStatic()
          || name.equals(SerialVersion.NAME)
          || name.equals("serialPersistentFields")) {
        marks.use(field, because);
        String type = field.selector.descriptor();
        if (type.endsWith(";") && !Access.has(field.access, Access.TRANSIENT)) {
          named(marks.hierarchy.ofDescriptor(type));
        }
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

  /** Names of classes whose default version may be asked for. */
  Set<String> serialized() {
    return serialized;
  }
}
