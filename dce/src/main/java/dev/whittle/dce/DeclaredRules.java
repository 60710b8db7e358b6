package dev.whittle.dce;

import dev.whittle.dce.CratesInUse.InUse;
import dev.whittle.dce.Facts.Kind;
import dev.whittle.dce.MemberQuery.Visible;
import dev.whittle.dce.rules.ClassSpec;
import dev.whittle.dce.rules.ClassSpec.MemberSpec;
import dev.whittle.dce.rules.ShrinkRule;
import dev.whittle.dce.rules.ShrinkRule.Keeps;
import dev.whittle.dce.rules.ShrinkRules;
import dev.whittle.ir.Access;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.summary.ReflectiveCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Keep options of shrinkers (the ProGuard manual, "Keep Options"): those of the user, and those
 * that crates carry for whoever shrinks them, where {@link DeclarationFiles} says, which count once
 * the crate is in use.
 *
 * <p>A class that is kept is taken as found by name: initialized, and made by the constructor
 * without parameters when the rule names no members. A kept member survives whole; a constructor
 * makes an instance. An instance method of a rule for members alone runs where instances exist. The
 * members of a condition have to be declared, which is less than that they survive: it counts more
 * often than asked for.
 */
final class DeclaredRules implements Mechanism.OfLoaded, Mechanism.OfReached {
  private static final Set<DeclarationFiles.Format> OPTIONS =
      Set.of(DeclarationFiles.Format.OPTIONS);

  /** A rule that looks at every class that survives, and the fact that it is in force. */
  private record InForce(ShrinkRule rule, int fact) {}

  private final Marks marks;
  private final ReflectiveEffects effects;
  private final ShrinkRules users;

  /** Whether there may be rules. */
  private final boolean any;

  /** Files of rules by the index of their crate, of crates in use that have any. */
  private final Map<Integer, List<String>> files = new LinkedHashMap<>();

  private final List<InForce> conditional = new ArrayList<>();
  private final List<InForce> ofMembers = new ArrayList<>();
  private final List<ClassNode> loaded = new ArrayList<>();
  private final Set<String> matched = new HashSet<>();
  private final SequencedSet<String> notes = new LinkedHashSet<>();

  DeclaredRules(Marks marks, ReflectiveEffects effects, CratesInUse inUse, ShrinkRules users) {
    this.marks = marks;
    this.effects = effects;
    this.users = users;
    this.any = !users.rules().isEmpty() || DeclarationFiles.any(OPTIONS, marks.hierarchy.index());
    inUse.watch(this::hasFiles);
    users.rules().forEach(rule -> marks.fact(Kind.CAPABILITY, rule, Because.ROOT));
    attributes();
  }

  private boolean hasFiles(int crate) {
    for (DeclarationFiles.Found file :
        DeclarationFiles.of(OPTIONS, marks.hierarchy.program().crates().get(crate))) {
      files.computeIfAbsent(crate, _ -> new ArrayList<>()).add(file.path());
    }
    return files.containsKey(crate);
  }

  /** What the user wants to be seen of annotations and signatures. */
  private void attributes() {
    for (String attribute : users.attributes()) {
      String regex = attribute.replace(".", "\\.").replace("*", ".*").replace("?", ".");
      if (!attribute.startsWith("!") && "RuntimeVisibleAnnotations".matches(regex)) {
        marks.fact(Kind.CAPABILITY, ReflectiveCall.LIST_ANNOTATIONS, Because.ROOT);
      }
      if (!attribute.startsWith("!") && "Signature".matches(regex)) {
        marks.fact(Kind.CAPABILITY, ReflectiveCall.READ_SIGNATURE, Because.ROOT);
      }
    }
  }

  /** Rules of the user that match nothing, and rules that could not be read. */
  List<String> notes() {
    List<String> all = new ArrayList<>();
    if (!users.ignored().isEmpty()) {
      all.add("options that mean nothing here: " + String.join(", ", users.ignored()));
    }
    for (ShrinkRule rule : users.rules()) {
      if (!matched.contains(rule.place())) {
        all.add(rule.place() + ": the rule matches nothing");
      }
    }
    notes.stream().sorted().forEach(all::add);
    return all;
  }

  @Override
  public void reached(int fact, Object subject) {
    switch (subject) {
      case InUse(int crate, String _) when files.containsKey(crate) -> read(crate, fact);
      case ShrinkRule rule -> inForce(new InForce(rule, fact));
      default -> {}
    }
  }

  private void read(int crate, int fact) {
    ClassSource source = marks.hierarchy.program().crates().get(crate);
    for (String path : files.get(crate)) {
      String text = new String(source.resource(path).orElseThrow(), StandardCharsets.UTF_8);
      try {
        for (ShrinkRule rule : ShrinkRules.parse(source.name() + "!/" + path, text).rules()) {
          marks.fact(Kind.CAPABILITY, rule, Because.of(ReasonKind.COUNTS, fact));
        }
      } catch (IllegalArgumentException malformed) {
        notes.add(malformed.getMessage());
      }
    }
  }

