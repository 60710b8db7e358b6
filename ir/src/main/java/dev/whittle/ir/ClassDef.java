package dev.whittle.ir;

import java.util.List;

/**
 * A class: everything of a class file that survives linking (JVMS 4.1), bodies as MIR.
 *
 * @param version class-file version, minor in the upper 16 bits and major in the lower
 * @param access class flags, with {@link Access#DEPRECATED}
 * @param name internal name
 * @param superName internal name, null for {@code java/lang/Object} and modules
 * @param nesting how the class sits in outer classes, nests and sealed hierarchies
 * @param source where it was compiled from
 * @param recordComponents components of a record, null when the {@code Record} attribute is absent
 * @param module the module declaration, null except for {@code module-info}
 */
public record ClassDef(
    int version,
    int access,
    String name,
    String superName,
    List<String> interfaces,
    Nesting nesting,
    Source source,
    List<RecordComponent> recordComponents,
    ModuleDef module,
    Attributes attributes,
    List<FieldDef> fields,
    List<FunctionDef> functions) {
  /**
   * The first class-file version with frames. In this one a class whose frames do not fit is
   * verified as if it had none; later ones must have them (JVMS 4.10).
   */
  public static final int FIRST_WITH_FRAMES = 50;

  public ClassDef {
    interfaces = List.copyOf(interfaces);
    recordComponents = recordComponents == null ? null : List.copyOf(recordComponents);
    fields = List.copyOf(fields);
    functions = List.copyOf(functions);
  }

  /** Major class-file version, 45 upwards. */
  public int majorVersion() {
    return version & 0xffff;
  }

  public boolean isInterface() {
    return Access.has(access, Access.INTERFACE);
  }

  /** The same class with other members. */
  public ClassDef withMembers(List<FieldDef> newFields, List<FunctionDef> newFunctions) {
    return new ClassDef(
        version,
        access,
        name,
        superName,
        interfaces,
        nesting,
        source,
        recordComponents,
        module,
        attributes,
        newFields,
        newFunctions);
  }

  /** The same class with another {@code InnerClasses} attribute. */
  public ClassDef withInnerClasses(List<InnerClass> innerClasses) {
    return new ClassDef(
        version,
        access,
        name,
        superName,
        interfaces,
        new Nesting(
            nesting.enclosing(),
            innerClasses,
            nesting.nestHost(),
            nesting.nestMembers(),
            nesting.permittedSubclasses()),
        source,
        recordComponents,
        module,
        attributes,
        fields,
        functions);
  }

  /**
   * A record component (JVMS 4.7.30).
   *
   * @param attributes its signature and annotations
   */
  public record RecordComponent(String name, String descriptor, Attributes attributes) {}

  /**
   * Where the class was compiled from.
   *
   * @param file {@code SourceFile}, null when absent
   * @param debugExtension {@code SourceDebugExtension} (JSR-45), null when absent
   */
  public record Source(String file, String debugExtension) {
    public static final Source NONE = new Source(null, null);
  }

  /**
   * How a class sits in outer classes, nests and sealed hierarchies.
   *
   * @param enclosing {@code EnclosingMethod}, null when absent
   * @param innerClasses {@code InnerClasses} in order
   * @param nestHost {@code NestHost}, null when absent
   * @param nestMembers {@code NestMembers}, empty when absent
   * @param permittedSubclasses {@code PermittedSubclasses}, null when absent: an empty one still
   *     seals
   */
  public record Nesting(
      Enclosing enclosing,
      List<InnerClass> innerClasses,
      String nestHost,
      List<String> nestMembers,
      List<String> permittedSubclasses) {
    public static final Nesting NONE = new Nesting(null, List.of(), null, List.of(), null);

    public Nesting {
      innerClasses = List.copyOf(innerClasses);
      nestMembers = List.copyOf(nestMembers);
      permittedSubclasses = permittedSubclasses == null ? null : List.copyOf(permittedSubclasses);
    }
  }

  /**
   * The enclosing class and method (JVMS 4.7.7).
   *
   * @param method name of the method, null with its descriptor when not in a method
   */
  public record Enclosing(String owner, String method, String descriptor) {}

  /**
   * An {@code InnerClasses} entry (JVMS 4.7.6).
   *
   * @param outer null when local or anonymous
   * @param innerName simple name, null when anonymous
   */
  public record InnerClass(String name, String outer, String innerName, int access) {}
}
