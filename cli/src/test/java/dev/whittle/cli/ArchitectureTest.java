package dev.whittle.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md that a machine can check, on the main classes of all modules. */
class ArchitectureTest {
  private static final String DIGEST = "dev.whittle.digest..";
  private static final String IR = "dev.whittle.ir..";
  private static final String LOWER = "dev.whittle.lower..";
  private static final String DCE = "dev.whittle.dce..";
  private static final String CODEGEN = "dev.whittle.codegen..";
  private static final String CACHE = "dev.whittle.cache..";
  private static final String TRACE = "dev.whittle.trace..";
  private static final String DRIVER = "dev.whittle.driver..";
  private static final String CLI = "dev.whittle.cli..";
  private static final String PLATFORM = "java..";

  /**
   * What programs and frameworks call their packages. None of it may stand in a constant of ours,
   * but for what Whittle itself is built on ({@link #OWN}).
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?:(?<![\\w$])|(?<=L))(?:(?:org|com|net|io|ch|edu)[./](?!example)[a-z]\\w*[./]\\w|"
              + "(?:kotlin|kotlinx|scala|groovy|clojure|jakarta|android|androidx|akka|play)[./]\\w)");

  private static final Pattern OWN =
      Pattern.compile(
          "(?:org[./]objectweb[./]asm|com[./]github[./]benmanes|eu[./]maveniverse"
              + "|org[./]eclipse[./]aether|java[./]net[./]http)[./][\\w./$]*");

  private static JavaClasses main;

  @BeforeAll
  static void importMainClasses() {
    main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages("dev.whittle");
  }

  @Test
  void modulesSeeOnlyWhatTheDesignAllows() {
    onlyDependOn(DIGEST, DIGEST, PLATFORM);
    onlyDependOn(IR, IR, DIGEST, PLATFORM);
    onlyDependOn(
        LOWER, LOWER, IR, PLATFORM, "org.objectweb.asm..", "javax.tools..", "com.sun.source..");
    onlyDependOn(DCE, DCE, IR, PLATFORM);
    onlyDependOn(CODEGEN, CODEGEN, IR, DIGEST, PLATFORM, "org.objectweb.asm..");
    onlyDependOn(TRACE, TRACE, PLATFORM, "org.objectweb.asm..");
    onlyDependOn("dev.whittle.trace.record..", "dev.whittle.trace.record..", PLATFORM);
    onlyDependOn(CACHE, CACHE, DIGEST, PLATFORM, "com.github.benmanes.caffeine..");
    noClasses()
        .that()
        .resideInAPackage(DRIVER)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.whittle.driver.maven..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("eu.maveniverse..", "org.eclipse.aether.."))
        .check(main);
  }

  private static void onlyDependOn(String module, String... allowed) {
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .allowEmptyShould(true)
        .check(main);
  }

  @Test
  void onlyTheCommandLineTalksToTheWorld() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .accessField(System.class, "out")
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .accessField(System.class, "err")
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(Runtime.class, "halt", int.class)
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(System.class, "getenv")
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(System.class, "getenv", String.class)
        .check(main);
    noClasses().should().callMethod(Throwable.class, "printStackTrace").check(main);
  }

  @Test
  void theClassFileLibraryIsInNoPublicSignature() {
    List<String> violations = new ArrayList<>();
    for (JavaClass type : main) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
        type.getAllRawSuperclasses().stream()
            .filter(ArchitectureTest::isAsm)
            .forEach(
                superclass -> violations.add(type.getName() + " extends " + superclass.getName()));
        type.getFields().stream()
            .filter(field -> visible(field.getModifiers()) && isAsm(field.getRawType()))
            .map(JavaField::getFullName)
            .forEach(violations::add);
        type.getCodeUnits().stream()
            .filter(unit -> visible(unit.getModifiers()) && namesAsm(unit))
            .map(JavaCodeUnit::getFullName)
            .forEach(violations::add);
      }
    }
    assertEquals(List.of(), violations);
  }

  private static boolean visible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean namesAsm(JavaCodeUnit unit) {
    return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
        .anyMatch(ArchitectureTest::isAsm);
  }

  private static boolean isAsm(JavaClass type) {
    return type.getPackageName().startsWith("org.objectweb.asm");
  }

  @Test
  void namesSayWhatThingsAre() {
    Pattern empty = Pattern.compile(".*(?:Impl|Utils?|Helper|Manager)|Abstract.*");
    assertEquals(
        List.of(),
        main.stream()
            .filter(type -> empty.matcher(type.getSimpleName()).matches())
            .map(JavaClass::getName)
            .toList());
    assertEquals(
        List.of(),
        main.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getName().matches("get[A-Z].*") && !inheritedName(method))
            .map(JavaMethod::getFullName)
            .toList());
  }

  /** Whether a type that is not ours gave the method its name. */
  private static boolean inheritedName(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .filter(type -> !type.getName().startsWith("dev.whittle"))
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(inherited -> inherited.getName().equals(method.getName()));
  }

  @Test
  void noProgramOrFrameworkIsNamed() throws IOException {
    List<String> violations = new ArrayList<>();
    for (JavaClass type : main) {
      for (String constant : constants(type)) {
        if (FOREIGN.matcher(withoutOwn(constant)).find()) {
          violations.add(type.getName() + ": " + constant);
        }
      }
    }
    assertEquals(List.of(), violations);
  }

  @Test
  void theSearchForForeignNamesFindsThem() {
    for (String name :
        List.of(
            "org/springframework/core/Foo",
            "Lkotlin/Metadata;",
            "groovy.lang.GroovyObject",
            "META-INF/services/org.apache.Foo",
            "(Lcom/google/common/base/Function;)V")) {
      assertTrue(FOREIGN.matcher(withoutOwn(name)).find(), name);
    }
    for (String name :
        List.of(
            "org/objectweb/asm/MethodVisitor", "scalar.x", "com.example.Foo", "java/lang/Object")) {
      assertTrue(!FOREIGN.matcher(withoutOwn(name)).find(), name);
    }
  }

  private static String withoutOwn(String constant) {
    return OWN.matcher(constant).replaceAll("");
  }

  private static List<String> constants(JavaClass type) throws IOException {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      List<String> constants = new ArrayList<>();
      for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (entry instanceof Utf8Entry text) {
          constants.add(text.stringValue());
        }
      }
      return constants;
    }
  }
}
