package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Service providers that {@code META-INF/services} lists (the specification is {@link
 * java.util.ServiceLoader}), and those of module descriptors ({@link DescribedServices}).
 *
 * <p>A service of the program is taken as loaded when reached code uses its type and something
 * reached loads services, through {@code ServiceLoader} or by reading these files itself: which
 * type a call loads is often not a constant, and a provider of a type that is used is rarely
 * unwanted. A service of the platform is taken as loaded when reached code uses its package, or the
 * package above its {@code spi} package: the platform looks it up by itself.
 *
 * <p>A file whose name is that of no type is a library's own: a string that names it loads it.
 *
 * <p>A provider of a loaded service is initialized, and made by its public constructor without
 * parameters or by its static {@code provider} method.
 */
final class Services
    implements Mechanism.OfLoaded, Mechanism.OfReached, Mechanism.ByTextLate, Mechanism.ByUseText {
  static final String PREFIX = "META-INF/services/";

  private final Marks marks;

  /** Provider names by service name, both internal. */
  private final Map<String, List<String>> providers = new LinkedHashMap<>();

  /** Services of the platform by the package whose use loads them. */
  private final Map<String, List<String>> byPackage = new HashMap<>();

  private final Set<String> loaded = new HashSet<>();
  private final List<ClassNode> waiting = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean modules;
  private int loader = Facts.NONE;

  Services(Marks marks, List<ClassNode> mainClasses) {
    this.marks = marks;
    List<ClassSource> crates = marks.hierarchy.program().crates();
    boolean modules =
        mainClasses.stream().anyMatch(c -> DescribedServices.isModule(crates.get(c.crate)));
    for (ClassSource crate : crates) {
      for (String path : ReflectiveEffects.startingWith(crate.resourceNames(), PREFIX)) {
        String service = path.substring(PREFIX.length()).replace('.', '/');
        list(service, crate.resource(path).orElseThrow());
      }
      if (modules) {
        DescribedServices.of(crate)
            .forEach(
                (service, listed) ->
                    providers.computeIfAbsent(service, _ -> new ArrayList<>()).addAll(listed));
        notes.addAll(DescribedServices.notes(crate));
      }
    }
    this.modules = modules;
    for (String service : providers.keySet()) {
      if (marks.hierarchy.node(service).origin == ClassNode.Origin.PLATFORM) {
        byPackage.computeIfAbsent(trigger(service), _ -> new ArrayList<>()).add(service);
      }
    }
  }

  private void list(String service, byte[] content) {
    for (String provider : parse(content)) {
      providers.computeIfAbsent(service, _ -> new ArrayList<>()).add(provider.replace('.', '/'));
    }
  }

  /** The provider names of a configuration file, in order. */
  static List<String> parse(byte[] content) {
    List<String> names = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).split("\\R")) {
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).trim();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static String trigger(String service) {
    String packageName = service.substring(0, service.lastIndexOf('/') + 1);
    return packageName.endsWith("/spi/")
        ? packageName.substring(0, packageName.length() - "spi/".length())
        : packageName;
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram()) {
      if (providers.containsKey(c.name)) {
        waiting.add(c);
        loadWaiting();
      }
      return;
    }
    for (String service : byPackage.getOrDefault(c.packageName(), List.of())) {
      load(service, Because.of(ReasonKind.SERVICE, c.loaded));
    }
  }

  /** Whether something follows from the use of a class of the platform, whatever is loaded. */
  boolean waitsFor(ClassNode platform) {
    return byPackage.containsKey(platform.packageName());
  }

  /** Names of services, internal. */
  Set<String> services() {
    return providers.keySet();
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.LOAD_SERVICE) {
      loadsServices(fact);
    }
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseText use) {
    String text = use.text();
    if (text.contains(PREFIX)) {
      marks.fact(
          Kind.CAPABILITY, ReflectiveCall.LOAD_SERVICE, Because.of(ReasonKind.CALL, function.used));
      String service = text.substring(text.indexOf(PREFIX) + PREFIX.length()).replace('.', '/');
      if (providers.containsKey(service)) {
        load(service, Because.of(ReasonKind.STRING, function.used));
      }
    }
  }

  @Override
  public boolean wantsTexts() {
    return !providers.isEmpty();
  }

  /** Loaders of their own have files that are not named after a type: a string names them. */
  @Override
  public void text(FunctionNode function, String text) {
    String service = text.replace('.', '/');
    if (providers.containsKey(service)
        && marks.hierarchy.node(service).origin == ClassNode.Origin.MISSING) {
      load(service, Because.of(ReasonKind.STRING, function.used));
    }
  }

  private void loadsServices(int fact) {
    loader = fact;
    loadWaiting();
  }

  private void loadWaiting() {
    if (loader != Facts.NONE) {
      for (ClassNode service : waiting) {
        load(service.name, Because.of(ReasonKind.SERVICE, service.loaded, loader));
      }
      waiting.clear();
    }
  }

  private void load(String service, Because because) {
    int fact = marks.fact(Kind.SERVICE, "service " + service.replace('/', '.'), because);
    if (!loaded.add(service)) {
      return;
    }
    for (String provider : providers.get(service)) {
      provide(marks.hierarchy.node(provider), Because.of(ReasonKind.SERVICE, fact));
    }
  }

  private void provide(ClassNode provider, Because because) {
    if (!provider.isProgram()) {
      return;
    }
    marks.initialize(provider, because);
    marks.enumerate(provider, because);
    FunctionNode constructor = provider.function("<init>", "()V");
    if (constructor != null) {
      marks.instantiate(provider, because);
      marks.use(constructor, because);
    }
    for (FunctionNode function : provider.functions.values()) {
      if (function.isStatic()
          && function.selector.name().equals("provider")
          && function.selector.descriptor().startsWith("()")) {
        marks.use(function, because);
      }
    }
  }

  /** Whether module descriptors count. */
  boolean countsDescriptors() {
    return modules;
  }

  /** Providers that are left out, a line each. */
  List<String> notes() {
    return notes;
  }
}
