package dev.whittle.testkit.gen;

import dev.whittle.ir.Annotation;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.ModuleDef;
import java.util.List;

/**
 * Random class definitions: every attribute and every construct, with names and values as odd as
 * class files may hold. Bodies are well-formed (temps are defined once, in order; indices are in
 * bounds) but their types make no sense: they are for the text form and the crate format, not for
 * the verifier.
 */
public final class RandomClassDefs {
  private final Dice dice;
  private final RandomSymbols symbols;
  private final RandomBodies bodies;

  private RandomClassDefs(long seed) {
    this.dice = new Dice(seed);
    this.symbols = new RandomSymbols(dice);
    this.bodies = new RandomBodies(dice, symbols);
  }

  /** The class of this seed. */
  public static ClassDef of(long seed) {
    return new RandomClassDefs(seed).classDef();
  }

  /** The class of this seed under a name of its own, so that many fit in one crate. */
  public static ClassDef named(String name, long seed) {
    ClassDef c = of(seed);
    return new ClassDef(
        c.version(),
        c.access(),
        name,
        c.superName(),
        c.interfaces(),
        c.nesting(),
        c.source(),
        c.recordComponents(),
        c.module(),
        c.attributes(),
        c.fields(),
        c.functions());
  }

  private ClassDef classDef() {
    return new ClassDef(
        dice.oneIn(8) ? 0xffff0000 | 69 : 45 + dice.below(25),
        dice.oneIn(3) ? 0x21 : dice.below(0x10000) | (dice.oneIn(4) ? 0x20000 : 0),
        symbols.className(),
        dice.orNull(8, symbols::className),
        dice.list(3, symbols::className),
        dice.oneIn(3) ? ClassDef.Nesting.NONE : nesting(),
        new ClassDef.Source(
            dice.orNull(3, symbols::string), dice.oneIn(4) ? symbols.string() : null),
        dice.oneIn(3) ? dice.list(3, this::component) : null,
        dice.oneIn(4) ? module() : null,
        symbols.attributes(0x00030000, 0x10ffff00, 0x10000100, 0x11020100),
        dice.list(5, this::field),
        dice.list(5, this::function));
  }

  private ClassDef.Nesting nesting() {
    return new ClassDef.Nesting(
        dice.oneIn(2) ? null : enclosing(),
        dice.list(3, this::innerClass),
        dice.orNull(2, symbols::className),
        dice.list(3, symbols::className),
        dice.orNull(2, () -> dice.list(3, symbols::className)));
  }

  private ClassDef.Enclosing enclosing() {
    return dice.oneIn(2)
        ? new ClassDef.Enclosing(symbols.className(), null, null)
        : new ClassDef.Enclosing(
            symbols.className(), symbols.methodName(), symbols.methodDescriptor());
  }

  private ClassDef.InnerClass innerClass() {
    return new ClassDef.InnerClass(
        symbols.className(),
        dice.orNull(2, symbols::className),
        dice.orNull(2, symbols::name),
        dice.below(0x10000));
  }

  private ClassDef.RecordComponent component() {
    return new ClassDef.RecordComponent(
        symbols.name(), symbols.descriptor(), symbols.attributes(0x13000000));
  }

  private ModuleDef module() {
    return new ModuleDef(
        moduleName(),
        dice.of(0, 0x20, 0x1020, 0x8000),
        dice.orNull(2, symbols::string),
        dice.orNull(2, symbols::className),
        dice.list(3, symbols::className),
        dice.list(
            3,
            () ->
                new ModuleDef.Requires(
                    moduleName(), dice.of(0, 0x20, 0x60, 0x8000), dice.orNull(2, symbols::name))),
        dice.list(3, this::opened),
        dice.list(3, this::opened),
        dice.list(3, symbols::className),
        dice.list(
            3,
            () -> new ModuleDef.Provides(symbols.className(), dice.list(3, symbols::className))));
  }

  private ModuleDef.Opened opened() {
    return new ModuleDef.Opened(
        symbols.className(), dice.of(0, 0x1000, 0x8000), dice.list(3, this::moduleName));
  }

  private String moduleName() {
    return dice.of("java.base", "m", "open", "transitive", "odd@name", "a b");
  }

  private FieldDef field() {
    return new FieldDef(
        dice.below(0x10000) | (dice.oneIn(4) ? 0x20000 : 0),
        symbols.name(),
        symbols.descriptor(),
        dice.oneIn(3) ? symbols.fieldConstant() : null,
        symbols.attributes(0x13000000));
  }

  private FunctionDef function() {
    return new FunctionDef(
        dice.below(0x10000) | (dice.oneIn(4) ? 0x20000 : 0),
        symbols.methodName(),
        symbols.methodDescriptor(),
        dice.list(2, symbols::className),
        symbols.attributes(
            0x01010000, 0x12000100, 0x14000000, 0x15000000, 0x16050000, 0x17000200, 0x13000001),
        dice.oneIn(3) ? details() : FunctionDef.Details.NONE,
        dice.orNull(5, bodies::code));
  }

  private FunctionDef.Details details() {
    return new FunctionDef.Details(
        dice.orNull(2, () -> dice.list(3, this::parameter)),
        dice.orNull(2, this::parameterAnnotations),
        dice.orNull(2, this::parameterAnnotations),
        dice.orNull(2, () -> symbols.elementValue(3)));
  }

  private FunctionDef.Parameter parameter() {
    return new FunctionDef.Parameter(
        dice.orNull(3, symbols::name), dice.of(0, 0x10, 0x1000, 0x8010, 0x4));
  }

  private List<List<Annotation>> parameterAnnotations() {
    return dice.list(3, () -> dice.list(3, () -> symbols.annotation(1)));
  }
}
