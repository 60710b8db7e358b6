package dev.whittle.dce;

import dev.whittle.ir.summary.SummarySource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Computes what a program reaches from its roots, on demand: classes are asked for by name when
 * something reached names them, bodies are summarized when their function is reached.
 *
 * <p>Errors: {@link dev.whittle.ir.DamagedInput} from a source is passed on.
 */
public final class Reachability {
  private Reachability() {}

  /** The least set that contains the roots and is closed under all mechanisms. */
  public static Reached compute(Program program, Roots roots, SummarySource summaries) {
    return compute(program, roots, ReflectionPolicy.KEEP, summaries);
  }

  /** As above, with another policy than to keep what undecided calls may find. */
  public static Reached compute(
      Program program, Roots roots, ReflectionPolicy policy, SummarySource summaries) {
    return compute(program, roots, policy, summaries, Order.OLDEST_FIRST);
  }

  static Reached compute(
      Program program, Roots roots, ReflectionPolicy policy, SummarySource summaries, Order order) {
    ClassHierarchy hierarchy = new ClassHierarchy(program);
    Marks marks = new Marks(hierarchy, summaries);
    List<String> problems = new RootMarks(marks).mark(roots);
    References references = new References(marks);
    NamedClasses named = new NamedClasses(marks);
    Suffixes suffixes = new Suffixes(marks, named);
    Subpackages subpackages = new Subpackages(marks, named);
    ValueTracing tracing = new ValueTracing(marks);
    Prefixes prefixes = new Prefixes(marks, named);
    ReflectiveEffects effects = new ReflectiveEffects(marks, named, suffixes, subpackages);
    List<ClassNode> mainClasses = mainClasses(hierarchy, roots);
    OwnCrates ownCrates = new OwnCrates(program, mainClasses);
    OwnClasses own = new OwnClasses(marks, effects, named, ownCrates);
    SpelledMembers spelled = new SpelledMembers(marks, named, effects, ownCrates);
    PairedNames paired = new PairedNames(marks, named, effects);
    Implementations implementations = new Implementations(marks, named);
    ResourceTokens tokens = new ResourceTokens(hierarchy, named);
    ComputedResources computed = new ComputedResources(marks, named, tokens);
    MemberClasses members = new MemberClasses(marks, named);
    UndecidedProxies proxies = new UndecidedProxies(named, effects);
    Unnamed unnamed =
        new Unnamed(own, spelled, paired, implementations, computed, members, proxies);
    Reflection reflection = new Reflection(marks, policy, tracing, named, effects, unnamed);
    ChosenMembers chosen = new ChosenMembers(marks, reflection, tracing);
    MentionedMembers mentioned = new MentionedMembers(reflection);
    ResourceNames resources = new ResourceNames(marks, named, tokens);
    CratesInUse inUse = new CratesInUse(marks);
    DeclaredMetadata metadata =
        new DeclaredMetadata(marks, effects, named, resources, inUse, roots.metadata());
    DeclaredRules rules = new DeclaredRules(marks, effects, inUse, roots.keep().options());
    Serialization serialization = new Serialization(marks);
    Services services = new Services(marks, mainClasses);
    Listings listings = new Listings(marks, named);
    GeneratedCode generated = new GeneratedCode(marks, named, effects);
    GeneratedSource source = new GeneratedSource(marks, named, effects);
    List<Mechanism> mechanisms =
        List.of(
            new Loading(marks),
            new Initialization(marks),
            new Dispatch(marks),
            references,
            new DynamicSites(marks, references),
            new Enumeration(marks),
            new GenericSignatures(marks),
            named,
            suffixes,
            subpackages,
            tracing,
            reflection,
            chosen,
            mentioned,
            new ComputedNames(marks, tracing, named, prefixes),
            prefixes,
            new OwnTexts(own, named),
            own,
            spelled,
            paired,
            implementations,
            members,
            proxies,
            serialization,
            services,
            listings,
            inUse,
            metadata,
            rules,
            new Annotations(marks, reflection, named),
            new ObservedAnnotations(marks, reflection, named, mainClasses),
            generated,
            new CarriedClassFiles(marks, named, inUse),
            source,
            new CallSites(marks, effects),
            new RecordAccessors(marks),
            new NativeMethods(marks),
            new NativeLibraries(marks, effects),
            new ManagedBeans(marks),
            new LaunchedPrograms(marks, reflection, named),
            computed,
            resources);
    if (policy == ReflectionPolicy.REPORT) {
      mechanisms =
          without(
              mechanisms,
              chosen,
              mentioned,
              own,
              spelled,
              paired,
              implementations,
              generated,
              source);
    }
    new Worklist(marks, mechanisms, order).run();
    List<SortedMap<String, ClassNode>> classes = classes(program, hierarchy);
    return new Reached(
        hierarchy,
        marks.facts,
        classes,
        problems,
        UndecidedSites.of(reflection.sites(), marks),
        serialization.serialized(),
        keepsResources(program, classes, resources),
        marks.missing,
        services.countsDescriptors(),
        Stream.of(metadata.notes(), rules.notes(), services.notes()).flatMap(List::stream).toList(),
        new Establishing(
            marks,
            ownCrates,
            tracing,
            serialization,
            services,
            listings,
            metadata,
            source,
            spelled,
            tokens));
  }

  /** All but those that do nothing else than answer undecided calls. */
  private static List<Mechanism> without(List<Mechanism> mechanisms, Mechanism... answers) {
    return mechanisms.stream().filter(m -> !List.of(answers).contains(m)).toList();
  }

  private static List<ClassNode> mainClasses(ClassHierarchy hierarchy, Roots roots) {
    return roots.mainClasses().stream().map(hierarchy::node).filter(ClassNode::isProgram).toList();
  }

  private static List<Boolean> keepsResources(
      Program program, List<SortedMap<String, ClassNode>> classes, ResourceNames resources) {
    List<Boolean> keeps = new ArrayList<>();
    for (int i = 0; i < program.crates().size(); i++) {
      keeps.add(
          classes.get(i).values().stream().anyMatch(c -> c.level() == Level.USED)
              || resources.reads(i)
              || program.crates().get(i).classNames().isEmpty());
    }
    return keeps;
  }

  private static List<SortedMap<String, ClassNode>> classes(
      Program program, ClassHierarchy hierarchy) {
    List<SortedMap<String, ClassNode>> classes = new ArrayList<>();
    program.crates().forEach(_ -> classes.add(new TreeMap<>()));
    for (ClassNode c : hierarchy.known()) {
      if (c.isProgram() && c.level() != Level.ABSENT) {
        classes.get(c.crate).put(c.name, c);
      }
    }
    return classes;
  }
}
