package dev.whittle.bench.peers;

import dev.whittle.ir.Access;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.BinaryOp;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import dev.whittle.ir.crate.CrateEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a program of any number of crates and functions, of which a given number is reached.
 * Arguments: {@code DIRECTORY CRATES FUNCTIONS REACHED}.
 *
 * <p>Each crate has an equal share of the functions, and of those that are reached. These are in
 * classes of two functions, one reached and one not, which lie as far apart in their crate as can
 * be; all else is in classes of ten functions, which call each other. {@code root.mirc} has the
 * class {@code Main}, which calls into every crate and prints how many functions of theirs were
 * run. {@code other.mirc} has a class {@code Other} whose main method does nothing: who builds that
 * has seen the other crates.
 */
public final class ManyCrates {
  private static final int IN_A_CLASS = 10;

  /** Calls of one function: code has at most 65,535 bytes. */
  private static final int CALLS = 500;

  private static final String INT_TO_INT = "(I)I";
  private static final String ARGUMENTS = "[Ljava/lang/String;";

  private final int crates;
  private final int functions;
  private final int reached;

  private ManyCrates(int crates, int functions, int reached) {
    this.crates = crates;
    this.functions = functions / crates;
    this.reached = reached / crates;
    if (this.functions < 2 * this.reached) {
      throw new IllegalArgumentException("a reached function has one beside it that is not");
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    ManyCrates graph =
        new ManyCrates(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    graph.root().finish().write(directory.resolve("root.mirc"));
    other().finish().write(directory.resolve("other.mirc"));
    for (int crate = 0; crate < graph.crates; crate++) {
      graph.crate(crate).finish().write(directory.resolve(name(crate) + ".mirc"));
    }
  }

  private static String name(int crate) {
    return String.format(Locale.ROOT, "c%04d", crate);
  }

  private int unreachedClasses() {
    return Math.ceilDiv(functions - 2 * reached, IN_A_CLASS);
  }

  /** Each reached class has a package, with its share of the others behind it. */
  private static String reachedName(int crate, int index) {
    return String.format(Locale.ROOT, "p/%s/q%02d/A", name(crate), index);
  }

  private String unreachedName(int crate, int index) {
    int share = (int) ((long) index * reached / unreachedClasses());
    return String.format(Locale.ROOT, "p/%s/q%02d/B%06d", name(crate), share, index);
  }

  private CrateEncoder crate(int crate) {
    List<ClassDef> all = new ArrayList<>();
    for (int i = 0; i < reached; i++) {
      String name = reachedName(crate, i);
      MethodRef next = i + 1 < reached ? callee(reachedName(crate, i + 1), 0) : null;
      all.add(
          type(name, List.of(function("f0", body(next)), function("f1", body(callee(name, 0))))));
    }
    int left = functions - 2 * reached;
    for (int i = 0; i < unreachedClasses(); i++) {
      int count = Math.min(left, IN_A_CLASS);
      all.add(type(unreachedName(crate, i), unreached(crate, i, count)));
      left -= count;
    }
    all.sort((a, b) -> a.name().compareTo(b.name()));
    CrateEncoder encoder = new CrateEncoder(name(crate));
    all.forEach(encoder::addClass);
    return encoder;
  }

  private List<FunctionDef> unreached(int crate, int index, int count) {
    List<FunctionDef> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String owner = unreachedName(crate, (index + i) % unreachedClasses());
      all.add(function("f" + i, body(callee(owner, 0))));
    }
    return all;
  }

  /** Main, which hands a number through all crates. */
  private CrateEncoder root() {
    List<FunctionDef> all = new ArrayList<>();
    for (int from = 0; from < crates; from += CALLS) {
      List<MethodRef> calls = new ArrayList<>();
      for (int crate = from; crate < Math.min(crates, from + CALLS); crate++) {
        calls.add(callee(reachedName(crate, 0), 0));
      }
      all.add(function("f" + from / CALLS, body(calls, List.of())));
    }
    List<Statement> statements = new ArrayList<>();
    FieldRef out = new FieldRef("java/lang/System", "out", "Ljava/io/PrintStream;");
    statements.add(new Statement.GetStatic(0, out));
    statements.add(new Statement.Const(1, new Constant.Int(0)));
    int value = 1;
    for (int i = 0; i < all.size(); i++) {
      statements.add(call(callee("Main", i), value));
      value++;
    }
    MethodRef print = new MethodRef("java/io/PrintStream", "println", "(I)V", OwnerKind.CLASS);
    statements.add(
        new Statement.Invoke(
            Statement.NONE, Statement.InvokeKind.VIRTUAL, print, Ints.of(0, value)));
    Body main =
        body(
            new Local(0, Kind.REFERENCE),
            new VType.Class(ARGUMENTS),
            statements,
            Terminator.NONE,
            value + 1);
    all.add(function("main", "(" + ARGUMENTS + ")V", main));
    CrateEncoder encoder = new CrateEncoder("root");
    encoder.addClass(type("Main", all));
    return encoder;
  }

  private static CrateEncoder other() {
    Body nothing =
        body(
            new Local(0, Kind.REFERENCE),
            new VType.Class(ARGUMENTS),
            List.of(),
            Terminator.NONE,
            0);
    CrateEncoder encoder = new CrateEncoder("other");
    encoder.addClass(type("Other", List.of(function("main", "(" + ARGUMENTS + ")V", nothing))));
    return encoder;
  }

  private static MethodRef callee(String owner, int function) {
    return new MethodRef(owner, "f" + function, INT_TO_INT, OwnerKind.CLASS);
  }

  private static ClassDef type(String name, List<FunctionDef> functions) {
    return new ClassDef(
        61,
        Access.PUBLIC | Access.SUPER,
        name,
        "java/lang/Object",
        List.of(),
        ClassDef.Nesting.NONE,
        ClassDef.Source.NONE,
        null,
        null,
        Attributes.NONE,
        List.of(),
        functions);
  }

  private static FunctionDef function(String name, Body body) {
    return function(name, INT_TO_INT, body);
  }

  private static FunctionDef function(String name, String descriptor, Body body) {
    return new FunctionDef(
        Access.PUBLIC | Access.STATIC,
        name,
        descriptor,
        List.of(),
        Attributes.NONE,
        FunctionDef.Details.NONE,
        new CodeHandle.Code(body, Locations.NONE));
  }

  /** {@code return callee(x + 1)}, or {@code return x + 1} without a callee. */
  private static Body body(MethodRef callee) {
    List<Statement> plusOne =
        List.of(
            new Statement.Const(1, new Constant.Int(1)),
            new Statement.Binary(2, BinaryOp.IADD, 0, 1));
    return body(callee == null ? List.of() : List.of(callee), plusOne);
  }

  /** {@code return f(g(... h(x)))}, with {@code first} done to x before. */
  private static Body body(List<MethodRef> callees, List<Statement> first) {
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement.Load(0, 0));
    statements.addAll(first);
    int value = first.size();
    for (MethodRef callee : callees) {
      statements.add(call(callee, value));
      value++;
    }
    return body(new Local(0, Kind.INT), VType.Primitive.INT, statements, value, value + 1);
  }

  private static Statement call(MethodRef callee, int argument) {
    return new Statement.Invoke(
        argument + 1, Statement.InvokeKind.STATIC, callee, Ints.of(argument));
  }

  private static Body body(
      Local parameter, VType type, List<Statement> statements, int result, int temps) {
    EntryTypes entry = new EntryTypes(Ints.of(0), List.of(type));
    Block block =
        new Block(List.of(), entry, Ints.EMPTY, statements, new Terminator.Return(result));
    return new Body(List.of(parameter), 1, List.of(block), List.of(), temps, List.of(), Ints.EMPTY);
  }
}
