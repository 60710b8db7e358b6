package dev.whittle.dce.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes that a rule is about, and which of their members.
 *
 * @param annotation type of an annotation they carry, null for any
 * @param flags of their access
 * @param names patterns, of which the first that matches decides; a {@code !} before one excludes
 * @param parent what they extend or implement, null for anything
 */
public record ClassSpec(
    NameMatch annotation, Flags flags, List<Name> names, Parent parent, List<MemberSpec> members) {
  public ClassSpec {
    names = List.copyOf(names);
    members = List.copyOf(members);
  }

  /** A pattern, and whether it excludes. */
  public record Name(NameMatch match, boolean excludes) {}

  /**
   * A class above.
   *
   * @param annotation type of an annotation it carries, null for any
   */
  public record Parent(NameMatch annotation, NameMatch name) {}

  /**
   * Access flags as in class files.
   *
   * @param all that have to be set
   * @param none that must not be set
   * @param any of which one has to be set, 0 for no such demand
   */
  public record Flags(int all, int none, int any) {
    public static final Flags ANY = new Flags(0, 0, 0);

    public boolean accepts(int access) {
      return (access & all) == all && (access & none) == 0 && (any == 0 || (access & any) != 0);
    }
  }

  /** What the wildcards of the name stand for in {@code name}; null when it is not meant. */
  public List<String> wildcards(String name) {
    for (Name each : names) {
      List<String> found = each.match.wildcards(name);
      if (found != null) {
        return each.excludes ? null : found;
      }
    }
    return null;
  }

  /** These, with references to wildcards replaced. */
  public ClassSpec with(List<String> wildcards) {
    return new ClassSpec(
        annotation,
        flags,
        names.stream()
            .map(name -> new Name(replaced(name.match, wildcards), name.excludes))
            .toList(),
        parent == null ? null : new Parent(parent.annotation, replaced(parent.name, wildcards)),
        members.stream().map(member -> member.with(wildcards)).toList());
  }

  private static NameMatch replaced(NameMatch match, List<String> wildcards) {
    return match.text().indexOf('<') < 0
        ? match
        : NameMatch.ofName(NameMatch.replace(match.text(), wildcards));
  }

  /** Which members of a class. */
  public sealed interface MemberSpec {
    /** Type of an annotation they carry, null for any. */
    NameMatch annotation();

    Flags flags();

    /** These, with references to wildcards replaced. */
    MemberSpec with(List<String> wildcards);

    /** All fields and methods. */
    record All(NameMatch annotation, Flags flags) implements MemberSpec {
      @Override
      public MemberSpec with(List<String> wildcards) {
        return this;
      }
    }

    /**
     * Fields.
     *
     * @param type null for any
     */
    record Fields(NameMatch annotation, Flags flags, NameMatch type, NameMatch name)
        implements MemberSpec {
      @Override
      public MemberSpec with(List<String> wildcards) {
        return new Fields(annotation, flags, typed(type, wildcards), named(name, wildcards));
      }
    }

    /**
     * Methods and constructors.
     *
     * @param type of the result, null for any
     * @param parameters null for any
     */
    record Methods(
        NameMatch annotation,
        Flags flags,
        NameMatch type,
        NameMatch name,
        List<NameMatch> parameters)
        implements MemberSpec {
      public Methods {
        parameters = parameters == null ? null : List.copyOf(parameters);
      }

      @Override
      public MemberSpec with(List<String> wildcards) {
        List<NameMatch> replaced = null;
        if (parameters != null) {
          replaced = new ArrayList<>();
          for (NameMatch parameter : parameters) {
            replaced.add(typed(parameter, wildcards));
          }
        }
        return new Methods(
            annotation, flags, typed(type, wildcards), named(name, wildcards), replaced);
      }
    }

    private static NameMatch typed(NameMatch match, List<String> wildcards) {
      return match == null || match.text().indexOf('<') < 0
          ? match
          : NameMatch.ofType(NameMatch.replace(match.text(), wildcards));
    }

    private static NameMatch named(NameMatch match, List<String> wildcards) {
      return match == null || !match.text().matches(".*<\\d+>.*")
          ? match
          : NameMatch.ofName(NameMatch.replace(match.text(), wildcards));
    }
  }
}
