package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.NameHashes;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.ReflectiveCall;
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
  private static final String SPI = "/spi/";

  private final Marks marks;
  private final ServiceFiles files;

  /** Where module descriptors count: all providers by service; null where they do not. */
  private final Map<String, List<String>> described;

  /** Services of the platform by the package whose use loads them. */
  private final Map<String, List<String>> byPackage = new HashMap<>();

  private final Set<String> loaded = new HashSet<>();
  private final List<ClassNode> waiting = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int loader = Facts.NONE;

  Services(Marks marks, List<ClassNode> mainClasses) {
    this.marks = marks;
    this.files = new ServiceFiles(marks.hierarchy);
    List<ClassSource> crates = marks.hierarchy.program().crates();
    boolean modules =
        mainClasses.stream().anyMatch(c -> DescribedServices.isModule(crates.get(c.crate)));
    described = modules ? described(crates) : null;
  }

  private Map<String, List<String>> described(List<ClassSource> crates) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (ClassSource crate : crates) {
      for (String path : ServiceFiles.paths(crate)) {
        List<String> listed = ServiceFiles.parse(crate.resource(path).orElseThrow());
        add(ServiceFiles.service(path), listed, all);
      }
      DescribedServices.of(crate).forEach((service, listed) -> add(service, listed, all));
      notes.addAll(DescribedServices.notes(crate));
    }
    return all;
  }

  private static void add(String service, List<String> listed, Map<String, List<String>> to) {
    if (!listed.isEmpty()) {
      to.computeIfAbsent(service, _ -> new ArrayList<>()).addAll(listed);
    }
  }

  /** Provider names of a service, both internal. */
  private List<String> providers(String service) {
    return described == null ? files.of(service) : described.getOrDefault(service, List.of());
  }

  /** Services of the platform that the use of a package of it loads. */
  private List<String> triggeredBy(String packageName) {
    List<String> known = byPackage.get(packageName);
    if (known == null) {
      known = new ArrayList<>(0);
      for (String service : candidates(packageName)) {
        if (trigger(service).equals(packageName)
            && marks.hierarchy.node(service).origin == ClassNode.Origin.PLATFORM) {
          known.add(service);
        }
      }
      byPackage.put(packageName, known);
    }
    return known;
  }

  private Set<String> candidates(String packageName) {
    return described == null
        ? files.in(List.of(packageName, packageName + SPI.substring(1)))
        : described.keySet();
  }

  private static String trigger(String service) {
    String packageName = service.substring(0, service.lastIndexOf('/') + 1);
    return packageName.endsWith(SPI)
        ? packageName.substring(0, packageName.length() - SPI.length() + 1)
        : packageName;
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram()) {
      if (!providers(c.name).isEmpty()) {
        waiting.add(c);
        loadWaiting();
      }
      return;
    }
    for (String service : triggeredBy(c.packageName())) {
      load(service, Because.of(ReasonKind.SERVICE, c.loaded));
    }
  }

  /** Whether something follows from the use of a class of the platform, whatever is loaded. */
  boolean waitsFor(ClassNode platform) {
    return !triggeredBy(platform.packageName()).isEmpty();
  }

  /** Whether a module descriptor names a service with a blank; files are resources. */
  boolean describesBlank() {
    if (described != null) {
      for (String service : described.keySet()) {
        if (service.indexOf(' ') >= 0) {
          return true;
        }
      }
    }
    return false;
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
    if (text.contains(NameHashes.SERVICES)) {
      marks.fact(
          Kind.CAPABILITY, ReflectiveCall.LOAD_SERVICE, Because.of(ReasonKind.CALL, function.used));
      int start = text.indexOf(NameHashes.SERVICES) + NameHashes.SERVICES.length();
      String service = text.substring(start).replace('.', '/');
      if (!providers(service).isEmpty()) {
        load(service, Because.of(ReasonKind.STRING, function.used));
      }
    }
  }

  @Override
  public boolean wantsTexts() {
    return described == null ? files.any() : !described.isEmpty();
  }

  /** Loaders of their own have files that are not named after a type: a string names them. */
  @Override
  public void text(FunctionNode function, String text) {
    String service = text.replace('.', '/');
    if (!providers(service).isEmpty()
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
    for (String provider : providers(service)) {
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
    marks.hierarchy.sought().add("provider");
    for (FunctionNode function : provider.functionsNamed("provider")) {
      if (function.isStatic() && function.selector.descriptor().startsWith("()")) {
        marks.use(function, because);
      }
    }
  }

  /** Whether module descriptors count. */
  boolean countsDescriptors() {
    return described != null;
  }

  /** Providers that are left out, a line each. */
  List<String> notes() {
    return notes;
  }
}
