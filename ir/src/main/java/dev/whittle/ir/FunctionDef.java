package dev.whittle.ir;

import java.util.List;

/**
 * A method declaration (JVMS 4.6) with, unless it is abstract or native, its code.
 *
 * @param exceptions internal names of the {@code Exceptions} attribute
 * @param details the rarer method attributes
 * @param code the code, decoded on demand; null for abstract and native methods
 */
public record FunctionDef(
    int access,
    String name,
    String descriptor,
    List<String> exceptions,
    Attributes attributes,
    Details details,
    CodeHandle code) {
  public FunctionDef {
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Method attributes that most methods lack.
   *
   * @param parameters {@code MethodParameters} (JVMS 4.7.24), null when absent
   * @param visibleParameterAnnotations {@code RuntimeVisibleParameterAnnotations}, one list per
   *     parameter that the attribute counts (its count may differ from the descriptor's), null when
   *     absent
   * @param invisibleParameterAnnotations likewise, invisible
   * @param annotationDefault default of an annotation element, null when absent
   */
  public record Details(
      List<Parameter> parameters,
      List<List<Annotation>> visibleParameterAnnotations,
      List<List<Annotation>> invisibleParameterAnnotations,
      Annotation.Value annotationDefault) {
    public static final Details NONE = new Details(null, null, null, null);
  }

  /** A {@code MethodParameters} entry; {@code name} is null for a nameless one. */
  public record Parameter(String name, int access) {}

  public boolean isStatic() {
    return Access.has(access, Access.STATIC);
  }

  public boolean isAbstract() {
    return Access.has(access, Access.ABSTRACT);
  }

  public boolean isConstructor() {
    return name.equals("<init>");
  }

  /** The same declaration with other code. */
  public FunctionDef withCode(CodeHandle newCode) {
    return new FunctionDef(access, name, descriptor, exceptions, attributes, details, newCode);
  }
}
