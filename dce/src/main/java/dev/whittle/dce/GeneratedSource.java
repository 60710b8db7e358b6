package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.Access;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Java source that reached code writes, to have it compiled and run: server pages, queries, rules.
 * What the source calls stands in the pieces that it is put together from, which are string
 * constants of the classes of one package.
 *
 * <p>A package writes source when one of its constants declares a class, a package or an import;
 * and once reached code defines classes, or calls the platform's compiler, somebody may run it.
 * Then classes count that its constants name in full, between other text, and class literals of the
 * functions that have pieces. Of these the source may use every public or protected member whose
 * name stands in a piece as a member's does, and also of the types that such members have, since
 * calls are chained.
 */
final class GeneratedSource
    implements Mechanism.OfReached, Mechanism.ByTextLate, Mechanism.ByUseClass {
  private static final List<String> FIRST = List.of("package ", "import ");
  private static final List<String> MODIFIERS = List.of("public", "final", "static", "abstract");
  private static final String PUNCTUATION = ".(){};=";
  private static final String RUNS = "running source that was written";
  private static final int MAX_PIECE = 10_000;

  /** The package of a crate, and what of it has been read so far. */
  private static final class Writer {
    boolean declares;
    final List<Piece> pieces = new ArrayList<>();
    final List<Literal> literals = new ArrayList<>();
    final Set<FunctionNode> functions = new HashSet<>();
    final Set<String> members = new HashSet<>();
    final SequencedSet<ClassNode> classes = new LinkedHashSet<>();
    int readPieces;
    int metMembers;
    int metClasses;
  }

  private record Piece(String text, int used) {}

  private record Literal(ClassNode c, FunctionNode function) {}

  private record At(int crate, String packageName) {}

  private final Marks marks;
  private final NamedClasses named;
  private final ReflectiveEffects effects;
  private final Map<At, Writer> writers = new LinkedHashMap<>();
  private int defines = Facts.NONE;

  GeneratedSource(Marks marks, NamedClasses named, ReflectiveEffects effects) {
    this.marks = marks;
    this.named = named;
    this.effects = effects;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.DEFINE_CLASS || subject == ReflectiveCall.COMPILE) {
      defines = marks.fact(Kind.CAPABILITY, RUNS, Because.of(ReasonKind.CALL, fact));
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    if (use.use() == Effect.ClassUse.LITERAL && !use.name().startsWith("[")) {
      ClassNode c = marks.hierarchy.node(use.name());
      if (c.isProgram()) {
        writer(function).literals.add(new Literal(c, function));
      }
    }
  }

  @Override
  public boolean wantsTexts() {
    return defines != Facts.NONE;
  }

  @Override
  public void text(FunctionNode function, String text) {
    if (isPiece(text)) {
      Writer writer = writer(function);
      writer.declares |= declares(text);
      writer.pieces.add(new Piece(text, function.used));
      writer.functions.add(function);
    }
  }

  /** Whether source may be put together from a text. */
  static boolean isPiece(String text) {
    return text.length() <= MAX_PIECE
        && text.length() > 1
        && (isPunctuated(text) || declares(text));
  }

  private static boolean isPunctuated(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (PUNCTUATION.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean declares(String text) {
    String stripped = text.stripLeading();
    for (String first : FIRST) {
      if (stripped.startsWith(first)) {
        return true;
      }
    }
    if (text.contains(" class ")) {
      for (String modifier : MODIFIERS) {
        if (text.contains(modifier + " class ")) {
          return true;
        }
      }
    }
    return false;
  }

  private Writer writer(FunctionNode function) {
    At at = new At(function.owner.crate, function.owner.packageName());
    return writers.computeIfAbsent(at, _ -> new Writer());
  }

  @Override
  public void settled() {
    if (defines != Facts.NONE) {
      writers.values().stream().filter(writer -> writer.declares).forEach(this::read);
    }
  }

  private void read(Writer writer) {
    List<Piece> pieces = writer.pieces.subList(writer.readPieces, writer.pieces.size());
    writer.readPieces = writer.pieces.size();
    pieces.forEach(piece -> read(writer, piece));
    for (Literal literal : writer.literals) {
      if (writer.functions.contains(literal.function)) {
        marks.load(literal.c, Because.of(ReasonKind.CLASS_USE, literal.function.used));
        writer.classes.add(literal.c);
      }
    }
    do {
      boolean anew = writer.members.size() != writer.metMembers;
      List<ClassNode> classes = List.copyOf(writer.classes);
      classes
          .subList(anew ? 0 : writer.metClasses, classes.size())
          .forEach(c -> members(writer, c));
      writer.metMembers = writer.members.size();
      writer.metClasses = classes.size();
    } while (writer.classes.size() > writer.metClasses);
  }

  /** Takes the names of classes and members from a piece of source. */
  private void read(Writer writer, Piece piece) {
    String text = piece.text;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c != '.' && !Character.isJavaIdentifierPart(c)) {
        if (i > start) {
          name(writer, text.substring(start, i), c == '(', piece);
        }
        start = i + 1;
      }
    }
  }

  /** A name with dots: of a class, a class and its member, or members of something. */
  private void name(Writer writer, String name, boolean isCalled, Piece piece) {
    ClassNode c = className(name);
    if (c != null) {
      Because because = Because.of(ReasonKind.STRING, piece.used, defines);
      marks.load(c, because);
      named.construct(c, because);
      effects.extended(c, Because.of(ReasonKind.GENERATED_CODE, c.loaded, defines));
      writer.classes.add(c);
    }
    String[] parts = name.split("\\.");
    for (int i = 0; i < parts.length; i++) {
      if (i > 0 || isCalled && parts.length == 1) {
        writer.members.add(parts[i]);
      }
    }
  }

  /** The class that a name with dots begins with. */
  private ClassNode className(String name) {
    int end = name.indexOf('.') > 0 ? name.length() : 0;
    for (; end > 0; end = name.lastIndexOf('.', end - 1)) {
      ClassNode c = named.find(name.substring(0, end));
      if (c != null) {
        return c;
      }
    }
    return null;
  }

  private void members(Writer writer, ClassNode c) {
    Because because = Because.of(ReasonKind.GENERATED_CODE, c.loaded, defines);
    for (ClassNode declaring : c.supertypes()) {
      if (declaring.isProgram()) {
        for (FunctionNode function : declaring.functions.values()) {
          if (writer.members.contains(function.selector.name()) && isVisible(function.access)) {
            effects.lookedUp(c, function, because);
            type(writer, Descriptor.returnType(function.selector.descriptor()), because);
          }
        }
        for (FieldNode field : declaring.fields.values()) {
          if (writer.members.contains(field.selector.name()) && isVisible(field.access)) {
            effects.lookedUp(field, because);
            type(writer, field.selector.descriptor(), because);
          }
        }
      }
    }
  }

  private static boolean isVisible(int access) {
    return Access.has(access, Access.PUBLIC | Access.PROTECTED);
  }

  private void type(Writer writer, String descriptor, Because because) {
    ClassNode c =
        descriptor.startsWith("L") ? marks.hierarchy.node(Descriptor.className(descriptor)) : null;
    if (c != null && c.isProgram()) {
      marks.load(c, because);
      writer.classes.add(c);
    }
  }
}
