package dev.whittle.dce;

import dev.whittle.dce.Facts.Kind;
import dev.whittle.dce.ReflectiveEffects.Spelled;
import dev.whittle.ir.Annotation;
import dev.whittle.ir.Annotation.Value;
import dev.whittle.ir.Attributes;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.ClassSource;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Members that the user's own texts spell: templates, scripts, expressions and configuration, in
 * text resources of the own crates, string constants of their reached code, and annotations on
 * their classes. A library that interprets such a text finds by reflection what the text names, on
 * objects that may belong to another library.
 *
 * <p>Once reached code of one crate looks for members of any name, of any class, those of every
 * other crate that a text spells are found: public members of classes that are instantiated, named
 * or class literals, by their name or as a property. Within one crate nothing follows from this: a
 * library seldom works on itself by names that its user chooses, and what it keeps would be most of
 * it.
 */
final class SpelledMembers
    implements Mechanism.OfLoaded, Mechanism.OfInstantiated, Mechanism.ByTextLate {
  private static final int MAX_SIZE = 4 << 20;
  private static final int MAX_WORD = 100;

  /** What only tools and other mechanisms read. */
  private static final Pattern NOT_READ =
      Pattern.compile(".*\\.(class|SF|RSA|DSA|EC)|META-INF/(MANIFEST\\.MF|(maven|proguard)/.*)");

  /** Looks for members of any name: the crate whose code does. */
  private record Asks(int crate) {
    @Override
    public String toString() {
      return "look-ups of members of any name and class";
    }
  }

  private final Marks marks;
  private final NamedClasses named;
  private final ReflectiveEffects effects;
  private final OwnCrates own;
  private final Set<String> words = new HashSet<>();
  private final SequencedSet<Asks> asking = new LinkedHashSet<>();
  private final Map<Asks, Integer> facts = new HashMap<>();
  private final SequencedSet<ClassNode> instances = new LinkedHashSet<>();
  private final SequencedSet<ClassNode> mentioned = new LinkedHashSet<>();
  private final List<ClassNode> unread = new ArrayList<>();

  /**
   * What the words spell of each class, for all who ask and all that inherit it: of spring each
   * method was looked at ten times.
   */
  private final Map<ClassNode, Spelled> spelled = new HashMap<>();

  private boolean hasMain;
  private boolean hasRead;
  private int metInstances;
  private int metMentioned;
  private int metWords;
  private int metAsking;

  SpelledMembers(Marks marks, NamedClasses named, ReflectiveEffects effects, OwnCrates own) {
    this.marks = marks;
    this.named = named;
    this.effects = effects;
    this.own = own;
  }

  /** A call that may find members of any name, of any class. */
  void undecided(ReflectiveSite site, int fact) {
    Asks asks = new Asks(site.function.owner.crate);
    if (!own.isEmpty()) {
      facts.put(asks, marks.fact(Kind.CAPABILITY, asks, Because.of(ReasonKind.CALL, fact)));
      asking.add(asks);
    }
  }

  @Override
  public void loaded(ClassNode c) {
    hasMain |= c == own.main();
    if (own.has(c)) {
      unread.add(c);
    }
  }

  /** Reads what is new, once somebody wants to know. */
  private void read() {
    if (hasMain && !hasRead) {
      hasRead = true;
      own.withResources().forEach(this::resources);
    }
    unread.forEach(this::annotations);
    unread.clear();
  }

  private void annotations(ClassNode c) {
    for (ClassDef definition : c.definitions) {
      annotations(definition.attributes());
      for (FunctionDef function : definition.functions()) {
        annotations(function.attributes());
      }
      for (FieldDef field : definition.fields()) {
        annotations(field.attributes());
      }
    }
  }

  private void resources(ClassSource crate) {
    for (String path : crate.resourceNames()) {
      if (!NOT_READ.matcher(path).matches()) {
        byte[] content = crate.resource(path).orElse(new byte[0]);
        if (content.length <= MAX_SIZE && ResourceTokens.isText(content)) {
          text(new String(content, StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void annotations(Attributes attributes) {
    attributes.annotations().forEach(use -> annotation(use.annotation()));
  }

  private void annotation(Annotation annotation) {
    annotation.elements().forEach(element -> value(element.value()));
  }

  private void value(Value value) {
    switch (value) {
      case Value.Const(char _, Constant.Str(String text)) -> text(text);
      case Value.Nested(Annotation nested) -> annotation(nested);
      case Value.Array(List<Value> values) -> values.forEach(this::value);
      case Value.Const _, Value.EnumConst _, Value.ClassConst _ -> {}
    }
  }

  @Override
  public boolean wantsTexts() {
    return !asking.isEmpty();
  }

  @Override
  public void text(FunctionNode function, String text) {
    if (own.has(function.owner)) {
      text(text);
    }
  }

  private void text(String text) {
    for (String word : Words.of(text)) {
      if (word.length() <= MAX_WORD) {
        words.add(word);
      }
    }
  }

  @Override
  public void instantiated(ClassNode c) {
    instances.add(c);
  }

  /** Reached code has the class as a value. */
  void literal(ClassNode c) {
    mentioned.add(c);
  }

  @Override
  public void settled() {
    if (!asking.isEmpty()) {
      read();
    }
    mentioned.addAll(named.all());
    boolean anew = words.size() != metWords || asking.size() != metAsking;
    if (words.size() != metWords) {
      spelled.clear();
    }
    metWords = words.size();
    metAsking = asking.size();
    List<ClassNode> made = List.copyOf(instances);
    List<ClassNode> known = List.copyOf(mentioned);
    made.subList(anew ? 0 : metInstances, made.size()).forEach(this::instance);
    known.subList(anew ? 0 : metMentioned, known.size()).forEach(c -> members(c, c.loaded));
    metInstances = made.size();
    metMentioned = known.size();
  }

  private void instance(ClassNode c) {
    members(c, c.instantiated);
    for (Asks asks : asking) {
      if (c.isProgram() && c.crate == asks.crate && !own.has(c)) {
        effects.spelledProperties(c, words, because(asks, c.instantiated));
      }
    }
  }

  private void members(ClassNode c, int on) {
    for (Asks asks : asking) {
      if (c.isProgram() && c.crate != asks.crate && !own.has(c)) {
        spelled(c, because(asks, on));
      }
    }
  }

  private void spelled(ClassNode c, Because because) {
    for (ClassNode declaring : c.supertypes()) {
      if (declaring.isProgram()) {
        effects.spelled(c, spelled.computeIfAbsent(declaring, this::spelled), because);
      }
    }
  }

  private Spelled spelled(ClassNode declaring) {
    return Spelled.of(declaring, words);
  }

  private Because because(Asks asks, int on) {
    return Because.of(ReasonKind.TEXT, facts.get(asks), on);
  }
}
