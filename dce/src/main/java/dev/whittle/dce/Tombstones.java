package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassDef.Nesting;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.text.MirParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a class down as {@link Pruning} does, but leaves the declarations of all functions, and of
 * all classes: the body of a function that does not survive, and the initializer of a class that
 * does not, say to stderr what was pruned and how to keep it, and throw.
 *
 * <p>The functions that a class declares, and what its supertypes, nest and subclasses are, are
 * then as in the input. So calls select what they selected there, and where they select a pruned
 * function, it is the one that the original would run. Fields are as {@link Pruning} leaves them:
 * one that is there without being used would be read as zero, where one that is gone is an error
 * with its name.
 *
 * <p>A class that is only looked for runs no code of its own. So pruned classes have a field that
 * no other has, and the calls that look for classes without initializing them go through functions
 * of ours that ask for it ({@link LookUps}).
 */
public final class Tombstones {
  static final String RUNTIME = "dev/whittle/tombstone/Tombstones";
  private static final String CLASS_ERROR = "java/lang/NoClassDefFoundError";
  private static final String INITIALIZER = "<clinit>";

  /** What only pruned classes have. */
  private static final FieldDef MARK =
      new FieldDef(
          Access.PUBLIC | Access.STATIC | Access.FINAL | Access.SYNTHETIC,
          "whittle$pruned",
          "I",
          null,
          Attributes.NONE);

  private static final MethodRef REPORT =
      new MethodRef(RUNTIME, "report", "(Ljava/lang/String;Ljava/lang/String;)V", OwnerKind.CLASS);

  private Tombstones() {}

  /** The class that reports; it goes into the output beside those of the program. */
  public static ClassDef runtime() {
    try (InputStream in = Tombstones.class.getResourceAsStream("tombstones.mir")) {
      return MirParser.parseClass(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The class with its tombstones; it may be {@link Level#ABSENT}. */
  public static ClassDef mark(ClassDef input, Survival survival) {
    return survival.level(input.name()) == Level.ABSENT
        ? absent(input)
        : survivor(input, Pruning.prune(input, survival), survival);
  }

  private static ClassDef survivor(ClassDef input, ClassDef pruned, Survival survival) {
    List<FunctionDef> functions = new ArrayList<>();
    for (FunctionDef function : input.functions()) {
      Level level = survival.function(input.name(), function.name(), function.descriptor());
      functions.add(
          level == Level.ABSENT
              ? bare(input, function)
              : marked(input, declared(pruned, function), level));
    }
    return with(pruned, input.nesting(), functions);
  }

  private static FunctionDef declared(ClassDef pruned, FunctionDef function) {
    return pruned.functions().stream()
        .filter(f -> f.name().equals(function.name()))
        .filter(f -> f.descriptor().equals(function.descriptor()))
        .findFirst()
        .orElseThrow();
  }

  private static FunctionDef marked(ClassDef owner, FunctionDef function, Level level) {
    if (function.code() == null) {
      return function;
    }
    return level == Level.USED
        ? LookUps.reported(function)
        : function.withCode(called(owner, function));
  }

  /** A class of which nothing but its declarations is left; asking for it initializes it. */
  private static ClassDef absent(ClassDef input) {
    List<FunctionDef> functions = new ArrayList<>();
    for (FunctionDef function : input.functions()) {
      if (!function.name().equals(INITIALIZER)) {
        functions.add(bare(input, function));
      }
    }
    functions.add(initializer(input));
    ClassDef shell =
        new ClassDef(
            input.version(),
            input.access(),
            input.name(),
            input.superName(),
            input.interfaces(),
            input.nesting(),
            input.source(),
            null,
            null,
            plain(input.attributes()),
            List.of(MARK),
            List.of());
    return with(shell, input.nesting(), functions);
  }

  private static ClassDef with(ClassDef c, Nesting nesting, List<FunctionDef> functions) {
    return new ClassDef(
        c.version(),
        c.access(),
        c.name(),
        c.superName(),
        c.interfaces(),
        nesting,
        c.source(),
        c.recordComponents(),
        c.module(),
        c.attributes(),
        c.fields(),
        functions);
  }

  /** Annotations are gone: what looks for them would have kept the function. */
  private static FunctionDef bare(ClassDef owner, FunctionDef function) {
    return new FunctionDef(
        function.access(),
        function.name(),
        function.descriptor(),
        function.exceptions(),
        plain(function.attributes()),
        FunctionDef.Details.NONE,
        function.code() == null ? null : called(owner, function));
  }

  private static Attributes plain(Attributes attributes) {
    return new Attributes(attributes.signature(), List.of(), List.of(), attributes.unknown());
  }

  private static CodeHandle called(ClassDef owner, FunctionDef function) {
    String type = owner.name().replace('/', '.');
    if (function.name().equals(INITIALIZER)) {
      String what = "the initialization of " + type;
      return reporting(owner, function, what + " was asked for", type, "java/lang/LinkageError");
    }
    String parameters = String.join(",", Descriptor.sourceParameters(function.descriptor()));
    String rule = type + "#" + function.name() + "(" + parameters + ")";
    String name = Stubs.name(owner, function);
    return reporting(owner, function, name + " was called", rule, "java/lang/LinkageError");
  }

  private static FunctionDef initializer(ClassDef owner) {
    FunctionDef declaration =
        new FunctionDef(
            Access.STATIC,
            INITIALIZER,
            "()V",
            List.of(),
            Attributes.NONE,
            FunctionDef.Details.NONE,
            null);
    String type = owner.name().replace('/', '.');
    return declaration.withCode(
        reporting(owner, declaration, "the class " + type + " was asked for", type, CLASS_ERROR));
  }

  private static CodeHandle reporting(
      ClassDef owner, FunctionDef function, String what, String rule, String error) {
    List<Statement> report =
        List.of(
            new Statement.Const(0, new Constant.Str(what)),
            new Statement.Const(1, new Constant.Str(rule)),
            new Statement.Invoke(
                Statement.NONE, Statement.InvokeKind.STATIC, REPORT, Ints.of(0, 1)));
    return Stubs.throwing(owner, function, report, error, "pruned: " + what);
  }
}
