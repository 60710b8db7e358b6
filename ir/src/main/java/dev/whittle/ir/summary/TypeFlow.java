package dev.whittle.ir.summary;

import dev.whittle.ir.Descriptor;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.ElementKind;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.VType;
import java.util.Arrays;

/**
 * Verification types by linear flow: block entries are given, temps follow from their definitions.
 *
 * <p>Kills of overlapping webs and of uninitialized values are not modelled: nothing reads a killed
 * web in a body that verifies.
 */
final class TypeFlow {

  private final VType self;
  private final VType[] temps;
  private final VType[] locals;

  /** By site, the class under construction; null where there are no sites. */
  private String[] sites;

  /** By site, the visit of a block in which a constructor call initialized it. */
  private int[] initializedIn;

  private int thisInitializedIn;
  private int visit;

  TypeFlow(String owner, Body body) {
    this.self = new VType.Class(owner);
    this.temps = new VType[body.tempCount()];
    this.locals = new VType[body.locals().size()];
  }

  /** There will be this site. */
  void announce(Statement.New site) {
    if (sites == null) {
      sites = new String[temps.length];
      initializedIn = new int[temps.length];
    }
    sites[site.result()] = site.className();
  }

  void enter(Block block) {
    visit++;
    Arrays.fill(locals, null);
    for (int i = 0; i < block.entry().locals().size(); i++) {
      locals[block.entry().locals().at(i)] = block.entry().types().get(i);
    }
    for (Block.Parameter parameter : block.parameters()) {
      temps[parameter.temp()] = parameter.type();
    }
  }

  VType temp(int temp) {
    VType type = temps[temp];
    if (type instanceof VType.Uninit uninit && initializedIn[uninit.site()] == visit) {
      return new VType.Class(sites[uninit.site()]);
    }
    return type instanceof VType.UninitThis && thisInitializedIn == visit ? self : type;
  }

  /** Type of a local, null when it is unassigned. */
  VType local(int local) {
    return locals[local];
  }

  /** Applies a statement; true when it re-typed locals other than by a store. */
  boolean step(Statement statement) {
    switch (statement) {
      case Statement.Const s -> temps[s.result()] = VType.of(s.constant());
      case Statement.Load s -> load(s);
      case Statement.Store s -> store(s);
      case Statement.Unary s -> temps[s.result()] = VType.of(s.op().result());
      case Statement.Binary s -> temps[s.result()] = VType.of(s.op().result());
      case Statement.GetField s -> temps[s.result()] = VType.of(s.field().descriptor());
      case Statement.GetStatic s -> temps[s.result()] = VType.of(s.field().descriptor());
      case Statement.ArrayLoad s ->
          temps[s.result()] =
              s.element() == ElementKind.REFERENCE
                  ? elementType(temps[s.array()])
                  : VType.of(s.element().kind());
      case Statement.ArrayLength s -> temps[s.result()] = VType.Primitive.INT;
      case Statement.New s -> {
        initializedIn[s.result()] = 0;
        temps[s.result()] = new VType.Uninit(s.result());
      }
      case Statement.NewArray s -> temps[s.result()] = new VType.Class("[" + s.elementDescriptor());
      case Statement.NewMultiArray s -> temps[s.result()] = new VType.Class(s.arrayDescriptor());
      case Statement.Invoke s -> {
        return call(s);
      }
      case Statement.InvokeDynamic s -> {
        if (s.result() != Statement.NONE) {
          temps[s.result()] = VType.of(Descriptor.returnType(s.site().descriptor()));
        }
      }
      case Statement.Cast s -> temps[s.result()] = new VType.Class(s.type());
      case Statement.InstanceOf s -> temps[s.result()] = VType.Primitive.INT;
      case Statement.Increment _,
          Statement.PutField _,
          Statement.PutStatic _,
          Statement.ArrayStore _,
          Statement.MonitorEnter _,
          Statement.MonitorExit _,
          Statement.Discard _,
          Statement.Shuffle _,
          Statement.Nop _ -> {}
    }
    return false;
  }

  void load(Statement.Load s) {
    temps[s.result()] = locals[s.local()];
  }

  void store(Statement.Store s) {
    locals[s.local()] = temp(s.value());
  }

  /** As {@link #step}. */
  boolean call(Statement.Invoke s) {
    if (s.result() != Statement.NONE) {
      temps[s.result()] = VType.of(Descriptor.returnType(s.method().descriptor()));
    }
    return s.method().name().equals("<init>") && initialize(temp(s.arguments().at(0)));
  }

  /**
   * A call of {@code <init>} re-types every temp and local of the uninitialized type at once. Temps
   * are re-typed when they are read, so that a body with many constructor calls stays linear.
   */
  private boolean initialize(VType uninitialized) {
    if (uninitialized instanceof VType.Uninit uninit) {
      initializedIn[uninit.site()] = visit;
      return replaceInLocals(uninitialized, new VType.Class(sites[uninit.site()]));
    }
    if (uninitialized instanceof VType.UninitThis) {
      thisInitializedIn = visit;
      return replaceInLocals(uninitialized, self);
    }
    return false;
  }

  private boolean replaceInLocals(VType before, VType after) {
    boolean any = false;
    for (int i = 0; i < locals.length; i++) {
      if (before.equals(locals[i])) {
        locals[i] = after;
        any = true;
      }
    }
    return any;
  }

  private static VType elementType(VType array) {
    return array instanceof VType.Class type && type.name().startsWith("[")
        ? VType.of(type.name().substring(1))
        : array instanceof VType.Null ? array : new VType.Class("java/lang/Object");
  }
}
