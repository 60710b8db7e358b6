package dev.whittle.dce;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls that may look for a class without initializing it, or for its file, with tombstones: each
 * becomes a call of a function with the same operands, the receiver first, which does the same and
 * reports what is pruned. Calls by {@code super} stay: they are part of a loader. {@code
 * Class.forName} with a name alone initializes what it finds, which reports itself.
 */
final class LookUps {
  private static final String CLASS = "java/lang/Class";
  private static final String LOADER = "java/lang/ClassLoader";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  /** Where a path of a class file is put together, a string ends like this. */
  private static final String SUFFIX = ".class";

  private record Key(Statement.InvokeKind kind, String owner, String name, String descriptor) {
    static Key of(Statement.Invoke call) {
      MethodRef method = call.method();
      return new Key(call.kind(), method.owner(), method.name(), method.descriptor());
    }

    /** The descriptor of a function that has the receiver as its first parameter. */
    String asStatic() {
      return kind == Statement.InvokeKind.STATIC
          ? descriptor
          : "(L" + owner + ";" + descriptor.substring(1);
    }
  }

  private static final Map<Key, String> CLASSES =
      table(
          virtual(LOADER, "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;"),
          virtual(LOOKUP, "findClass", "(Ljava/lang/String;)Ljava/lang/Class;"),
          forName("(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;"),
          forName("(Ljava/lang/Module;Ljava/lang/String;)Ljava/lang/Class;"));

  private static final Map<Key, String> FILES =
      table(
          virtual(LOADER, "getResource", "(Ljava/lang/String;)Ljava/net/URL;"),
          virtual(LOADER, "getResourceAsStream", "(Ljava/lang/String;)Ljava/io/InputStream;"),
          virtual(CLASS, "getResource", "(Ljava/lang/String;)Ljava/net/URL;"),
          virtual(CLASS, "getResourceAsStream", "(Ljava/lang/String;)Ljava/io/InputStream;"));

  private static Key virtual(String owner, String name, String descriptor) {
    return new Key(Statement.InvokeKind.VIRTUAL, owner, name, descriptor);
  }

  private static Key forName(String descriptor) {
    return new Key(Statement.InvokeKind.STATIC, CLASS, "forName", descriptor);
  }

  private static Map<Key, String> table(Key... keys) {
    return Stream.of(keys).collect(Collectors.toMap(key -> key, Key::asStatic));
  }

  private LookUps() {}

  /** The function with such calls replaced, itself when it has none. */
  static FunctionDef reported(FunctionDef function) {
    Body body = function.code().body();
    List<Block> blocks = new ArrayList<>();
    boolean files = spellsClassFile(body);
    boolean found = false;
    for (Block block : body.blocks()) {
      List<Statement> statements =
          block.statements().stream().map(statement -> reported(statement, files)).toList();
      found |= !statements.equals(block.statements());
      blocks.add(block.withStatements(statements));
    }
    return found
        ? function.withCode(
            new CodeHandle.Code(body.withBlocks(blocks), function.code().locations()))
        : function;
  }

  private static Statement reported(Statement statement, boolean files) {
    return statement instanceof Statement.Invoke call ? reported(call, files) : statement;
  }

  /** Other resources are left alone: look-ups of them are many, and none is of a pruned class. */
  private static boolean spellsClassFile(Body body) {
    return body.blocks().stream()
        .flatMap(block -> block.statements().stream())
        .anyMatch(LookUps::spellsClassFile);
  }

  private static boolean spellsClassFile(Statement statement) {
    return switch (statement) {
      case Statement.Const constant -> endsLikeOne(constant.constant());
      case Statement.InvokeDynamic call ->
          call.site().arguments().stream().anyMatch(LookUps::endsLikeOne);
      case Statement _ -> false;
    };
  }

  private static boolean endsLikeOne(Constant constant) {
    return constant instanceof Constant.Str(String text) && text.endsWith(SUFFIX);
  }

  private static Statement reported(Statement.Invoke call, boolean files) {
    Key key = Key.of(call);
    String descriptor = files && FILES.containsKey(key) ? FILES.get(key) : CLASSES.get(key);
    return descriptor == null
        ? call
        : new Statement.Invoke(
            call.result(),
            Statement.InvokeKind.STATIC,
            new MethodRef(Tombstones.RUNTIME, call.method().name(), descriptor, OwnerKind.CLASS),
            call.arguments());
  }
}
