package dev.whittle.driver.symbols;

import dev.whittle.driver.symbols.Referrers.How;
import dev.whittle.driver.symbols.Referrers.Place;
import dev.whittle.driver.symbols.Referrers.Reference;
import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Constant;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.summary.Effect;
import dev.whittle.ir.summary.Summaries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What one class refers to, of the classes of a program.
 *
 * @param parents its supertypes
 * @param references by what they are to
 */
record ReferenceScan(
    String name, List<String> parents, Map<String, SequencedSet<Reference>> references) {
  static String ofClass(String name) {
    return "class " + name;
  }

  static String ofFunction(String name, String descriptor) {
    return name + descriptor;
  }

  static String ofField(String name, String descriptor) {
    return name + ":" + descriptor;
  }

  static ReferenceScan of(ClassDef c, Set<String> program) {
    List<String> parents = new ArrayList<>(c.interfaces());
    if (c.superName() != null) {
      parents.add(c.superName());
    }
    Scan scan = new Scan(c, program);
    parents.forEach(parent -> scan.add(parent, ofClass(parent), How.EXTENDS, Place.of(c)));
    for (FunctionDef function : c.functions()) {
      Place place = Place.of(c, function);
      Summaries.of(c, function).effects().forEach(effect -> scan.effect(effect, place));
    }
    return new ReferenceScan(c.name(), parents, scan.references);
  }

  private record Scan(
      ClassDef c, Set<String> program, Map<String, SequencedSet<Reference>> references) {
    Scan(ClassDef c, Set<String> program) {
      this(c, program, new LinkedHashMap<>());
    }

    void add(String through, String key, How how, Place by) {
      if (program.contains(through)) {
        references
            .computeIfAbsent(key, _ -> new LinkedHashSet<>())
            .add(new Reference(how, through, by));
      }
    }

    private void type(String name, How how, Place by) {
      String element = name.startsWith("[") ? name.substring(name.lastIndexOf('[') + 1) : name;
      String type = element.endsWith(";") ? Descriptor.className(element) : element;
      if (!type.equals(c.name())) {
        add(type, ofClass(type), how, by);
      }
    }

    private void member(String owner, String key, How how, Place by) {
      add(owner, key, how, by);
      type(owner, How.NAMES, by);
    }

    void effect(Effect effect, Place by) {
      switch (effect) {
        case Effect.Call(_, MethodRef method) ->
            member(method.owner(), ofFunction(method.name(), method.descriptor()), How.CALLS, by);
        case Effect.AccessField(_, FieldRef field) ->
            member(field.owner(), ofField(field.name(), field.descriptor()), How.ACCESSES, by);
        case Effect.Instantiate(String name) -> type(name, How.MAKES, by);
        case Effect.UseClass(_, String name) -> type(name, How.NAMES, by);
        case Effect.CallDynamic(Constant.Dynamic site) -> constant(site, by);
        case Effect.UseConstant(Constant constant) -> constant(constant, by);
        case Effect.UseText(String text) -> type(text.replace('.', '/'), How.SPELLS, by);
        default -> {
          // Says more about what is referred to above.
        }
      }
    }

    private void constant(Constant constant, Place by) {
      switch (constant) {
        case Constant.ClassRef(String name) -> type(name, How.NAMES, by);
        case Constant.Handle handle ->
            member(
                handle.owner(),
                handle.descriptor().startsWith("(")
                    ? ofFunction(handle.name(), handle.descriptor())
                    : ofField(handle.name(), handle.descriptor()),
                How.HANDLES,
                by);
        case Constant.Dynamic dynamic -> {
          constant(dynamic.bootstrap(), by);
          dynamic.arguments().forEach(argument -> constant(argument, by));
        }
        case Constant.Str(String text) -> type(text.replace('.', '/'), How.SPELLS, by);
        case Constant.Null _,
            Constant.Int _,
            Constant.Long _,
            Constant.Float _,
            Constant.Double _,
            Constant.MethodType _ -> {}
      }
    }
  }
}
