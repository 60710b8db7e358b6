package dev.whittle.dce;

import dev.whittle.ir.Constant;
import dev.whittle.ir.FieldRef;
import dev.whittle.ir.MethodRef;
import dev.whittle.ir.code.Statement.InvokeKind;
import dev.whittle.ir.summary.Effect;

/**
 * What symbolic references of a used function do: the instructions of JVMS 6.5 that link to other
 * classes, and method handles, which do the same when invoked (JVMS 5.4.3.5).
 */
final class References
    implements Mechanism.ByCall,
        Mechanism.ByInstantiate,
        Mechanism.ByAccessField,
        Mechanism.ByUseClass,
        Mechanism.ByAssign {
  private final Marks marks;

  References(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Call call) {
    call(function.owner, call.kind(), call.method(), function.used);
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Instantiate made) {
    instantiate(made.className(), function.used);
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.AccessField access) {
    access(access.field(), access.access().isStatic(), function.used);
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.UseClass use) {
    marks.load(use.name(), Because.of(ReasonKind.CLASS_USE, function.used));
  }

  @Override
  public void effect(FunctionNode function, FunctionNode.Definition in, Effect.Assign assign) {
    assign(assign, function.used);
  }

  private void instantiate(String name, int from) {
    ClassNode c = marks.hierarchy.node(name);
    marks.load(c, Because.of(ReasonKind.CLASS_USE, from));
    marks.instantiate(c, Because.of(ReasonKind.INSTANTIATION, from));
  }

  void call(ClassNode caller, InvokeKind kind, MethodRef method, int from) {
    ClassHierarchy.Link link = marks.hierarchy.link(method);
    ClassNode owner = link.owner();
    link.calls |= 1 << kind.ordinal();
    if (owner == null) {
      return;
    }
    marks.load(owner, Because.of(ReasonKind.CLASS_USE, from));
    if (method.owner().startsWith("[")) {
      return; // Arrays have the methods of Object, all of them the platform's.
    }
    FunctionNode resolved = link.function();
    if (resolved == null || resolved.owner.origin == ClassNode.Origin.PLATFORM) {
      return; // An error in the original too, linked by the platform, or its own code.
    }
    marks.reference(resolved, Because.of(ReasonKind.RESOLUTION, from));
    switch (kind) {
      case STATIC -> {
        marks.initialize(resolved.owner, Because.of(ReasonKind.INITIALIZATION, from));
        marks.use(resolved, Because.of(ReasonKind.CALL, from));
      }
      case SPECIAL -> {
        Resolution.Selected selected = Resolution.selectSpecial(caller, owner, resolved);
        if (selected.function() != null) {
          marks.use(selected.function(), Because.of(ReasonKind.CALL, from));
        }
        for (FunctionNode deciding : selected.deciding()) {
          marks.reference(deciding, Because.of(ReasonKind.SELECTION, from));
        }
      }
      case VIRTUAL, INTERFACE -> {
        if (resolved.isPrivate()) {
          marks.use(resolved, Because.of(ReasonKind.CALL, from));
        } else if (!resolved.isStatic()) {
          marks.call(owner, resolved, Because.of(ReasonKind.VIRTUAL_CALL, from));
        }
      }
    }
  }

  private void access(FieldRef ref, boolean isStatic, int from) {
    ClassHierarchy.FieldLink link = marks.hierarchy.link(ref);
    marks.load(link.owner(), Because.of(ReasonKind.CLASS_USE, from));
    link.isAccessed |= !isStatic;
    link.isAccessedStatic |= isStatic;
    FieldNode field = link.field();
    if (field != null) {
      marks.use(field, Because.of(ReasonKind.FIELD_ACCESS, from));
      if (isStatic) {
        marks.initialize(field.owner, Because.of(ReasonKind.INITIALIZATION, from));
      }
    }
  }

  /** Against an interface the verifier loads only the interface: it treats it as Object. */
  private void assign(Effect.Assign assign, int from) {
    Because because = Because.of(ReasonKind.ASSIGNABILITY, from);
    ClassNode to = marks.hierarchy.ofConstant(assign.to());
    if (to == null) {
      return;
    }
    marks.load(to, because);
    if (!to.isInterface() || assign.to().startsWith("[")) {
      marks.load(assign.from(), because);
    }
  }

  /** A method handle that may be invoked: what it does, and the types its resolution loads. */
  void handle(ClassNode caller, Constant.Handle handle, int from) {
    link(handle, from);
    MethodRef method =
        new MethodRef(handle.owner(), handle.name(), handle.descriptor(), handle.ownerKind());
    FieldRef field = new FieldRef(handle.owner(), handle.name(), handle.descriptor());
    switch (handle.kind()) {
      case GET_FIELD, PUT_FIELD -> access(field, false, from);
      case GET_STATIC, PUT_STATIC -> access(field, true, from);
      case INVOKE_VIRTUAL -> call(caller, InvokeKind.VIRTUAL, method, from);
      case INVOKE_INTERFACE -> call(caller, InvokeKind.INTERFACE, method, from);
      case INVOKE_STATIC -> call(caller, InvokeKind.STATIC, method, from);
      case INVOKE_SPECIAL -> call(caller, InvokeKind.SPECIAL, method, from);
      case NEW_INVOKE_SPECIAL -> {
        instantiate(handle.owner(), from);
        call(caller, InvokeKind.SPECIAL, method, from);
      }
    }
  }

  /** A method handle is resolved whether or not it is invoked. */
  private void link(Constant.Handle handle, int from) {
    Because because = Because.of(ReasonKind.METHOD_HANDLE, from);
    marks.loadDescriptor(handle.descriptor(), Because.of(ReasonKind.DESCRIPTOR, from));
    ClassNode owner = marks.hierarchy.ofConstant(handle.owner());
    if (owner == null) {
      return;
    }
    marks.load(owner, because);
    Selector selector = new Selector(handle.name(), handle.descriptor());
    if (handle.kind().isField()) {
      FieldNode field = Resolution.resolveField(owner, selector);
      if (field != null) {
        marks.use(field, because);
      }
    } else {
      FunctionNode resolved = Resolution.resolve(owner, selector, marks.hierarchy);
      if (resolved != null) {
        marks.external(resolved);
        marks.reference(resolved, because);
      }
    }
  }
}
