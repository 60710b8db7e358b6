package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A class as reachability sees it: its declarations, and what has become true of it. Made when the
 * name is first asked for.
 */
final class ClassNode {
  /** Where a class comes from. */
  enum Origin {
    PROGRAM,
    PLATFORM,
    /** Made at run time by the platform: the class of a function object or a proxy. */
    SYNTHETIC,
    /** No source has it: the program fails there as it always did, or never gets there. */
    MISSING
  }

  final String name;
  final Origin origin;

  /** Index of the crate, -1 when the class is not the program's. */
  final int crate;

  /** The base definition first, then multi-release variants, or one for each platform. */
  final List<ClassDef> definitions;

  final int access;
  final ClassNode superclass;
  final List<ClassNode> interfaces;
  final Functions functions = new Functions();
  final Map<Selector, FieldNode> fields = new LinkedHashMap<>();

  int loaded = Facts.NONE;
  int initialized = Facts.NONE;
  int instantiated = Facts.NONE;
  int enumerated = Facts.NONE;

  /** Virtual calls on receivers of this static type. */
  final Map<Selector, VirtualCall> calls = new LinkedHashMap<>();

  /** Instantiated classes that are subtypes of this one. */
  final List<ClassNode> instances = new ArrayList<>(0);

  /** Made when first asked for, as are those below. */
  private List<ClassNode> supertypes;

  private Map<String, List<FunctionNode>> functionsByName;
  private Map<String, List<FieldNode>> fieldsByName;
  private List<String> memberNames;

  ClassNode(
      String name,
      Origin origin,
      int crate,
      List<ClassDef> definitions,
      ClassNode superclass,
      List<ClassNode> interfaces) {
    this.name = name;
    this.origin = origin;
    this.crate = crate;
    this.definitions = definitions;
    this.access = definitions.isEmpty() ? 0 : definitions.getFirst().access();
    this.superclass = superclass;
    this.interfaces = interfaces;
    for (ClassDef definition : definitions) {
      for (FunctionDef function : definition.functions()) {
        Selector selector = new Selector(function.name(), function.descriptor());
        FunctionNode node = functions.get(selector);
        if (node == null) {
          node = new FunctionNode(this, selector, function.access());
          functions.put(selector, node);
        }
        node.definitions.add(new FunctionNode.Definition(definition, function));
      }
      for (FieldDef field : definition.fields()) {
        Selector selector = new Selector(field.name(), field.descriptor());
        FieldNode node = fields.get(selector);
        if (node == null) {
          node = new FieldNode(this, selector, field.access());
          fields.put(selector, node);
        }
        node.definitions.add(field);
      }
    }
  }

  boolean isProgram() {
    return origin == Origin.PROGRAM;
  }

  boolean isInterface() {
    return Access.has(access, Access.INTERFACE);
  }

  boolean isEnum() {
    return superclass != null && superclass.name.equals("java/lang/Enum");
  }

  String packageName() {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  FunctionNode function(String functionName, String descriptor) {
    return functions.get(new Selector(functionName, descriptor));
  }

  /** Whether the class declares a method that makes class initialization reach an interface. */
  boolean declaresDefault() {
    for (FunctionNode function : functions.values()) {
      if (!function.isAbstract() && !function.isStatic()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Functions that the class declares by that name, in their order. Of a class of the program,
   * which declares no more than it did at first. Who asks for others than public ones has to
   * {@linkplain Sought tell} the name.
   *
   * <p>▸ The Kotlin compiler's thousands of look-ups by name went through all functions of
   * thousands of classes, a tenth of its build.
   */
  List<FunctionNode> functionsNamed(String functionName) {
    if (functionsByName == null) {
      functionsByName = new HashMap<>();
      for (FunctionNode function : functions.unlisted()) {
        functionsByName
            .computeIfAbsent(function.selector.name(), _ -> new ArrayList<>(1))
            .add(function);
      }
    }
    return functionsByName.getOrDefault(functionName, List.of());
  }

  /** As {@link #functionsNamed}, of fields. */
  List<FieldNode> fieldsNamed(String fieldName) {
    if (fieldsByName == null) {
      fieldsByName = new HashMap<>();
      for (FieldNode field : fields.values()) {
        fieldsByName.computeIfAbsent(field.selector.name(), _ -> new ArrayList<>(1)).add(field);
      }
    }
    return fieldsByName.getOrDefault(fieldName, List.of());
  }

  /**
   * Names of functions and fields that the class declares, each once. Who asks has to {@linkplain
   * Sought tell} which names would make a difference.
   */
  List<String> memberNames() {
    if (memberNames == null) {
      SequencedSet<String> names = new LinkedHashSet<>();
      for (FunctionNode function : functions.unlisted()) {
        names.add(function.selector.name());
      }
      for (FieldNode field : fields.values()) {
        names.add(field.selector.name());
      }
      memberNames = List.copyOf(names);
    }
    return memberNames;
  }

  /** This class and everything above it, each once, superclasses before interfaces. */
  List<ClassNode> supertypes() {
    if (supertypes == null) {
      SequencedSet<ClassNode> all = new LinkedHashSet<>();
      addSupertypes(all);
      supertypes = List.copyOf(all);
    }
    return supertypes;
  }

  /** Adds this class and everything above it, each once, superclasses before interfaces. */
  void addSupertypes(Collection<ClassNode> into) {
    if (into.contains(this)) {
      return;
    }
    into.add(this);
    if (superclass != null) {
      superclass.addSupertypes(into);
    }
    for (ClassNode parent : interfaces) {
      parent.addSupertypes(into);
    }
  }

  boolean isSubclassOf(ClassNode other) {
    for (ClassNode c = this; c != null; c = c.superclass) {
      if (c == other) {
        return true;
      }
    }
    return false;
  }

  boolean isSubtypeOf(ClassNode other) {
    if (this == other) {
      return true;
    }
    if (superclass != null && superclass.isSubtypeOf(other)) {
      return true;
    }
    for (ClassNode parent : interfaces) {
      if (parent.isSubtypeOf(other)) {
        return true;
      }
    }
    return false;
  }

  Level level() {
    return initialized != Facts.NONE || instantiated != Facts.NONE
        ? Level.USED
        : loaded != Facts.NONE ? Level.REFERENCED : Level.ABSENT;
  }

  @Override
  public String toString() {
    return name;
  }
}
