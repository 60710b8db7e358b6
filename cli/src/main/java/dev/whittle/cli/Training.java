package dev.whittle.cli;

import dev.whittle.cache.InputIdentity;
import dev.whittle.driver.generate.Whittle;
import dev.whittle.driver.metadata.CommunityRepository;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * A rehearsal, run once when Whittle has been built: it builds Whittle itself, once from nothing,
 * once more with nothing changed, and once with a rule more. The JVM notes which classes that takes
 * and keeps them, loaded and linked, in an AOT cache (JEP 483, JEP 514), from which every later
 * process starts.
 *
 * <p>Beside Whittle's jars it leaves what later builds recognize these by.
 *
 * <p>At its end there are a jar and a class directory, built into {@code patched.jar}, of which
 * some classes were edited then: the launcher lets {@link UpToDate} rehearse with it.
 *
 * <p>Arguments: an empty directory to work in, and the directory of Whittle's own jars.
 */
final class Training {
  /** Younger files are not trusted to have told of every change. */
  private static final long SETTLING_MS = 2_100;

  /** Enough to meet most of what class files have, and not too many for a patch. */
  private static final int EDITED = 50;

  private static final String SPECIMEN = Specimen.class.getName().replace('.', '/') + ".class";

  private static final ClassDesc SYSTEM = ClassDesc.of(System.class.getName());

  private Training() {}

  /** Ends with exit code 1 when a command does not do what it should. */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    Path libraries = Path.of(arguments[1]);
    Path rule =
        Files.writeString(
            work.resolve("rule.txt"),
            Training.class.getName() + "\n" + Specimen.class.getName() + "\n");
    List<String> build = build(ownJar(libraries), libraries + "/*", "whittle.jar", work);
    run(build);
    run(build);
    run(List.of("cache", "stats", "--cache-dir", work.resolve("cache").toString()));
    List<String> more = new ArrayList<>(build);
    more.addAll(List.of("--keep", rule.toString(), "--metadata", metadata(work).toString()));
    if (repository().isPresent()) {
      more.remove("--no-metadata-repository");
    }
    run(more);
    patchable(work, libraries, rule);
    recognize(libraries);
    System.exit(0);
  }

  /** A file with something of each kind that programs' metadata has. */
  private static Path metadata(Path work) throws IOException {
    return Files.writeString(
        Files.createDirectory(work.resolve("metadata")).resolve("reachability-metadata.json"),
        """
        {
          "reflection": [
            {
              "type": "%1$s",
              "allDeclaredMethods": true,
              "fields": [{"name": "EDITED"}],
              "methods": [{"name": "main", "parameterTypes": ["java.lang.String[]"]}]
            },
            {"condition": {"typeReached": "%1$s"}, "type": {"proxy": ["java.lang.Runnable"]}}
          ],
          "resources": [
            {"condition": {"typeReached": "%1$s"}, "glob": "dev/whittle/**"},
            {"bundle": "dev.whittle.Texts"}
          ]
        }
        """
            .formatted(Training.class.getName()));
  }

  private static Optional<Path> repository() {
    return Coordinates.localZip(CommunityRepository.coordinate());
  }

  /** As the launcher writes it, too. */
  private static List<String> build(Path root, String classPath, String output, Path work) {
    return List.of(
        "build",
        root.toString(),
        "-cp",
        classPath,
        "--main-class",
        Main.class.getName(),
        "--no-metadata-repository",
        "--cache-dir",
        work.resolve("cache").toString(),
        "-o",
        work.resolve(output).toString());
  }

  /** Half of a program in a jar, half in a directory, built, and some of both edited. */
  private static void patchable(Path work, Path libraries, Path rule) throws IOException {
    Path classes = work.resolve("classes");
    Path packed = work.resolve("app.jar");
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (JarFile jar = new JarFile(ownJar(libraries).toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    write(files, classes, packed);
    try {
      Thread.sleep(SETTLING_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    String classPath = classes + File.pathSeparator + libraries + "/*";
    List<String> build = new ArrayList<>(build(packed, classPath, "patched.jar", work));
    build.addAll(List.of("--keep", rule.toString()));
    run(build);
    int left = EDITED;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean isEdited = left-- > 0 || file.getKey().equals(SPECIMEN);
      file.setValue(isEdited ? edited(file.getValue()) : file.getValue());
    }
    write(files, classes, packed);
  }

  /** Every other file goes into the jar; in the directory, only what is another is written. */
  private static void write(Map<String, byte[]> files, Path classes, Path packed)
      throws IOException {
    boolean isPacked = false;
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(packed))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = classes.resolve(file.getKey());
        isPacked = !isPacked;
        if (isPacked) {
          jar.putNextEntry(new JarEntry(file.getKey()));
          jar.write(file.getValue());
        } else if (!Files.exists(path)
            || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
          Files.createDirectories(path.getParent());
          Files.write(path, file.getValue());
        }
      }
    }
  }

  /**
   * The class with an array and a time that nobody uses in each function without frames. In others,
   * frames would be made anew, and have other types.
   */
  private static byte[] edited(byte[] classFile) {
    ClassFile format = ClassFile.of();
    return format.transformClass(
        format.parse(classFile),
        ClassTransform.transformingMethodBodies(
            method ->
                method
                    .code()
                    .filter(code -> code.findAttribute(Attributes.stackMapTable()).isEmpty())
                    .isPresent(),
            new CodeTransform() {
              @Override
              public void atStart(CodeBuilder code) {
                code.iconst_3().newarray(TypeKind.INT).pop();
                code.invokestatic(SYSTEM, "nanoTime", MethodTypeDesc.of(ConstantDescs.CD_long))
                    .pop2();
              }

              @Override
              public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
              }
            }));
  }

  /**
   * Leaves records of what every build recognizes: it need not digest these files for each cache. ▸
   * 4 % of the instructions of a cold build of logback.
   */
  private static void recognize(Path libraries) throws IOException {
    Path records = libraries.resolveSibling("recognized");
    InputIdentity identity = new InputIdentity(records, InputIdentity.Trust.STAT);
    for (Path file : Whittle.files()) {
      identity.recognize(file);
    }
    Optional<Path> metadata = repository();
    if (metadata.isPresent()) {
      identity.recognize(metadata.get());
    }
  }

  private static Path ownJar(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "whittle-cli-*.jar")) {
      return jars.iterator().next();
    }
  }

  private static void run(List<String> arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("WHITTLE_"));
    Terminal terminal = new Terminal(nowhere, nowhere, Terminal.Audience.NOBODY, environment);
    if (CommandLines.run(terminal, arguments.toArray(String[]::new)) != 0) {
      System.exit(1);
    }
  }
}
