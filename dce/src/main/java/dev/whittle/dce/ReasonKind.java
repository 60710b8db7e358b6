package dev.whittle.dce;

import java.util.Locale;

/**
 * Why one fact makes another one true. Dynamic kinds are what the analysis derived from names or
 * from a model of the platform; a chain of reasons uses as few of them as it can.
 */
public enum ReasonKind {
  ROOT("is a root", false),
  CALL("is called by", false),
  VIRTUAL_CALL("is called on some type by", false),
  OVERRIDE("is selected by", false),
  PLATFORM_OVERRIDE("may be called by the platform on", false),
  RESOLUTION("is what a call resolves to in", false),
  SELECTION("has to be there to choose what runs for", false),
  INSTANTIATION("is instantiated by", false),
  BEFORE_INSTANCES("comes before the first instance of", false),
  FIELD_ACCESS("is accessed by", false),
  CLASS_USE("is named by", false),
  MEMBER("declares", false),
  INITIALIZATION("is initialized by", false),
  INITIALIZER("takes part in the initialization of", false),
  SUPERTYPE("is a supertype of", false),
  OUTER_CLASS("encloses", false),
  NEST_HOST("is the nest host of", false),
  LAMBDA("is the body of a function object made by", false),
  METHOD_HANDLE("is named by a method handle in", false),
  DESCRIPTOR("occurs in a descriptor that is resolved by", false),
  ASSIGNABILITY("is loaded to verify", false),
  ENUMERATION("is loaded where something lists the members of", false),
  ENUM_VALUES("is called by the platform for the enum", false),
  ACCESSOR("is the accessor of the record component", false),
  NATIVE("may be used by native code of", false),
  ANNOTATION("is an annotation, or a value in one, on", false),
  OBSERVED("has an annotation that reached code looks for, on", true),
  SERIALIZATION("is called by the platform when objects are written or read of", true),
  SERVICE("is a provider of the service", true),
  REFLECTION("is found by reflection in", true),
  STRING("is named by a string in", true),
  COUNTS("counts because of", true),
  RULE("is kept by", true),
  METADATA("is named by reachability metadata, which counts because of", true),
  RESOURCE("is named in a resource of", true),
  LISTING("is listed for", true),
  PATTERN("is named by a computed name in", true),
  GENERATED_CODE("may be called by code made at run time, since a string names", true),
  CARRIED("is used by a class file among the resources, which come along because of", true),
  OWN_CLASS("is the user's own, and may be found in", true),
  TEXT("is spelled by a text of the program itself, for", true),
  ANY_LISTING("is possible, as some reflection is on unknown classes, with", true),
  POLICY("is kept because what reflection finds is unknown in", true);

  private final String text;
  private final boolean dynamic;

  ReasonKind(String text, boolean dynamic) {
    this.text = text;
    this.dynamic = dynamic;
  }

  /** Reads between what was reached and what made it so: "A <em>is called by</em> B". */
  public String text() {
    return text;
  }

  /**
   * Whether the text goes on with a class or member itself rather than with what became true of it:
   * "is a supertype of <em>X</em>", but "is selected by <em>a call of X.m()</em>".
   */
  boolean namesSubject() {
    return switch (this) {
      case INITIALIZER,
          BEFORE_INSTANCES,
          SUPERTYPE,
          MEMBER,
          OUTER_CLASS,
          NEST_HOST,
          ENUMERATION,
          ENUM_VALUES,
          ACCESSOR,
          NATIVE,
          ANNOTATION,
          OBSERVED,
          SERIALIZATION,
          SERVICE,
          LISTING,
          GENERATED_CODE ->
          true;
      default -> false;
    };
  }

  public boolean isDynamic() {
    return dynamic;
  }

  /** What a dynamic kind is called as a policy that has a price. */
  String policyName() {
    return switch (this) {
      case POLICY -> "open-classes";
      case OWN_CLASS -> "own-classes";
      case TEXT -> "own-texts";
      default -> name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  /** What is kept by a dynamic kind, in words: the policy that has a price. */
  String keeps() {
    return switch (this) {
      case OBSERVED -> "members with annotations that reached code looks for";
      case SERIALIZATION -> "what object streams use of serializable classes";
      case SERVICE -> "providers of services that are loaded";
      case REFLECTION -> "what reflection finds where the class is known";
      case STRING ->
          "classes that string constants name, and members that they name beside the class";
      case RULE -> "what rules of crates keep";
      case METADATA -> "what reachability metadata declares";
      case RESOURCE -> "classes that are named in resources which reached code names";
      case LISTING -> "classes that are listed for a type that is in use";
      case PATTERN -> "classes whose names begin or end as a computed name does";
      case GENERATED_CODE -> "methods of classes that strings name, where code is made at run time";
      case CARRIED -> "what class files among the resources refer to";
      case TEXT -> "members of libraries that the user's own texts spell";
      case OWN_CLASS -> "the user's own classes, for reflection in libraries on unknown classes";
      case ANY_LISTING -> "types in members that reflection on unknown classes may list";
      case POLICY ->
          "members of classes that are named, literals or instantiated, for reflection on unknown"
              + " classes";
      default -> "what " + text + " something reached";
    };
  }
}
