package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.GenericSignature;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which other effects of a function lead to the same. What is reached is the least set that is
 * closed under all rules, of which every effect of a used function makes some. Let S be that set
 * before an edit.
 *
 * <ul>
 *   <li>An effect is <em>idle</em> when its rules make nothing true that anything follows from,
 *       even where all of S is true. It may come and go.
 *   <li>An effect is <em>given</em> when all that its rules make true is in S. It may come: S is
 *       closed under its rules too, and all of S still follows from what was there before. It may
 *       not go, since what it makes true may have no other reason.
 *   <li>Of all other effects, those that only mark may stay where they are; the rest have to be the
 *       same and in the same order, since mechanisms combine them with others, or follow values.
 * </ul>
 *
 * <p>All of that needs S not to depend on the order of the work. Where it may, since a bound was
 * met ({@link Marks#dependOnOrder}), only idle effects come and go, and the others keep their
 * order: idle ones make facts about the platform alone.
 *
 * <p>{@link #weightInAnyOrder} says of each kind of effect what those who listen to it do with it,
 * and asks {@link Established} about S. Whoever adds a mechanism, or lets one listen to more, has
 * to look here: {@code NeutralTest} has the list of who listens to what.
 */
final class Neutral {
  /** The platform's bootstrap methods of string concatenations. */
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";

  private enum Weight {
    IDLE,
    GIVEN,
    /** Makes something true, and does nothing else. */
    MARKING,
    /** Does something else, too. */
    FIXED;

    Weight and(Weight other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  private final Established known;
  private final FunctionDef function;
  private final int ofOwner;

  /**
   * @param known what is known where a version of {@code function}, of {@code owner}, is used
   */
  Neutral(Established known, ClassDef owner, FunctionDef function) {
    this.known = known;
    this.function = function;
    this.ofOwner = known.ofClass(owner.name());
  }

  /**
   * Whether what a version of the function does leads to the same as what another one does.
   *
   * @param elsewhere what functions do that the other one calls: effects that are given
   */
  boolean same(List<Effect> before, List<Effect> after, Set<Effect> elsewhere) {
    Set<Effect> marked = new HashSet<>();
    List<Effect> fixed = new ArrayList<>();
    for (Effect effect : before) {
      Weight weight = weight(effect);
      switch (weight) {
        case IDLE -> {}
        case GIVEN, MARKING -> marked.add(canonical(effect, weight));
        case FIXED -> fixed.add(canonical(effect, weight));
      }
    }
    Set<Effect> gone = new HashSet<>(marked);
    List<Effect> fixedNow = new ArrayList<>();
    for (Effect effect : after) {
      Weight weight = weight(effect);
      Effect canonical = canonical(effect, weight);
      gone.remove(canonical);
      if (weight == Weight.FIXED) {
        fixedNow.add(canonical);
      } else if (weight == Weight.MARKING && !marked.contains(canonical)) {
        return false;
      }
    }
    gone.removeAll(elsewhere);
    return gone.isEmpty() && fixed.equals(fixedNow);
  }

  /**
   * Whether the function may do all that where it did nothing.
   *
   * @param given into which those effects go that are given
   */
  boolean areGiven(List<Effect> effects, Set<Effect> given) {
    for (Effect effect : effects) {
      switch (weight(effect)) {
        case IDLE -> {}
        case GIVEN -> given.add(canonical(effect, Weight.GIVEN));
        case MARKING, FIXED -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether all types that the declaration of the function names are loaded. */
  boolean isDeclarationGiven() {
    Weight all = loadedDescriptor(function.descriptor());
    for (String name : function.exceptions()) {
      all = all.and(loaded(name));
    }
    String signature = function.attributes().signature();
    for (String name :
        signature == null ? Set.<String>of() : GenericSignature.classNames(signature)) {
      all = all.and(loaded(name));
    }
    return all == Weight.IDLE || all == Weight.GIVEN;
  }

  /**
   * What matters of an effect: not where a call stands, which only reports say, and not the texts
   * of a concatenation that are idle.
   */
  private static Effect canonical(Effect effect, Weight weight) {
    return switch (effect) {
      case Effect.CallDynamic call when weight != Weight.FIXED ->
          new Effect.CallDynamic(
              new Constant.Dynamic(
                  call.site().name(),
                  call.site().descriptor(),
                  call.site().bootstrap(),
                  List.of()));
      case Effect.PassValues pass -> ClassEdit.anywhere(pass);
      case Effect other -> other;
    };
  }

  /** Where order matters, nothing but what is idle may change its place. */
  private Weight weight(Effect effect) {
    Weight weight = weightInAnyOrder(effect);
    boolean isPlaced = weight != Weight.IDLE && known.has(Established.ORDERED);
    return isPlaced ? Weight.FIXED : weight;
  }

  private Weight weightInAnyOrder(Effect effect) {
    return switch (effect) {
      case Effect.Call call -> call(call);
      case Effect.CallDynamic call -> concatenation(call.site());
      case Effect.Instantiate(String name) -> marked(known.ofClass(name), Established.MADE);
      case Effect.AccessField access -> access(access);
      case Effect.UseClass use -> use(use);
      case Effect.Assign assign -> assign(assign);
      case Effect.UseText(String text) -> isIdle(text) ? Weight.IDLE : Weight.FIXED;
      case Effect.PassValues pass -> isHeard(pass) ? Weight.FIXED : Weight.IDLE;
      case Effect.Flow.Store(FieldRef field, Value value) ->
          isHeard(field) || mayName(value) ? Weight.FIXED : Weight.IDLE;
      // ValueTracing listens to what it asks for.
      case Effect.Flow.Return _ ->
          known.hearsResults(function.name(), function.descriptor()) ? Weight.FIXED : Weight.IDLE;
      // ComputedNames, Reflection by ChosenMembers: they ask new questions of ValueTracing.
      case Effect.Flow.Concatenation _, Effect.Flow.Comparison _ -> Weight.FIXED;
      // DynamicSites, Reflection: handles, types and whatever a bootstrap method makes of them.
      case Effect.UseConstant _ -> Weight.FIXED;
    };
  }

  private static boolean is(int bits, int bit) {
    return (bits & bit) != 0;
  }

  /** An effect that marks what {@code given} says is marked, of a class; idle when the class is. */
  private static Weight marked(int ofClass, int given) {
    return is(ofClass, Established.IDLE)
        ? Weight.IDLE
        : is(ofClass, given) ? Weight.GIVEN : Weight.MARKING;
  }

  /** An effect that loads a class: the element of an array, nothing for a primitive. */
  private Weight loaded(String constant) {
    String name = className(constant);
    return name == null ? Weight.IDLE : marked(known.ofClass(name), Established.LOADED);
  }

  /** Of an array the class of its elements; null for primitives, as {@link ClassHierarchy}. */
  private static String className(String constant) {
    int dimensions = constant.lastIndexOf('[') + 1;
    if (dimensions == 0) {
      return constant;
    }
    return constant.charAt(dimensions) == 'L'
        ? constant.substring(dimensions + 1, constant.length() - 1)
        : null;
  }

  /** As {@link Marks#loadDescriptor}. */
  private Weight loadedDescriptor(String descriptor) {
    Weight all = Weight.IDLE;
    for (int at = descriptor.indexOf('L'); at >= 0; at = descriptor.indexOf('L', at)) {
      int end = descriptor.indexOf(';', at);
      all = all.and(loaded(descriptor.substring(at + 1, end)));
      at = end;
    }
    return all;
  }

  /**
   * References: the same for the same reference, but by {@code super}; of a class of the platform
   * it loads the class. PairedNames: who passes on a look-up object.
   */
  private Weight call(Effect.Call call) {
    MethodRef method = call.method();
    if (PairedNames.takesLookup(method)) {
      return Weight.FIXED;
    }
    if (method.owner().startsWith("[") || is(known.ofClass(method.owner()), Established.OPAQUE)) {
      return loaded(method.owner());
    }
    return is(ofMethod(method), 1 << call.kind().ordinal()) ? Weight.GIVEN : Weight.MARKING;
  }

  private int ofMethod(MethodRef method) {
    return known.ofMethod(method.owner(), method.name(), method.descriptor());
  }

  /**
   * References: the same for the same reference; loads classes of the platform. PairedNames: what
   * static fields hold.
   */
  private Weight access(Effect.AccessField access) {
    FieldRef field = access.field();
    if (access.access() == Effect.FieldAccess.GET_STATIC && PairedNames.mayHold(field)) {
      return Weight.FIXED;
    }
    int given = access.access().isStatic() ? Established.ACCESSED_STATIC : Established.ACCESSED;
    if (is(known.ofClass(field.owner()), Established.IDLE)) {
      return Weight.IDLE;
    }
    return is(ofField(field), given) ? Weight.GIVEN : Weight.MARKING;
  }

  private int ofField(FieldRef field) {
    return known.ofField(field.owner(), field.name(), field.descriptor());
  }

  /**
   * References load it. Serialization: who casts or tests expects instances of the program's.
   * Enumeration, Reflection, PairedNames, GeneratedSource: literals of the program's.
   */
  private Weight use(Effect.UseClass use) {
    String name = className(use.name());
    if (name == null) {
      return Weight.IDLE;
    }
    int ofClass = known.ofClass(name);
    return switch (use.use()) {
      case CAST, INSTANCE_OF -> marked(ofClass, Established.EXPECTED);
      case ARRAY, CATCH, MERGE -> marked(ofClass, Established.LOADED);
      case LITERAL ->
          is(ofClass, Established.OPAQUE) ? marked(ofClass, Established.LOADED) : Weight.FIXED;
    };
  }

  /** References. */
  private Weight assign(Effect.Assign assign) {
    String to = className(assign.to());
    if (to == null) {
      return Weight.IDLE;
    }
    boolean loadsOne = to == assign.to() && is(known.ofClass(to), Established.INTERFACE);
    return loadsOne ? loaded(to) : loaded(to).and(loaded(assign.from()));
  }

  /**
   * DynamicSites: a concatenation loads the types of its parts, and the platform's bootstrap
   * method. Its texts are texts as others are; ResourceNames also hears how they begin. OwnTexts
   * and Reflection: constants of other kinds.
   */
  private Weight concatenation(Constant.Dynamic site) {
    Constant.Handle bootstrap = site.bootstrap();
    boolean isIdle =
        bootstrap.owner().equals(CONCATENATION)
            && bootstrap.kind() == Constant.HandleKind.INVOKE_STATIC
            && loaded(CONCATENATION) == Weight.IDLE
            && loadedDescriptor(bootstrap.descriptor()) == Weight.IDLE;
    for (Constant argument : site.arguments()) {
      isIdle &= isIdlePart(argument);
    }
    return isIdle ? loadedDescriptor(site.descriptor()) : Weight.FIXED;
  }

  private boolean isIdlePart(Constant argument) {
    return switch (argument) {
      case Constant.Str(String recipe) -> {
        int first = recipe.indexOf('\1');
        yield isIdle(recipe) && (first < 0 || isNoPath(recipe.substring(0, first)));
      }
      case Constant.Int _, Constant.Long _, Constant.Float _, Constant.Double _ -> true;
      case Constant.Null _,
          Constant.ClassRef _,
          Constant.MethodType _,
          Constant.Handle _,
          Constant.Dynamic _ ->
          false;
    };
  }

  /** As {@link ResourceNames} has it, where no resource has a blank in its path. */
  private static boolean isNoPath(String text) {
    return text.length() <= 2 || text.indexOf(' ') >= 0;
  }

  /**
   * A text with a blank names nothing, where nothing has a name with a blank: no class
   * (NamedClasses, Prefixes, Suffixes, Subpackages), no member (PairedNames, MentionedMembers,
   * CallSites), no resource (ResourceNames) and no service (Services). Arrays' names may begin with
   * anything (NamedClasses). Files of services and listings may be named within a text (Services,
   * Listings), as classes and members are in the user's own (OwnTexts, SpelledMembers). Of what is
   * run as source, pieces are what has punctuation or declares something (GeneratedSource).
   */
  private boolean isIdle(String text) {
    return text.indexOf(' ') >= 0
        && !known.has(Established.BLANK_NAMES)
        && !text.startsWith("[")
        && !text.contains("META-INF")
        && is(ofOwner, Established.KNOWN)
        && (!is(ofOwner, Established.OWN)
            || !known.has(Established.SPELLS) && !hasQualifiedName(text))
        && (!known.has(Established.RUNS_SOURCE) || !GeneratedSource.isPiece(text));
  }

  private static boolean hasQualifiedName(String text) {
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot + 1 < text.length() && Character.isJavaIdentifierPart(text.charAt(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  /**
   * ValueTracing follows arguments of the program's functions that somebody asks for. What a call
   * by {@code super} runs is not known here. Reflection: calls into it.
   */
  private boolean isHeard(Effect.PassValues pass) {
    MethodRef method = pass.method();
    if (pass.reflection() != null) {
      return true;
    }
    if (is(known.ofClass(method.owner()), Established.OPAQUE)) {
      return false;
    }
    int ofMethod = ofMethod(method);
    return ofMethod == 0
        || is(ofMethod, Established.HEARD)
        || pass.kind() == InvokeKind.SPECIAL && !is(ofMethod, 1 << InvokeKind.SPECIAL.ordinal());
  }

  /** ValueTracing, as above. */
  private boolean isHeard(FieldRef field) {
    int ofField = ofField(field);
    return ofField == 0 || is(ofField, Established.HEARD);
  }

  /** PairedNames: a static field may hold a class, or its name. */
  private static boolean mayName(Value value) {
    return switch (value) {
      case Value.Text(String text) -> NamedClasses.looksLikeName(text);
      case Value.Literal _ -> true;
      case Value.OneOf union -> union.values().stream().anyMatch(Neutral::mayName);
      case Value.Unknown _,
          Value.Null _,
          Value.Number _,
          Value.Concat _,
          Value.ClassOf _,
          Value.Named _,
          Value.NameOf _,
          Value.Parameter _,
          Value.Field _,
          Value.Result _,
          Value.Derived _,
          Value.Elements _ ->
          false;
    };
  }
}
