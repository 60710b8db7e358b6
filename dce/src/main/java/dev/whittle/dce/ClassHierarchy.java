package dev.whittle.dce;

import dev.whittle.dce.ClassNode.Origin;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.NameHashes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes that have been asked for, by name. Upward only: asking for a class asks for its
 * supertypes, never for what is below it.
 */
final class ClassHierarchy {
  private final Program program;
  private final CrateIndex index;
  private final Map<String, ClassNode> nodes = new HashMap<>();

  /**
   * What used functions have called, and how. ▸ As a memo it gives no time: resolved each time,
   * references cost gjf and ecj as many instructions, and closure 2 % less.
   */
  private final Map<MethodRef, Link> links = new HashMap<>();

  private final Map<FieldRef, FieldLink> fieldLinks = new HashMap<>();

  private final Sought sought = new Sought();

  /** Names whose supertypes are being asked for: one among them is circular. */
  private final Set<String> asked = new HashSet<>();

  ClassHierarchy(Program program) {
    this.program = program;
    this.index = new CrateIndex(program.crates());
  }

  /** What a method reference names. */
  static final class Link {
    private final ClassNode owner;
    private final FunctionNode function;

    /** How used functions have called it: a bit for each kind, by its ordinal. */
    int calls;

    private Link(ClassNode owner, FunctionNode function) {
      this.owner = owner;
      this.function = function;
    }

    /** Null for an array of primitives. */
    ClassNode owner() {
      return owner;
    }

    /** What it resolves to (JVMS 5.4.3), null when that fails. */
    FunctionNode function() {
      return function;
    }
  }

  /** What a reference names, resolved when it is first asked for. */
  Link link(MethodRef method) {
    Link link = links.get(method);
    if (link == null) {
      ClassNode owner = ofConstant(method.owner());
      Selector selector = new Selector(method.name(), method.descriptor());
      link = new Link(owner, owner == null ? null : Resolution.resolve(owner, selector, this));
      links.put(method, link);
    }
    return link;
  }

  /** What a field reference names. */
  static final class FieldLink {
    private final ClassNode owner;
    private final FieldNode field;

    /** Whether used functions have accessed it as that of an object, and as a static field. */
    boolean isAccessed;

    boolean isAccessedStatic;

    private FieldLink(ClassNode owner, FieldNode field) {
      this.owner = owner;
      this.field = field;
    }

    ClassNode owner() {
      return owner;
    }

    /** What it resolves to (JVMS 5.4.3.2), null when that fails. */
    FieldNode field() {
      return field;
    }
  }

  FieldLink link(FieldRef field) {
    FieldLink link = fieldLinks.get(field);
    if (link == null) {
      ClassNode owner = node(field.owner());
      Selector selector = new Selector(field.name(), field.descriptor());
      link = new FieldLink(owner, Resolution.resolveField(owner, selector));
      fieldLinks.put(field, link);
    }
    return link;
  }

  /** The class of an internal name; a missing one is a node too. */
  ClassNode node(String name) {
    ClassNode node = nodes.get(name);
    if (node == null) {
      asked.add(name);
      node = make(name);
      asked.remove(name);
      nodes.put(name, node);
    }
    return node;
  }

  /** The class of a constant-pool name, of an array its innermost element; null for a primitive. */
  ClassNode ofConstant(String name) {
    return name.startsWith("[") ? ofDescriptor(name) : node(name);
  }

  /** The innermost element class of a field descriptor, null for a primitive. */
  ClassNode ofDescriptor(String descriptor) {
    int at = descriptor.lastIndexOf('[') + 1;
    return descriptor.charAt(at) == 'L'
        ? node(descriptor.substring(at + 1, descriptor.length() - 1))
        : null;
  }

  /** Whether a crate has a class of this name; leaves no trace of names that none has. */
  boolean programHas(String name) {
    ClassNode known = nodes.get(name);
    if (known != null) {
      return known.isProgram();
    }
    int hash = NameHashes.ofClass(name);
    for (int at = index.first(hash); at >= 0; at = index.next(at)) {
      if (program.crates().get(index.crate(at)).find(name).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a crate may have a class whose name has this hash code.
   *
   * @param classHash as {@link NameHashes#ofClass}
   */
  boolean programMayHave(int classHash, int hash) {
    for (int at = index.first(classHash); at >= 0; at = index.next(at)) {
      if (program.crates().get(index.crate(at)).mayHave(hash)) {
        return true;
      }
    }
    return false;
  }

  /** Which crates may have what. */
  CrateIndex index() {
    return index;
  }

  /** The class of a name that has been asked for, else null. */
  ClassNode known(String name) {
    return nodes.get(name);
  }

  /** All method references that have been asked for, in no particular order. */
  Map<MethodRef, Link> links() {
    return links;
  }

  /** All field references that have been asked for, in no particular order. */
  Map<FieldRef, FieldLink> fieldLinks() {
    return fieldLinks;
  }

  /** All classes that have been asked for, in no particular order. */
  Collection<ClassNode> known() {
    return nodes.values();
  }

  Program program() {
    return program;
  }

  private ClassNode make(String name) {
    List<ClassDef> ofPlatform = new ArrayList<>(1);
    for (ClassSource platform : program.platforms()) {
      platform.find(name).ifPresent(ofPlatform::add);
    }
    if (ofPlatform.size() < program.platforms().size()) {
      int hash = NameHashes.ofClass(name);
      for (int at = index.first(hash); at >= 0; at = index.next(at)) {
        int crate = index.crate(at);
        List<ClassDef> definitions = definitions(program.crates().get(crate), name);
        if (!definitions.isEmpty()) {
          return make(name, Origin.PROGRAM, crate, definitions);
        }
      }
    }
    return make(name, ofPlatform.isEmpty() ? Origin.MISSING : Origin.PLATFORM, -1, ofPlatform);
  }

  private static List<ClassDef> definitions(ClassSource crate, String name) {
    Optional<ClassDef> base = crate.find(name);
    List<ClassSource.Variant> variants = crate.variants(name);
    if (base.isEmpty() && variants.isEmpty()) {
      return List.of();
    }
    List<ClassDef> definitions = new ArrayList<>(1);
    base.ifPresent(definitions::add);
    variants.forEach(variant -> definitions.add(variant.definition()));
    return definitions;
  }

  /** Functions that were looked for in classes of the program that do not declare them. */
  Sought sought() {
    return sought;
  }

  private ClassNode make(String name, Origin origin, int crate, List<ClassDef> definitions) {
    ClassNode superclass = null;
    Map<String, ClassNode> interfaces = new LinkedHashMap<>();
    for (ClassDef definition : definitions) {
      if (superclass == null && definition.superName() != null) {
        superclass = supertype(definition.superName());
      }
      for (String parent : definition.interfaces()) {
        interfaces.put(parent, supertype(parent));
      }
    }
    ClassNode node =
        new ClassNode(
            name, origin, crate, definitions, superclass, List.copyOf(interfaces.values()));
    if (origin == Origin.PROGRAM) {
      node.functions.remember(sought);
    }
    return node;
  }

  /** A class that is its own supertype would never end; the JVM refuses it (JVMS 5.3.5). */
  private ClassNode supertype(String supertype) {
    return asked.contains(supertype)
        ? new ClassNode(supertype, Origin.MISSING, -1, List.of(), null, List.of())
        : node(supertype);
  }
}
