package dev.whittle.dce;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.FieldDef;
import dev.whittle.ir.GenericSignature;
import dev.whittle.ir.summary.ReflectiveCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Generic signatures that reflection reads. It loads the classes that they name, and fails far from
 * the cause when one is missing. So once reached code reads signatures, those of classes whose
 * objects or {@code Class} objects it may have, and of their surviving members where these may be
 * listed, load what they name.
 */
final class GenericSignatures
    implements Mechanism.OfLoaded,
        Mechanism.OfEnumerated,
        Mechanism.OfReferenced,
        Mechanism.OfUsed,
        Mechanism.OfFields,
        Mechanism.OfReached {
  private record Use(String signature, int on) {}

  private final Marks marks;
  private final List<Use> unread = new ArrayList<>();
  private int reader = Facts.NONE;

  GenericSignatures(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void reached(int fact, Object subject) {
    if (subject == ReflectiveCall.READ_SIGNATURE) {
      reader = fact;
      List<Use> uses = List.copyOf(unread);
      unread.clear();
      uses.forEach(this::read);
    }
  }

  @Override
  public void loaded(ClassNode c) {
    for (ClassDef definition : c.isProgram() ? c.definitions : List.<ClassDef>of()) {
      use(definition.attributes().signature(), c.loaded);
    }
  }

  @Override
  public void enumerated(ClassNode c) {
    for (FunctionNode function : c.functions.unlisted()) {
      member(function, function.referenced);
      member(function, function.used);
    }
    c.fields.values().forEach(this::member);
  }

  @Override
  public void referenced(FunctionNode function) {
    if (function.owner.enumerated != Facts.NONE) {
      member(function, function.referenced);
    }
  }

  @Override
  public void used(FunctionNode function) {
    if (function.owner.enumerated != Facts.NONE) {
      member(function, function.used);
    }
  }

  @Override
  public void used(FieldNode field) {
    if (field.owner.enumerated != Facts.NONE) {
      member(field);
    }
  }

  private void member(FunctionNode function, int on) {
    for (FunctionNode.Definition definition : function.definitions) {
      use(definition.function().attributes().signature(), on);
    }
  }

  private void member(FieldNode field) {
    for (FieldDef definition : field.definitions) {
      use(definition.attributes().signature(), field.used);
    }
  }

  private void use(String signature, int on) {
    if (signature == null || on == Facts.NONE) {
      return;
    }
    Use use = new Use(signature, on);
    if (reader == Facts.NONE) {
      unread.add(use);
    } else {
      read(use);
    }
  }

  private void read(Use use) {
    for (String name : GenericSignature.classNames(use.signature)) {
      marks.load(marks.hierarchy.node(name), Because.of(ReasonKind.ENUMERATION, use.on, reader));
    }
  }
}
