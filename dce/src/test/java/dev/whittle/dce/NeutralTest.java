package dev.whittle.dce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.OwnerKind;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Summaries;
import dev.whittle.ir.summary.Summary;
import dev.whittle.ir.summary.SummarySource;
import dev.whittle.ir.summary.Value;
import dev.whittle.lower.Platform;
import dev.whittle.testkit.programs.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said to lead to the same does. */
class NeutralTest {
  private static final Platform PLATFORM = Platform.open(Path.of(System.getProperty("java.home")));
  private static final int TRIES = 400;
  private static final int ROUNDS = 2;

  @TempDir Path directory;

  static Stream<JavaProgram> programs() {
    return JavaProgram.all().stream();
  }

  private record Body(ClassDef owner, FunctionDef function, List<Effect> effects) {}

  /** Summaries, of which some may be others than those of the bodies. */
  private static final class Edited implements SummarySource {
    /** By the function; of all that were asked for. */
    final Map<FunctionDef, Body> bodies = new IdentityHashMap<>();

    final List<Body> inOrder = new ArrayList<>();

    @Override
    public Summary summary(ClassDef owner, FunctionDef function) {
      Body body = bodies.get(function);
      if (body == null) {
        body = new Body(owner, function, Summaries.of(owner, function).effects());
        bodies.put(function, body);
        inOrder.add(body);
      }
      return new Summary(body.effects);
    }

    /** The bodies as they are; edits of this one do not show there. */
    Edited copy() {
      Edited copy = new Edited();
      copy.bodies.putAll(bodies);
      copy.inOrder.addAll(inOrder);
      return copy;
    }
  }

  private static Reached reach(List<ClassSource> crates, JavaProgram program, Edited bodies) {
    String rules = String.join("\n", program.keepRules());
    Roots roots = new Roots(List.of("Main"), List.of(), KeepRules.parse("keep", rules));
    return Reachability.compute(new Program(crates, List.of(PLATFORM)), roots, bodies);
  }