  private void inForce(InForce rule) {
    if (rule.rule.condition() != null) {
      conditional.add(rule);
      List.copyOf(loaded).forEach(c -> condition(rule, c));
    } else if (rule.rule.keeps() == Keeps.MEMBERS) {
      ofMembers.add(rule);
      List.copyOf(loaded).forEach(c -> members(rule, c));
    } else {
      candidates(rule.rule.classes()).forEach(name -> keep(rule, marks.hierarchy.node(name)));
    }
  }

  @Override
  public void loaded(ClassNode c) {
    if (c.isProgram() && any) {
      loaded.add(c);
      List.copyOf(conditional).forEach(rule -> condition(rule, c));
      List.copyOf(ofMembers).forEach(rule -> members(rule, c));
    }
  }

  /** A class that survives may put a rule in force that repeats parts of its name. */
  private void condition(InForce conditional, ClassNode c) {
    ClassSpec condition = conditional.rule.condition();
    List<String> wildcards = RuleMatching.wildcards(condition, c);
    if (wildcards != null && RuleMatching.hasAll(c, with(condition.members(), wildcards))) {
      ShrinkRule rule =
          new ShrinkRule(
              conditional.rule.keeps(),
              conditional.rule.classes().with(wildcards),
              null,
              conditional.rule.place());
      marks.fact(Kind.CAPABILITY, rule, Because.of(ReasonKind.COUNTS, c.loaded, conditional.fact));
    }
  }

  private static List<MemberSpec> with(List<MemberSpec> members, List<String> wildcards) {
    return members.stream().map(member -> member.with(wildcards)).toList();
  }

  /** Names of classes of the program that the rule may mean, as far as names tell. */
  private SequencedSet<String> candidates(ClassSpec classes) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (ClassSpec.Name name : classes.names()) {
      String prefix = name.match().prefix().replace('.', '/');
      if (name.match().isExact()) {
        names.add(prefix);
      } else {
        for (ClassSource crate : marks.hierarchy.index().withClassesFrom(prefix)) {
          for (String each : ReflectiveEffects.startingWith(crate.classNames(), prefix)) {
            if (name.match().matches(each.replace('/', '.'))) {
              names.add(each);
            }
          }
        }
      }
    }
    names.removeIf(
        name ->
            classes.wildcards(name.replace('/', '.')) == null || !marks.hierarchy.programHas(name));
    return names;
  }

  private void keep(InForce rule, ClassNode c) {
    List<String> wildcards = c.isProgram() ? RuleMatching.wildcards(rule.rule.classes(), c) : null;
    if (wildcards == null) {
      return;
    }
    List<MemberSpec> members = with(rule.rule.classes().members(), wildcards);
    if (rule.rule.keeps() == Keeps.CLASSES_WITH_MEMBERS && !RuleMatching.hasAll(c, members)) {
      return;
    }
    matched.add(rule.rule.place());
    Because because = Because.of(ReasonKind.RULE, rule.fact);
    marks.enumerate(c, because);
    marks.initialize(c, because);
    if (members.isEmpty()) {
      effects.found(
          new MemberQuery(ReflectiveCall.NEW_INSTANCE, Visible.ALL, NamePattern.ANY, List.of()),
          c,
          because);
    }
    for (MemberSpec member : members) {
      c.functions.values().stream()
          .filter(function -> RuleMatching.names(member, function))
          .forEach(function -> keep(c, function, because));
      fields(c, member, because);
    }
  }

  private void members(InForce rule, ClassNode c) {
    List<String> wildcards = RuleMatching.wildcards(rule.rule.classes(), c);
    if (wildcards == null) {
      return;
    }
    matched.add(rule.rule.place());
    Because because = Because.of(ReasonKind.RULE, rule.fact, c.loaded);
    for (MemberSpec member : with(rule.rule.classes().members(), wildcards)) {
      c.functions.values().stream()
          .filter(function -> RuleMatching.names(member, function))
          .forEach(function -> keepWhereInstancesExist(c, function, because));
      fields(c, member, because);
    }
  }

  private void keep(ClassNode c, FunctionNode function, Because because) {
    if (function.selector.name().equals("<clinit>")) {
      return;
    }
    marks.external(function);
    marks.use(function, because);
    if (function.isStatic()) {
      marks.initialize(c, because);
    }
    if (function.selector.name().equals("<init>")
        && !Access.has(c.access, Access.ABSTRACT | Access.INTERFACE)) {
      marks.instantiate(c, because);
    }
  }

  private void keepWhereInstancesExist(ClassNode c, FunctionNode function, Because because) {
    if (function.isVirtual()) {
      marks.external(function);
      marks.reference(function, because);
      marks.call(c, function, because);
    } else {
      keep(c, function, because);
    }
  }

  private void fields(ClassNode c, MemberSpec member, Because because) {
    for (FieldNode field : c.fields.values()) {
      if (RuleMatching.names(member, field)) {
        marks.use(field, because);
        if (field.isStatic()) {
          marks.initialize(c, because);
        }
      }
    }
  }
}
