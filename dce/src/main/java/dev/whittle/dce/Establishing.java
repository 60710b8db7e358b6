package dev.whittle.dce;

import dev.whittle.dce.Established.Symbol;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import java.util.List;
import java.util.Map;

/** Writes down what an analysis that is done has {@linkplain Established found out}. */
record Establishing(
    Marks marks,
    OwnCrates own,
    ValueTracing tracing,
    Serialization serialization,
    Services services,
    Listings listings,
    DeclaredMetadata metadata,
    GeneratedSource source,
    SpelledMembers spelled,
    ResourceTokens resources) {
  Established all() {
    ClassHierarchy hierarchy = marks.hierarchy;
    // Asking what waits for a class may make others known.
    List<ClassNode> classes = List.copyOf(hierarchy.known());
    Established.Builder table =
        new Established.Builder(
            classes.size()
                + hierarchy.links().size()
                + hierarchy.fieldLinks().size()
                + tracing.askedForResults().size());
    for (ClassNode c : classes) {
      table.add(Symbol.ofClass(c.name), of(c));
    }
    for (Map.Entry<MethodRef, ClassHierarchy.Link> entry : hierarchy.links().entrySet()) {
      if (entry.getValue().calls != 0) {
        MethodRef method = entry.getKey();
        table.add(
            Symbol.ofMethod(method.owner(), method.name(), method.descriptor()),
            of(entry.getValue()));
      }
    }
    for (Map.Entry<FieldRef, ClassHierarchy.FieldLink> entry : hierarchy.fieldLinks().entrySet()) {
      FieldRef field = entry.getKey();
      table.add(
          Symbol.ofField(field.owner(), field.name(), field.descriptor()), of(entry.getValue()));
    }
    for (FunctionNode function : tracing.askedForResults()) {
      Selector selector = function.selector;
      table.add(Symbol.ofResults(selector.name(), selector.descriptor()), Established.KNOWN);
    }
    return table.build(flags(), hierarchy.sought());
  }

  private int flags() {
    return (hasBlankNames() ? Established.BLANK_NAMES : 0)
        | (source.wantsTexts() ? Established.RUNS_SOURCE : 0)
        | (spelled.wantsTexts() ? Established.SPELLS : 0)
        | (marks.dependOnOrder ? Established.ORDERED : 0);
  }

  private int of(ClassNode c) {
    int bits = Established.KNOWN;
    boolean opaque = isOpaque(c);
    if (opaque) {
      bits |= Established.OPAQUE;
      bits |= isIdle(c) ? Established.IDLE : 0;
    }
    if (c.loaded != Facts.NONE) {
      bits |= Established.LOADED;
      bits |= opaque || c.instantiated != Facts.NONE ? Established.MADE : 0;
      bits |= serialization.expects(c) ? 0 : Established.EXPECTED;
    }
    bits |= c.isInterface() ? Established.INTERFACE : 0;
    bits |= own.has(c) ? Established.OWN : 0;
    bits |= c.initialized != Facts.NONE ? Established.INITIALIZED : 0;
    bits |= isUnlisted(c) ? Established.UNLISTED : 0;
    return bits;
  }

  private static boolean isUnlisted(ClassNode c) {
    return c.isProgram()
        && !c.isInterface()
        && c.definitions.size() == 1
        && !c.functions.areListed();
  }

  /** What is above a class of the platform may be the program's, where there are several JDKs. */
  private static boolean isOpaque(ClassNode c) {
    for (ClassNode each : c.supertypes()) {
      if (each.origin != ClassNode.Origin.PLATFORM) {
        return false;
      }
    }
    return true;
  }

  private boolean isIdle(ClassNode c) {
    for (ClassNode each : c.supertypes()) {
      if (services.waitsFor(each) || listings.has(each) || metadata.waitsFor(each)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A call by {@code super} runs something else in another class. Of what is missing, notices name
   * the first function that refers to it, which another call may be in.
   */
  private int of(ClassHierarchy.Link link) {
    FunctionNode function = link.function();
    int calls = function == null ? 0 : link.calls;
    if (function != null
        && function.owner.origin != ClassNode.Origin.PLATFORM
        && !function.isPrivate()
        && !function.selector.name().startsWith("<")) {
      calls &= ~(1 << InvokeKind.SPECIAL.ordinal());
    }
    boolean heard = function != null && tracing.askedForArguments().contains(function);
    return Established.KNOWN | calls | (heard ? Established.HEARD : 0);
  }

  private int of(ClassHierarchy.FieldLink link) {
    if (link.field() == null) {
      return Established.KNOWN;
    }
    boolean heard = tracing.askedForStores().contains(link.field());
    return Established.KNOWN
        | (link.isAccessed ? Established.ACCESSED : 0)
        | (link.isAccessedStatic ? Established.ACCESSED_STATIC : 0)
        | (heard ? Established.HEARD : 0);
  }

  /** Whether a text with a blank may name anything. */
  private boolean hasBlankNames() {
    for (ClassNode c : marks.hierarchy.known()) {
      if (c.isProgram() && hasBlankMember(c)) {
        return true;
      }
    }
    return services.describesBlank() || resources.haveBlank();
  }

  private static boolean hasBlankMember(ClassNode c) {
    for (FunctionNode function : c.functions.unlisted()) {
      if (function.selector.name().indexOf(' ') >= 0) {
        return true;
      }
    }
    for (Selector field : c.fields.keySet()) {
      if (field.name().indexOf(' ') >= 0) {
        return true;
      }
    }
    return false;
  }
}
