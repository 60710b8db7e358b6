package dev.whittle.ir.crate;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link DeclarationEncoder} writes. */
final class DeclarationDecoder {
  private final ClassSymbols symbols;
  private final ByteInput in;
  private final AnnotationDecoder annotations;
  private final ConstantDecoder constants;

  DeclarationDecoder(ClassSymbols symbols, byte[] bytes) {
    this.symbols = symbols;
    this.in = new ByteInput(bytes);
    this.annotations = new AnnotationDecoder(symbols, in);
    this.constants = new ConstantDecoder(symbols, in);
  }

  /**
   * The columns of a class, as its row has them.
   *
   * @param superName null when absent
   */
  record ClassColumns(int version, int access, String name, String superName) {}

  /**
   * The columns of a function.
   *
   * @param code null for abstract and native methods
   */
  record FunctionColumns(int access, String name, String descriptor, CodeHandle code) {}

  ClassDef declaration(ClassColumns columns, List<FunctionColumns> functions) {
    int flags = flags(31);
    List<String> interfaces = strings();
    ClassDef.Nesting nesting =
        orElse(flags, DeclarationEncoder.NESTING, this::nesting, ClassDef.Nesting.NONE);
    ClassDef.Source source =
        orElse(flags, DeclarationEncoder.SOURCE, this::source, ClassDef.Source.NONE);
    List<ClassDef.RecordComponent> components =
        orElse(flags, DeclarationEncoder.RECORD, () -> Decode.list(in, this::component), null);
    ModuleDef module = orElse(flags, DeclarationEncoder.MODULE, this::module, null);
    Attributes attributes = attributes(flags, DeclarationEncoder.CLASS_ATTRIBUTES);
    List<FieldDef> fields = Decode.list(in, this::field);
    List<FunctionDef> definitions = new ArrayList<>(functions.size());
    for (FunctionColumns function : functions) {
      definitions.add(function(function));
    }
    in.end();
    return new ClassDef(
        columns.version(),
        columns.access(),
        columns.name(),
        columns.superName(),
        interfaces,
        nesting,
        source,
        components,
        module,
        attributes,
        fields,
        definitions);
  }

  private int flags(int known) {
    int flags = in.u8();
    if ((flags & ~known) != 0) {
      throw new Malformed("flags of a declaration: " + flags);
    }
    return flags;
  }

  private static <T> T orElse(int flags, int bit, Supplier<T> present, T absent) {
    return (flags & bit) != 0 ? present.get() : absent;
  }

  private Attributes attributes(int flags, int bit) {
    return (flags & bit) != 0 ? annotations.attributes() : Attributes.NONE;
  }

  private String string() {
    return symbols.string(in.varint());
  }

  private String nullable() {
    return symbols.nullable(in.varint());
  }

  private List<String> strings() {
    return Decode.list(in, this::string);
  }

  private ClassDef.Nesting nesting() {
    String owner = nullable();
    ClassDef.Enclosing enclosing =
        owner == null ? null : new ClassDef.Enclosing(owner, nullable(), nullable());
    return new ClassDef.Nesting(
        enclosing,
        Decode.list(
            in, () -> new ClassDef.InnerClass(string(), nullable(), nullable(), in.varint())),
        nullable(),
        strings(),
        Decode.flag(in) ? strings() : null);
  }

  private ClassDef.Source source() {
    return new ClassDef.Source(nullable(), nullable());
  }

  private ClassDef.RecordComponent component() {
    return new ClassDef.RecordComponent(string(), string(), annotations.attributes());
  }

  private ModuleDef module() {
    return new ModuleDef(
        string(),
        in.varint(),
        nullable(),
        nullable(),
        strings(),
        Decode.list(in, () -> new ModuleDef.Requires(string(), in.varint(), nullable())),
        opened(),
        opened(),
        strings(),
        Decode.list(in, () -> new ModuleDef.Provides(string(), strings())));
  }

  private List<ModuleDef.Opened> opened() {
    return Decode.list(in, () -> new ModuleDef.Opened(string(), in.varint(), strings()));
  }

  private FieldDef field() {
    int flags = flags(3);
    int access = in.varint();
    String name = string();
    String descriptor = string();
    return new FieldDef(
        access,
        name,
        descriptor,
        orElse(flags, DeclarationEncoder.CONSTANT_VALUE, constants::constant, null),
        attributes(flags, DeclarationEncoder.FIELD_ATTRIBUTES));
  }

  private FunctionDef function(FunctionColumns columns) {
    int flags = flags(63);
    List<String> exceptions =
        orElse(flags, DeclarationEncoder.EXCEPTIONS, this::strings, List.of());
    Attributes attributes = attributes(flags, DeclarationEncoder.FUNCTION_ATTRIBUTES);
    FunctionDef.Details details =
        new FunctionDef.Details(
            orElse(flags, DeclarationEncoder.PARAMETERS, this::parameters, null),
            parameterAnnotations(flags, DeclarationEncoder.VISIBLE_PARAMETER_ANNOTATIONS),
            parameterAnnotations(flags, DeclarationEncoder.INVISIBLE_PARAMETER_ANNOTATIONS),
            orElse(flags, DeclarationEncoder.ANNOTATION_DEFAULT, annotations::value, null));
    return new FunctionDef(
        columns.access(),
        columns.name(),
        columns.descriptor(),
        exceptions,
        attributes,
        details.equals(FunctionDef.Details.NONE) ? FunctionDef.Details.NONE : details,
        columns.code());
  }

  private List<FunctionDef.Parameter> parameters() {
    return List.copyOf(Decode.list(in, () -> new FunctionDef.Parameter(nullable(), in.varint())));
  }

  private List<List<Annotation>> parameterAnnotations(int flags, int bit) {
    return orElse(
        flags,
        bit,
        () -> List.copyOf(Decode.list(in, () -> List.copyOf(annotations.annotations()))),
        null);
  }
}
