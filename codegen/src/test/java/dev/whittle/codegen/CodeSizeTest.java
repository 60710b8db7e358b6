package dev.whittle.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.lower.ClassLowering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** What functions are said to take, against the class files that come out. */
class CodeSizeTest {
  private static final Set<String> TABLES =
      Set.of("StackMapTable", "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable");

  /** Bytes of a method's code, and of what describes it, attributes and all. */
  private record Sizes(int code, int tables) {}

  /** A class file as far as the sizes of code and its tables (JVMS 4.1). */
  private static final class Walk {
    private final ClassReader file;
    private final char[] buffer;
    private final Map<String, Sizes> methods = new HashMap<>();
    private int at;

    Walk(byte[] classFile) {
      file = new ClassReader(classFile);
      buffer = new char[file.getMaxStringLength()];
      at = file.header + 6;
      skip(u2(), 2);
      members();
      members();
    }

    private void skip(int count, int bytes) {
      at += count * bytes;
    }

    private int u2() {
      at += 2;
      return file.readUnsignedShort(at - 2);
    }

    private String utf8() {
      at += 2;
      return file.readUTF8(at - 2, buffer);
    }

    private void members() {
      for (int count = u2(); count > 0; count--) {
        at += 2;
        String member = utf8() + utf8();
        for (int attributes = u2(); attributes > 0; attributes--) {
          String name = utf8();
          int end = at + 4 + file.readInt(at);
          if (name.equals("Code")) {
            methods.put(member, code());
          }
          at = end;
        }
      }
    }

    private Sizes code() {
      at += 8;
      int length = file.readInt(at);
      at += 4 + length;
      int tables = 8 * file.readUnsignedShort(at);
      skip(u2(), 8);
      for (int attributes = u2(); attributes > 0; attributes--) {
        String name = utf8();
        int size = 6 + file.readInt(at);
        tables += TABLES.contains(name) ? size : 0;
        at += size - 2;
      }
      return new Sizes(length, tables);
    }
  }

  @Test
  void tablesTakeWhatIsWritten() throws IOException {
    Path jar =
        Path.of(Assertions.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    int compared = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        ClassDef definition = ClassLowering.lower(zip.getInputStream(entry).readAllBytes());
        Map<String, Sizes> written = new Walk(ClassEmitter.emit(definition)).methods;
        for (FunctionDef function : definition.functions()) {
          Sizes sizes = written.get(function.name() + function.descriptor());
          // Where indices of constants are wide, offsets are others than they are counted here.
          if (sizes != null && CodeSize.of(function.code().body()) == sizes.code) {
            assertEquals(
                sizes.code + sizes.tables,
                CodeSize.withTables(definition, function),
                definition.name() + "." + function.name() + function.descriptor());
            compared++;
          }
        }
      }
    }
    assertTrue(compared > 100, compared + " methods");
  }
}
