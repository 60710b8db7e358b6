package dev.whittle.dce;

import static dev.whittle.ir.Access.ABSTRACT;
import static dev.whittle.ir.Access.INTERFACE;
import static dev.whittle.ir.Access.PUBLIC;
import static dev.whittle.ir.Access.has;

import dev.whittle.dce.CratesInUse.InUse;
import dev.whittle.dce.Facts.Kind;
import dev.whittle.dce.MemberQuery.Visible;
import dev.whittle.dce.metadata.Metadata;
import dev.whittle.dce.metadata.Metadata.Access;
import dev.whittle.dce.metadata.Metadata.Condition;
import dev.whittle.dce.metadata.MetadataParser;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.ReflectiveCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reachability metadata (the reference manual of GraalVM Native Image, "Reachability Metadata"):
 * what crates carry under {@code META-INF/native-image}, and what the roots bring.
 *
 * <p>A crate's metadata counts once a class of it is initialized or instantiated, or at once when
 * it has no classes: it says what its own code does. Within it, an entry with a condition counts
 * when that holds. A type is taken as initialized, since looking it up does that. Entries about
 * classes that the program does not have say nothing.
 */
final class DeclaredMetadata
    implements Mechanism.OfLoaded,
        Mechanism.OfInitialized,
        Mechanism.OfInstantiated,
        Mechanism.OfReached {
  private static final String FOLDER = "META-INF/native-image/";
  private static final Pattern FILE =
      Pattern.compile(
          ".*/(reachability-metadata|(reflect|jni|proxy|resource|serialization)-config)\\.json");

  /** Files of other names are named in the tool's arguments, as resources. */
  private static final Pattern ARGUMENT =
      Pattern.compile("-H:\\w*(?:Configuration|Metadata)Resources=([^\\s\"]+)");

  private final Marks marks;
  private final ReflectiveEffects effects;
  private final NamedClasses named;
  private final ResourceNames resources;

  /** Files of metadata by the index of their crate, of crates in use that have any. */
  private final Map<Integer, List<String>> files = new LinkedHashMap<>();

  /** Entries that wait for a condition, each with the fact that makes its file count. */
  private final Map<Condition, List<Waiting>> waiting = new LinkedHashMap<>();

  private final SequencedSet<ClassNode> initialized = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean any;

  private record Waiting(Metadata.Entry entry, int source) {}

  DeclaredMetadata(
      Marks marks,
      ReflectiveEffects effects,
      NamedClasses named,
      ResourceNames resources,
      CratesInUse inUse,
      Metadata given) {
    this.marks = marks;
    this.effects = effects;
    this.named = named;
    this.resources = resources;
    inUse.watch(this::hasFiles);
    any = marks.hierarchy.index().hasPaths(FOLDER.hashCode()) || !given.entries().isEmpty();
    if (!given.entries().isEmpty()) {
      int fact = marks.fact(Kind.CAPABILITY, "reachability metadata of the build", Because.ROOT);
      add(given, fact);
    }
  }

  private boolean hasFiles(int crate) {
    List<String> paths = files(marks.hierarchy.program().crates().get(crate));
    if (!paths.isEmpty()) {
      files.put(crate, paths);
    }
    return !paths.isEmpty();
  }

  private static List<String> files(ClassSource crate) {
    SequencedSet<String> files = new LinkedHashSet<>();
    List<String> all = crate.resourceNames();
    for (String path : ReflectiveEffects.startingWith(all, FOLDER)) {
      if (FILE.matcher(path).matches()) {
        files.add(path);
      } else if (path.endsWith("/native-image.properties")) {
        String text = new String(crate.resource(path).orElseThrow(), StandardCharsets.UTF_8);
        String folder = path.substring(0, path.lastIndexOf('/'));
        Matcher argument = ARGUMENT.matcher(text.replace("${.}", folder));
        while (argument.find()) {
          for (String named : argument.group(1).split(",")) {
            if (crate.resource(named).isPresent()) {
              files.add(named);
            }
          }
        }
      }
    }
    return List.copyOf(files);
  }

  /** Files that could not be read, a line each, sorted. */
  List<String> notes() {
    return notes.stream().sorted().toList();
  }

  /** Whether an entry has the use of a class of the platform as its condition, true or not. */
  boolean waitsFor(ClassNode platform) {
    return any
        && (waiting.containsKey(new Condition.Reachable(platform.name))
            || waiting.containsKey(new Condition.Initialized(platform.name)));
  }

  @Override
  public void loaded(ClassNode c) {
    if (!waiting.isEmpty()) {
      holds(new Condition.Reachable(c.name), c.loaded);
      if (!c.isProgram()) {
        holds(new Condition.Initialized(c.name), c.loaded);
      }
    }
  }

  @Override
  public void initialized(ClassNode c) {
    used(c, c.initialized);
  }

  @Override
  public void instantiated(ClassNode c) {
    used(c, c.instantiated);
  }

  private void used(ClassNode c, int fact) {
    if (!any) {
      return;
    }
    initialized.add(c);
    if (waiting.isEmpty()) {
      return;
    }
    SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
    c.addSupertypes(supertypes);
    supertypes.forEach(type -> holds(new Condition.Initialized(type.name), fact));
  }

  private void holds(Condition condition, int fact) {
    if (waiting.containsKey(condition)) {
      marks.fact(Kind.CAPABILITY, condition, Because.of(ReasonKind.COUNTS, fact));
    }
  }

  @Override
  public void reached(int fact, Object subject) {
    switch (subject) {
      case InUse(int crate, String _) when files.containsKey(crate) -> read(crate, fact);
      case Condition condition -> {
        for (Waiting each : List.copyOf(waiting.getOrDefault(condition, List.of()))) {
          apply(each.entry, Because.of(ReasonKind.METADATA, fact, each.source));
        }
      }
      default -> {}
    }
  }

  private void read(int crate, int fact) {
    ClassSource source = marks.hierarchy.program().crates().get(crate);
    for (String path : files.get(crate)) {
      try {
        add(MetadataParser.parse(path, source.resource(path).orElseThrow()), fact);
      } catch (IllegalArgumentException malformed) {
        notes.add(source.name() + ": " + malformed.getMessage());
      }
    }
  }

  /** Entries that count, given their conditions, since {@code source} is true. */
  private void add(Metadata metadata, int source) {
    for (Metadata.Entry entry : metadata.entries()) {
      if (entry.condition() instanceof Condition.Always) {
        apply(entry, Because.of(ReasonKind.METADATA, source));
      } else {
        add(new Waiting(entry, source));
      }
    }
  }

  private void add(Waiting entry) {
    Condition condition = entry.entry.condition();
    List<Waiting> same = waiting.get(condition);
    if (same != null) {
      same.add(entry);
      Integer fact = marks.known(condition);
      if (fact != null) {
        apply(entry.entry, Because.of(ReasonKind.METADATA, fact, entry.source));
      }
      return;
    }
    waiting.put(condition, new ArrayList<>(List.of(entry)));
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Reachable(String type) -> {
        ClassNode c = marks.hierarchy.known(type);
        if (c != null && c.loaded != Facts.NONE) {
          holds(condition, c.loaded);
        }
      }
      case Condition.Initialized(String type) -> {
        ClassNode c = marks.hierarchy.known(type);
        if (c != null) {
          alreadyInitialized(c, condition);
        }
      }
    }
  }

  private void alreadyInitialized(ClassNode c, Condition condition) {
    if (!c.isProgram() && c.loaded != Facts.NONE) {
      holds(condition, c.loaded);
    }
    for (ClassNode each : initialized) {
      if (each.isSubtypeOf(c)) {
        if (each.initialized != Facts.NONE) {
          holds(condition, each.initialized);
        }
        if (each.instantiated != Facts.NONE) {
          holds(condition, each.instantiated);
        }
      }
    }
  }

  private void apply(Metadata.Entry entry, Because because) {
    switch (entry) {
      case Metadata.Type type -> {
        ClassNode c = program(type.name());
        if (c != null) {
          type(type, c, because);
        }
      }
      case Metadata.Proxy(Condition _, List<String> interfaces) -> {
        for (String name : interfaces) {
          ClassNode c = program(name);
          if (c != null) {
            effects.found(
                query(ReflectiveCall.PROXY, Visible.ALL, NamePattern.ANY, null), c, because);
          }
        }
      }
      case Metadata.Resource(Condition _, Pattern path) -> resources.read(path);
      case Metadata.Bundle(Condition _, String baseName) -> bundle(baseName, because);
    }
  }

  private ClassNode program(String name) {
    ClassNode c = marks.hierarchy.programHas(name) ? marks.hierarchy.node(name) : null;
    return c != null && c.isProgram() ? c : null;
  }

  private void type(Metadata.Type type, ClassNode c, Because because) {
    marks.initialize(c, because);
    marks.enumerate(c, because);
    type.all().forEach(access -> all(access, c, because));
    for (Metadata.Member member : type.members()) {
      switch (member) {
        case Metadata.Member.Field(String name) ->
            found(ReflectiveCall.GET_DECLARED_FIELD, NamePattern.exactly(name), null, c, because);
        case Metadata.Member.Method(String name, List<String> parameters) ->
            found(
                name.equals("<init>")
                    ? ReflectiveCall.GET_DECLARED_CONSTRUCTOR
                    : ReflectiveCall.GET_DECLARED_METHOD,
                NamePattern.exactly(name),
                parameters,
                c,
                because);
      }
    }
  }

  private void all(Access access, ClassNode c, Because because) {
    switch (access) {
      case DECLARED_METHODS -> all(ReflectiveCall.LIST_DECLARED_METHODS, Visible.ALL, c, because);
      case PUBLIC_METHODS -> all(ReflectiveCall.LIST_METHODS, Visible.PUBLIC, c, because);
      case DECLARED_CONSTRUCTORS ->
          all(ReflectiveCall.LIST_DECLARED_CONSTRUCTORS, Visible.ALL, c, because);
      case PUBLIC_CONSTRUCTORS -> all(ReflectiveCall.LIST_CONSTRUCTORS, Visible.PUBLIC, c, because);
      case DECLARED_FIELDS -> all(ReflectiveCall.LIST_DECLARED_FIELDS, Visible.ALL, c, because);
      case PUBLIC_FIELDS -> all(ReflectiveCall.LIST_FIELDS, Visible.PUBLIC, c, because);
      case QUERIED_DECLARED_METHODS -> queried(Visible.ALL, Queried.METHODS, c, because);
      case QUERIED_PUBLIC_METHODS -> {
        SequencedSet<ClassNode> supertypes = new LinkedHashSet<>();
        c.addSupertypes(supertypes);
        supertypes.forEach(each -> queried(Visible.PUBLIC, Queried.METHODS, each, because));
      }
      case QUERIED_DECLARED_CONSTRUCTORS -> queried(Visible.ALL, Queried.CONSTRUCTORS, c, because);
      case QUERIED_PUBLIC_CONSTRUCTORS -> queried(Visible.PUBLIC, Queried.CONSTRUCTORS, c, because);
      case ALLOCATED, SERIALIZED -> {
        if (!has(c.access, ABSTRACT | INTERFACE)) {
          marks.instantiate(c, because);
        }
      }
    }
  }

  private enum Queried {
    METHODS,
    CONSTRUCTORS
  }

  /** Members that are listed and not called keep their declarations. */
  private void queried(Visible visible, Queried what, ClassNode c, Because because) {
    for (FunctionNode function : c.isProgram() ? c.functions.values() : List.<FunctionNode>of()) {
      String name = function.selector.name();
      boolean asked = what == Queried.CONSTRUCTORS ? name.equals("<init>") : !name.startsWith("<");
      if (asked && (visible == Visible.ALL || has(function.access, PUBLIC))) {
        marks.reference(function, because);
      }
    }
  }

  private void all(ReflectiveCall call, Visible visible, ClassNode c, Because because) {
    effects.found(query(call, visible, NamePattern.ANY, null), c, because);
  }

  private void found(
      ReflectiveCall call,
      NamePattern name,
      List<String> parameters,
      ClassNode c,
      Because because) {
    effects.found(query(call, Visible.ALL, name, parameters), c, because);
  }

  private static MemberQuery query(
      ReflectiveCall call, Visible visible, NamePattern name, List<String> parameters) {
    return new MemberQuery(call, visible, name, parameters);
  }

  /** A bundle is a class, or a file, in variants by locale. */
  private void bundle(String baseName, Because because) {
    String internal = baseName.replace('.', '/');
    named.text(internal, because);
    for (ClassSource crate : marks.hierarchy.index().withClassesFrom(internal + "_")) {
      for (String variant : ReflectiveEffects.startingWith(crate.classNames(), internal + "_")) {
        named.text(variant, because);
      }
    }
    resources.read(Pattern.compile(Pattern.quote(internal) + "(_\\w+)?\\.properties"));
  }
}