  private static Map<String, String> levels(List<ClassSource> crates, Reached reached) {
    Map<String, String> all = new TreeMap<>();
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        ClassDef c = crate.find(name).orElseThrow();
        all.put(name, reached.level(name) + " " + reached.serializes(name));
        for (FunctionDef f : c.functions()) {
          Level level = reached.function(name, f.name(), f.descriptor());
          all.put(name + "." + f.name() + f.descriptor(), level.toString());
        }
        for (FieldDef f : c.fields()) {
          Level level = reached.field(name, f.name(), f.descriptor());
          all.put(name + "." + f.name() + ":" + f.descriptor(), level.toString());
        }
      }
    }
    all.put("undecided", reached.undecided().toString());
    all.put("missing", reached.missing().toString());
    return all;
  }

  private static boolean resourcesAreTheSame(int crates, Reached one, Reached other) {
    for (int i = 0; i < crates; i++) {
      if (one.outcome().keepsResources(i) != other.outcome().keepsResources(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Effects of the whole program, reached or not, the use of every declaration that it has, and
   * some that nobody has.
   */
  private static List<Effect> pool(List<ClassSource> crates) {
    Set<Effect> pool = new HashSet<>();
    for (ClassSource crate : crates) {
      for (String name : crate.classNames()) {
        ClassDef c = crate.find(name).orElseThrow();
        for (FunctionDef function : c.functions()) {
          pool.addAll(Summaries.of(c, function).effects());
          addCalls(pool, c, function);
        }
        addUses(pool, c);
      }
    }
    for (String text : List.of("a b", "a. b", "[a b", "no Main.x", "import a.b", "META-INF/x y")) {
      pool.add(new Effect.UseText(text));
    }
    pool.add(call("java/lang/System", "nanoTime", "()J"));
    pool.add(call("java/util/ServiceLoader", "load", "(Ljava/lang/Class;)V"));
    pool.add(new Effect.UseClass(Effect.ClassUse.CAST, "java/lang/Runnable"));
    pool.add(new Effect.Instantiate("java/lang/Object"));
    List<Effect> list = new ArrayList<>(pool);
    list.sort((left, right) -> left.toString().compareTo(right.toString()));
    return list;
  }

  private static void addCalls(Set<Effect> pool, ClassDef c, FunctionDef function) {
    boolean isStatic = Access.has(function.access(), Access.STATIC);
    OwnerKind kind =
        Access.has(c.access(), Access.INTERFACE) ? OwnerKind.INTERFACE : OwnerKind.CLASS;
    MethodRef method = new MethodRef(c.name(), function.name(), function.descriptor(), kind);
    InvokeKind how =
        isStatic
            ? InvokeKind.STATIC
            : function.name().startsWith("<") ? InvokeKind.SPECIAL : InvokeKind.VIRTUAL;
    Value name = new Value.Text(c.name().replace('/', '.'));
    int count = Descriptor.parameterCount(function.descriptor()) + (isStatic ? 0 : 1);
    pool.add(new Effect.Call(how, method));
    pool.add(new Effect.PassValues(1, how, method, null, Collections.nCopies(count, name)));
  }

  private static void addUses(Set<Effect> pool, ClassDef c) {
    pool.add(new Effect.Instantiate(c.name()));
    pool.add(new Effect.Assign(c.name(), "java/lang/Runnable"));
    pool.add(new Effect.Assign("java/lang/String", c.name()));
    for (Effect.ClassUse use : Effect.ClassUse.values()) {
      pool.add(new Effect.UseClass(use, c.name()));
    }
    Value name = new Value.Text(c.name().replace('/', '.'));
    pool.add(new Effect.Flow.Return(name));
    for (FieldDef field : c.fields()) {
      FieldRef ref = new FieldRef(c.name(), field.name(), field.descriptor());
      boolean isStatic = Access.has(field.access(), Access.STATIC);
      pool.add(
          new Effect.AccessField(
              isStatic ? Effect.FieldAccess.PUT_STATIC : Effect.FieldAccess.PUT_FIELD, ref));
      pool.add(new Effect.Flow.Store(ref, name));
    }
  }

  private static Effect call(String owner, String name, String descriptor) {
    MethodRef method = new MethodRef(owner, name, descriptor, OwnerKind.CLASS);
    return new Effect.Call(InvokeKind.STATIC, method);
  }

  /**
   * In random used functions, all effects there may be are put in at random places, and some are
   * taken away; what is accepted is all done at once, and the analysis done again.
   */
  @ParameterizedTest
  @MethodSource("programs")
  void whatIsAcceptedChangesNothing(JavaProgram program) {
    List<ClassSource> crates = ProgramsTest.crates(program, directory);
    Edited before = new Edited();
    Reached reached = reach(crates, program, before);
    Established known = Established.parse(reached.established().toBytes());
    List<Effect> pool = pool(crates);
    Random random = new Random(program.name().hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      Edited after = before.copy();
      int accepted = 0;
      int tries = Math.max(TRIES, pool.size());
      for (int i = 0; i < tries; i++) {
        Body body = before.inOrder.get(random.nextInt(before.inOrder.size()));
        List<Effect> effects = new ArrayList<>(after.bodies.get(body.function).effects);
        int at = random.nextInt(effects.size() + 1);
        if (at < effects.size() && random.nextInt(4) == 0) {
          effects.remove(at);
        } else {
          effects.add(at, pool.get(i < pool.size() ? i : random.nextInt(pool.size())));
        }
        if (new Neutral(known, body.owner, body.function).same(body.effects, effects, Set.of())) {
          after.bodies.put(body.function, new Body(body.owner, body.function, effects));
          accepted++;
        }
      }
      assertTrue(accepted > tries / 100, "so few would tell nothing: " + accepted);
      Reached again = reach(crates, program, after);
      assertEquals(levels(crates, reached), levels(crates, again));
      assertTrue(resourcesAreTheSame(crates.size(), reached, again));
    }
  }

  @Test
  void whatIsDamagedIsNotRead() {
    Established.Builder builder = new Established.Builder(2);
    builder.add(Established.Symbol.ofClass("p/A"), 1);
    builder.add(Established.Symbol.ofClass("p/A"), 2);
    builder.add(Established.Symbol.ofField("p/A", "a", "I"), 4);
    byte[] bytes = builder.build(Established.SPELLS, new Sought()).toBytes();
    Established known = Established.parse(bytes);
    assertEquals(3, known.ofClass("p/A"));
    assertEquals(4, known.ofField("p/A", "a", "I"));
    assertEquals(0, known.ofField("p/A", "aI", ""));
    assertEquals(0, known.ofMethod("p/A", "a", "I"));
    assertTrue(known.has(Established.SPELLS));
    assertFalse(known.has(Established.BLANK_NAMES));
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 4;
      assertThrows(IllegalArgumentException.class, () -> Established.parse(damaged));
    }
    assertThrows(IllegalArgumentException.class, () -> Established.parse(new byte[3]));
  }

  /** What {@link Neutral} has to know of: a difference here is one to think about there. */
  private enum Heard {
    CALL(Mechanism.ByCall.class, "PairedNames, References"),
    CALL_DYNAMIC(
        Mechanism.ByCallDynamic.class, "DynamicSites, OwnTexts, Reflection, ResourceNames"),
    INSTANTIATE(Mechanism.ByInstantiate.class, "References"),
    ACCESS_FIELD(Mechanism.ByAccessField.class, "PairedNames, References"),
    USE_CLASS(
        Mechanism.ByUseClass.class,
        "Enumeration, GeneratedSource, PairedNames, References, Reflection, Serialization"),
    USE_CONSTANT(Mechanism.ByUseConstant.class, "DynamicSites, Reflection"),
    USE_TEXT(Mechanism.ByUseText.class, "OwnTexts, ResourceNames, Services"),
    ASSIGN(Mechanism.ByAssign.class, "References"),
    PASS_VALUES(Mechanism.ByPassValues.class, "Reflection, ValueTracing"),
    FLOW(Mechanism.ByFlow.class, "ChosenMembers, ComputedNames, PairedNames, ValueTracing"),
    TEXT(Mechanism.ByText.class, "NamedClasses, PairedNames"),
    TEXT_LATE(
        Mechanism.ByTextLate.class,
        "CallSites, GeneratedSource, Listings, MentionedMembers, Prefixes, Services,"
            + " SpelledMembers, Subpackages, Suffixes"),
    /** Of classes of the platform: those that {@link Establishing} asks, and no others. */
    LOADED(
        Mechanism.OfLoaded.class,
        "Annotations, ComputedResources, DeclaredMetadata, DeclaredRules, GenericSignatures,"
            + " Implementations, Listings, Loading, OwnClasses, Serialization, Services,"
            + " SpelledMembers, Subpackages, Suffixes");

    private final Class<? extends Mechanism> listener;
    private final String by;

    Heard(Class<? extends Mechanism> listener, String by) {
      this.listener = listener;
      this.by = by;
    }
  }

  @Test
  void whoListensToWhatIsKnown() throws Exception {
    Map<Heard, String> expected = new EnumMap<>(Heard.class);
    Map<Heard, String> found = new EnumMap<>(Heard.class);
    List<Class<?>> mechanisms = mechanisms();
    for (Heard heard : Heard.values()) {
      Set<String> by = new TreeSet<>();
      for (Class<?> mechanism : mechanisms) {
        if (heard.listener.isAssignableFrom(mechanism)) {
          by.add(mechanism.getSimpleName());
        }
      }
      expected.put(heard, heard.by);
      found.put(heard, String.join(", ", by));
    }
    assertEquals(expected, found);
    Set<Class<?>> kinds = new HashSet<>(List.of(Mechanism.class.getDeclaredClasses()));
    for (Heard heard : Heard.values()) {
      kinds.remove(heard.listener);
    }
    assertTrue(
        kinds.stream().allMatch(kind -> kind.getSimpleName().startsWith("Of")),
        "effects that are told to somebody else: " + kinds);
  }

  private static List<Class<?>> mechanisms() throws IOException, ClassNotFoundException {
    Path classes =
        Path.of(Mechanism.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolve("dev/whittle/dce");
    List<Class<?>> mechanisms = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class")) {
          Class<?> c = Class.forName("dev.whittle.dce." + name.substring(0, name.length() - 6));
          if (Mechanism.class.isAssignableFrom(c) && !c.isInterface()) {
            mechanisms.add(c);
          }
        }
      }
    }
    return mechanisms;
  }

  /** Texts that are idle must not be what such files are found by. */
  @Test
  void declarationsAreInTheFolderThatTextsMayNotName() throws IOException {
    try (var in = DeclarationFiles.class.getResourceAsStream("declarations.txt")) {
      new String(in.readAllBytes())
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> assertTrue(line.startsWith("META-INF/"), line));
    }
  }
}
