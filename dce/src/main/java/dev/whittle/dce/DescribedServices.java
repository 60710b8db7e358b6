package dev.whittle.dce;

import dev.whittle.ir.Access;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.DamagedInput;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Service providers that module descriptors name (JVMS 4.7.25, {@code provides}).
 *
 * <p>They count in a program whose main class is in a module itself: it may be started as one. A
 * program that is none is started from the class path, where descriptors mean nothing ({@link
 * java.util.ServiceLoader}, "Deploying service providers as modules"), and a provider more than it
 * has there would be another program.
 *
 * <p>What is built is no module: such providers go into service files. These can say less, so a
 * provider that is made by a static {@code provider} method is left out, and that is noted.
 */
public final class DescribedServices {
  static final String DESCRIPTOR = "module-info";

  private DescribedServices() {}

  /** Whether a crate is a module by its own descriptor. */
  public static boolean isModule(ClassSource crate) {
    return !descriptors(crate).isEmpty();
  }

  /** Providers that a service file can name, by service, in order; internal names. */
  public static SortedMap<String, List<String>> of(ClassSource crate) {
    SortedMap<String, List<String>> providers = new TreeMap<>();
    for (ModuleDef.Provides provides : provides(crate)) {
      for (String provider : provides.providers()) {
        List<String> all = providers.computeIfAbsent(provides.service(), _ -> new ArrayList<>());
        if (!all.contains(provider) && isMadeByConstructor(crate, provider)) {
          all.add(provider);
        }
      }
    }
    providers.values().removeIf(List::isEmpty);
    return providers;
  }

  /** What of a crate's descriptor a service file cannot say, a line each. */
  static List<String> notes(ClassSource crate) {
    return provides(crate).stream()
        .flatMap(
            provides ->
                provides.providers().stream()
                    .filter(provider -> !isMadeByConstructor(crate, provider))
                    .map(
                        provider ->
                            "%s: %s provides %s by a method, which only modules can; it is left out"
                                .formatted(
                                    crate.name(),
                                    provider.replace('/', '.'),
                                    provides.service().replace('/', '.'))))
        .distinct()
        .toList();
  }

  private static List<ModuleDef.Provides> provides(ClassSource crate) {
    return descriptors(crate).stream().flatMap(module -> module.provides().stream()).toList();
  }

  /** The descriptor at the top, and those for versions. */
  private static List<ModuleDef> descriptors(ClassSource crate) {
    List<ModuleDef> modules = new ArrayList<>(1);
    if (Collections.binarySearch(crate.classNames(), DESCRIPTOR) >= 0) {
      try {
        crate.find(DESCRIPTOR).map(ClassDef::module).ifPresent(modules::add);
        for (ClassSource.Variant variant : crate.variants(DESCRIPTOR)) {
          Optional.ofNullable(variant.definition().module()).ifPresent(modules::add);
        }
      } catch (DamagedInput refused) {
        // Too new or broken: a class file that nothing reaches, which the report lists.
        return modules;
      }
    }
    return modules;
  }

  private static boolean isMadeByConstructor(ClassSource crate, String provider) {
    Optional<ClassDef> definition = crate.find(provider);
    return definition.isPresent()
        && definition.get().functions().stream().anyMatch(DescribedServices::isConstructor)
        && definition.get().functions().stream().noneMatch(DescribedServices::isProviderMethod);
  }

  private static boolean isConstructor(FunctionDef function) {
    return function.name().equals("<init>")
        && function.descriptor().equals("()V")
        && Access.has(function.access(), Access.PUBLIC);
  }

  private static boolean isProviderMethod(FunctionDef function) {
    return function.name().equals("provider")
        && function.descriptor().startsWith("()")
        && Access.has(function.access(), Access.PUBLIC)
        && Access.has(function.access(), Access.STATIC);
  }
}
