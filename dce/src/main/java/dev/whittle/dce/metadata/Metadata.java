package dev.whittle.dce.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What reachability metadata declares, in the order of its files. */
public record Metadata(List<Entry> entries) {
  public static final Metadata NONE = new Metadata(List.of());

  public Metadata {
    entries = List.copyOf(entries);
  }

  /** These entries, then those of {@code other}. */
  public Metadata and(Metadata other) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(other.entries);
    return new Metadata(all);
  }

  /** When an entry counts. */
  public sealed interface Condition {
    /** In any case. */
    record Always() implements Condition {}

    /** Reached code names the type, an internal name. */
    record Reachable(String type) implements Condition {
      @Override
      public String toString() {
        return "the condition that " + type.replace('/', '.') + " is reachable";
      }
    }

    /** The type, an internal name, or a subtype of it, is initialized. */
    record Initialized(String type) implements Condition {
      @Override
      public String toString() {
        return "the condition that " + type.replace('/', '.') + " is reached";
      }
    }
  }

  /** One declaration. Class names are internal. */
  public sealed interface Entry {
    Condition condition();
  }

  /**
   * A class that is looked up by name.
   *
   * @param all kinds of access that concern it as a whole
   * @param members that are looked up one by one
   */
  public record Type(Condition condition, String name, Set<Access> all, List<Member> members)
      implements Entry {
    public Type {
      all = Set.copyOf(all);
      members = List.copyOf(members);
    }
  }

  /** Access to a class as a whole. Listed members can be used, queried ones are only listed. */
  public enum Access {
    DECLARED_METHODS,
    PUBLIC_METHODS,
    DECLARED_CONSTRUCTORS,
    PUBLIC_CONSTRUCTORS,
    DECLARED_FIELDS,
    PUBLIC_FIELDS,
    QUERIED_DECLARED_METHODS,
    QUERIED_PUBLIC_METHODS,
    QUERIED_DECLARED_CONSTRUCTORS,
    QUERIED_PUBLIC_CONSTRUCTORS,
    /** Instances are made without a constructor, or by one that only the platform knows. */
    ALLOCATED,
    /** Instances are written to or read from object streams. */
    SERIALIZED
  }

  /** A member that is looked up. */
  public sealed interface Member {
    String name();

    /** A field. */
    record Field(String name) implements Member {}

    /**
     * A method, or a constructor by the name {@code <init>}.
     *
     * @param parameters descriptors of its parameter types, null for all methods of the name
     */
    record Method(String name, List<String> parameters) implements Member {
      public Method {
        parameters = parameters == null ? null : List.copyOf(parameters);
      }
    }
  }

  /** A class that is made at run time to implement interfaces. */
  public record Proxy(Condition condition, List<String> interfaces) implements Entry {
    public Proxy {
      interfaces = List.copyOf(interfaces);
    }
  }

  /** Resources whose path the pattern matches. */
  public record Resource(Condition condition, Pattern path) implements Entry {}

  /** A resource bundle, by its base name with dots or slashes. */
  public record Bundle(Condition condition, String baseName) implements Entry {}
}
