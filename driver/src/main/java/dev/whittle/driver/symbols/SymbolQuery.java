package dev.whittle.driver.symbols;

import dev.whittle.ir.Descriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A name of classes or members as a person writes it: {@code com.example.Foo}, {@code Foo.bar},
 * {@code Foo.bar(int, String)}, {@code Outer.Inner}, {@code com.example.*}; or as a class file or a
 * report does: {@code com/example/Foo.bar(I)V}, {@code com/example/Foo.bar:I}.
 *
 * <p>Packages may be left out. A constructor is {@code Foo.<init>} or {@code Foo.Foo}. {@code *} is
 * any text. Inner classes are written with {@code .} or {@code $}, members also with {@code #} or
 * {@code ::}.
 */
public final class SymbolQuery {
  /** How well a name fits. */
  public enum Fit {
    NOT,
    /** With leading parts left out. */
    SHORTENED,
    /** In full. */
    FULL
  }

  private final String text;
  private final String name;

  /** Null when there are none: any will do. */
  private final List<String> parameters;

  private SymbolQuery(String text, String name, List<String> parameters) {
    this.text = text;
    this.name = name;
    this.parameters = parameters;
  }

  /** The query that {@code text} spells; every text spells one. */
  public static SymbolQuery parse(String text) {
    String plain = text.strip().replace("::", ".").replace('#', '.');
    int open = plain.indexOf('(');
    int close = plain.lastIndexOf(')');
    int colon = plain.indexOf(':');
    if (open < 0 || close < open) {
      return new SymbolQuery(plain, dotted(colon > 0 ? plain.substring(0, colon) : plain), null);
    }
    boolean descriptor = close + 1 < plain.length();
    List<String> parameters =
        descriptor
            ? ofDescriptor(plain.substring(open))
            : written(plain.substring(open + 1, close));
    return new SymbolQuery(plain, dotted(plain.substring(0, open)), parameters);
  }

  /** Of what only looks like a descriptor, which nothing has, a type that nothing has either. */
  private static List<String> ofDescriptor(String text) {
    try {
      return Descriptor.sourceParameters(text);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      return List.of(text);
    }
  }

  private static List<String> written(String list) {
    return list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(",")).map(p -> dotted(p.strip().replace("...", "[]"))).toList();
  }

  private static String dotted(String name) {
    return name.replace('/', '.').replace('$', '.');
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Whether it may name many things on purpose. */
  public boolean isPattern() {
    return name.indexOf('*') >= 0;
  }

  /** Its parts with dots between, without parameters. */
  String name() {
    return name;
  }

  /** The last part of the name. */
  public String lastPart() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * The query for the class that the name without its last part may be; null when there is none.
   */
  public SymbolQuery owner() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? null : new SymbolQuery(text, name.substring(0, dot), null);
  }

  /** Internal names of classes that it names in full, or whose member it names: all readings. */
  List<String> classNames() {
    List<String> names = new ArrayList<>();
    for (SymbolQuery query = this; query != null; query = query.owner()) {
      String[] parts = query.name.split("\\.");
      // The package is what comes before the first part that names a class.
      for (int inPackage = parts.length - 1; inPackage >= 1; inPackage--) {
        String classes = String.join("$", Arrays.copyOfRange(parts, inPackage, parts.length));
        names.add(String.join("/", Arrays.copyOf(parts, inPackage)) + "/" + classes);
      }
    }
    return names;
  }

  /** Whether it names the class of that internal name. */
  public Fit fitsClass(String internalName) {
    return parameters == null ? fit(name, dotted(internalName)) : Fit.NOT;
  }

  /** Whether it names that function. */
  public Fit fitsFunction(String owner, String function, String descriptor) {
    if (parameters != null && !sameParameters(Descriptor.sourceParameters(descriptor))) {
      return Fit.NOT;
    }
    Fit asWritten = fit(name, dotted(owner) + "." + function);
    if (asWritten != Fit.NOT || !function.equals("<init>")) {
      return asWritten;
    }
    String simple = dotted(owner).substring(dotted(owner).lastIndexOf('.') + 1);
    return fit(name, dotted(owner) + "." + simple);
  }

  /** Whether it names that field. */
  Fit fitsField(String owner, String field) {
    return parameters == null ? fit(name, dotted(owner) + "." + field) : Fit.NOT;
  }

  private boolean sameParameters(List<String> types) {
    if (types.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (fit(parameters.get(i), dotted(types.get(i))) == Fit.NOT) {
        return false;
      }
    }
    return true;
  }

  private static Fit fit(String pattern, String full) {
    if (pattern.indexOf('*') < 0) {
      return full.equals(pattern)
          ? Fit.FULL
          : full.endsWith("." + pattern) ? Fit.SHORTENED : Fit.NOT;
    }
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .get();
    return full.matches(regex)
        ? Fit.FULL
        : full.matches("(?:.*\\.)?" + regex) ? Fit.SHORTENED : Fit.NOT;
  }
}
