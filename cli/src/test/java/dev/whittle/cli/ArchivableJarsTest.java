package dev.whittle.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old classes get frames and do what they did; the rest of a jar, and other jars, stay. */
class ArchivableJarsTest {
  private static final int OLD = ClassFile.JAVA_5_VERSION;

  @TempDir static Path temp;

  @Test
  void oldClassesGetFrames() throws Exception {
    Path from = Files.createDirectory(temp.resolve("from"));
    Path to = temp.resolve("to");
    byte[] present = sign("Present", ClassFile.JAVA_17_VERSION);
    Map<String, byte[]> mixed =
        new TreeMap<>(
            Map.of(
                "Past.class",
                sign("Past", OLD),
                "Present.class",
                present,
                "a.txt",
                new byte[] {1, 2, 3}));
    jar(from.resolve("mixed.jar"), mixed);
    jar(from.resolve("other.jar"), Map.of("Present.class", present));

    ArchivableJars.copy(from, to);
    ArchivableJars.copy(from, temp.resolve("again"));

    assertArrayEquals(
        Files.readAllBytes(from.resolve("other.jar")), Files.readAllBytes(to.resolve("other.jar")));
    assertArrayEquals(
        Files.readAllBytes(temp.resolve("again/mixed.jar")),
        Files.readAllBytes(to.resolve("mixed.jar")));
    Map<String, byte[]> copied = files(to.resolve("mixed.jar"));
    assertEquals(mixed.keySet(), copied.keySet());
    assertArrayEquals(mixed.get("Present.class"), copied.get("Present.class"));
    assertArrayEquals(mixed.get("a.txt"), copied.get("a.txt"));
    ClassModel raised = ClassFile.of().parse(copied.get("Past.class"));
    assertEquals(ClassFile.JAVA_6_VERSION, raised.majorVersion());
    assertTrue(hasFrames(raised));
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {to.resolve("mixed.jar").toUri().toURL()}, null)) {
      for (int number : List.of(7, -7, 0)) {
        assertEquals(
            Math.abs(number),
            classes.loadClass("Past").getMethod("abs", int.class).invoke(null, number));
      }
    }
  }

  /** A class whose {@code abs(int)} has a branch. */
  private static byte[] sign(String name, int version) {
    return ClassFile.of(StackMapsOption.STACK_MAPS_WHEN_REQUIRED)
        .build(
            ClassDesc.of(name),
            to ->
                to.withVersion(version, 0)
                    .withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                    .withMethodBody(
                        "abs",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> {
                          var positive = code.newLabel();
                          code.iload(0)
                              .ifge(positive)
                              .iload(0)
                              .ineg()
                              .ireturn()
                              .labelBinding(positive)
                              .iload(0)
                              .ireturn();
                        }));
  }

  private static boolean hasFrames(ClassModel classFile) {
    for (MethodModel method : classFile.methods()) {
      if (method
          .code()
          .filter(code -> code.findAttribute(Attributes.stackMapTable()).isPresent())
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static void jar(Path to, Map<String, byte[]> files) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
  }

  private static Map<String, byte[]> files(Path jar) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile from = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
        files.put(entry.getName(), from.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }
}
