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
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old classes get frames and do what they did; the rest of a jar, and other jars, stay. */
class ArchivableJarsTest {
  private static final int OLD = ClassFile.JAVA_5_VERSION;

  @TempDir Path temp;

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

  /** To name the type of what two branches leave, their supertypes are needed. */
  @Test
  void whatCannotBeRaisedStays() throws Exception {
    Path from = Files.createDirectory(temp.resolve("from"));
    Map<String, byte[]> files =
        new TreeMap<>(Map.of("Joined.class", joined(), "Past.class", sign("Past", OLD)));
    jar(from.resolve("mixed.jar"), files);

    ArchivableJars.copy(from, temp.resolve("to"));

    Map<String, byte[]> copied = files(temp.resolve("to/mixed.jar"));
    assertArrayEquals(files.get("Joined.class"), copied.get("Joined.class"));
    ClassModel raised = ClassFile.of().parse(copied.get("Past.class"));
    assertEquals(ClassFile.JAVA_6_VERSION, raised.majorVersion());
  }

  /** Jars may also have times that are in no zone, or that clocks of a zone leave out. */
  @Test
  void timeZonesDoNotMatter() throws IOException {
    JarEntry skipped = new JarEntry("Past.class");
    skipped.setTimeLocal(LocalDateTime.of(2021, 3, 28, 2, 30));
    JarEntry precise = new JarEntry("a.txt");
    precise.setLastModifiedTime(FileTime.fromMillis(1_600_000_000_000L));
    Path from = Files.createDirectory(temp.resolve("from"));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(from.resolve("a.jar")))) {
      out.putNextEntry(skipped);
      out.write(sign("Past", OLD));
      out.putNextEntry(precise);
    }
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String other : List.of("Europe/Berlin", "UTC", "Asia/Tokyo")) {
        TimeZone.setDefault(TimeZone.getTimeZone(other));
        ArchivableJars.copy(from, temp.resolve(other));
        assertArrayEquals(
            Files.readAllBytes(temp.resolve("Europe/Berlin/a.jar")),
            Files.readAllBytes(temp.resolve(other).resolve("a.jar")),
            other);
      }
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  /** An old class with a method that leaves objects of one of two classes that are not there. */
  private static byte[] joined() {
    ClassDesc one = ClassDesc.of("One");
    ClassDesc other = ClassDesc.of("Other");
    return ClassFile.of(StackMapsOption.STACK_MAPS_WHEN_REQUIRED)
        .build(
            ClassDesc.of("Joined"),
            to ->
                to.withVersion(OLD, 0)
                    .withMethodBody(
                        "any",
                        MethodTypeDesc.of(
                            ConstantDescs.CD_Object, ConstantDescs.CD_int, one, other),
                        ClassFile.ACC_STATIC,
                        code ->
                            code.iload(0)
                                .ifThenElse(then -> then.aload(1), otherwise -> otherwise.aload(2))
                                .areturn()));
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
