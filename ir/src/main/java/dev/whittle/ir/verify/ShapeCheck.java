package dev.whittle.ir.verify;

import dev.whittle.ir.ClassDef;
import dev.whittle.ir.Descriptor;
import dev.whittle.ir.FunctionDef;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What can be said without following types: indices, numbering, scopes, the form of tables.
 * Whatever passes can be walked without looking at bounds.
 */
final class ShapeCheck {
  private static final int MAX_SLOT_END = 65535;
  private static final int MAX_PARAMETER_SLOTS = 255;

  private final Report report;
  private final ClassDef owner;
  private final FunctionDef function;
  private final Body body;
  private int nextTemp;
  private int firstInBlock;

  /** Temps that a {@code new} defines. */
  private final BitSet sites = new BitSet();

  ShapeCheck(Report report, ClassDef owner, FunctionDef function, Body body) {
    this.report = report;
    this.owner = owner;
    this.function = function;
    this.body = body;
  }

  void check() {
    report.check(
        !body.blocks().isEmpty() && body.blocks().getFirst().parameters().isEmpty(),
        Invariant.ENTRY_BLOCK,
        () -> body.blocks().isEmpty() ? "no block" : "the first block has parameters");
    locals();
    for (Handler handler : body.handlers()) {
      handler(handler);
    }
    collectSites();
    int point = 0;
    for (int i = 0; i < body.blocks().size(); i++) {
      Block block = body.blocks().get(i);
      report.enter(i, point);
      block(i, block);
      point += block.statements().size() + 1;
    }
    report.leaveBlocks();
    report.check(
        nextTemp == body.tempCount(),
        Invariant.TEMPS_DENSE,
        () -> nextTemp + " temps are defined, the body says " + body.tempCount());
    if (report.isEmpty()) {
      reachability();
    }
  }

  private void locals() {
    for (int i = 0; i < body.locals().size(); i++) {
      Local local = body.locals().get(i);
      if (local.slot() < 0 || local.slot() + local.kind().slots() > MAX_SLOT_END) {
        report.add(Invariant.LOCAL_SLOTS, "_" + i + " in slot " + local.slot());
      }
    }
    List<Kind> kinds = new ArrayList<>();
    if (!function.isStatic()) {
      kinds.add(Kind.REFERENCE);
    }
    Descriptor.parameters(function.descriptor()).forEach(d -> kinds.add(Descriptor.kind(d)));
    boolean isRight = body.parameterCount() == kinds.size() && kinds.size() <= body.locals().size();
    int slot = 0;
    for (int i = 0; isRight && i < kinds.size(); i++) {
      isRight = body.locals().get(i).equals(new Local(slot, kinds.get(i)));
      slot += kinds.get(i).slots();
    }
    report.check(
        isRight && slot <= MAX_PARAMETER_SLOTS,
        Invariant.PARAMETER_LOCALS,
        () -> "the parameters are not those of " + function.descriptor());
  }

  private void handler(Handler handler) {
    if (!isBlock(handler.block())) {
      report.add(Invariant.BLOCK_INDEX, "a handler leads to bb" + handler.block());
      return;
    }
    List<Block.Parameter> parameters = body.blocks().get(handler.block()).parameters();
    report.check(
        parameters.size() == 1 && isCaught(parameters.getFirst().type()),
        Invariant.HANDLER_BLOCK,
        () -> "the parameters of handler block bb" + handler.block());
  }

  private static boolean isCaught(VType type) {
    return switch (type) {
      case VType.Class(String name) -> !name.startsWith("[");
      case VType.Join _ -> true;
      case VType.Primitive _, VType.Null _, VType.Uninit _, VType.UninitThis _ -> false;
    };
  }

  private void collectSites() {
    for (Block block : body.blocks()) {
      for (Statement statement : block.statements()) {
        if (statement instanceof Statement.New(int result, String _) && result >= 0) {
          sites.set(result);
        }
      }
    }
  }

  private void block(int index, Block block) {
    firstInBlock = nextTemp;
    for (Block.Parameter parameter : block.parameters()) {
      define(parameter.temp());
      type(parameter.type());
    }
    entry(block.entry());
    handlers(block.handlers());
    for (Statement statement : block.statements()) {
      Temps.forEachUse(statement, this::use);
      locals(statement);
      if (Temps.result(statement) != Temps.NONE) {
        define(Temps.result(statement));
      }
      report.nextPoint();
    }
    Temps.forEachUse(block.terminator(), this::use);
    terminator(index, block.terminator());
  }

  private void define(int temp) {
    if (report.check(
        temp == nextTemp,
        Invariant.TEMPS_DENSE,
        () -> "%" + temp + " where %" + nextTemp + " is due")) {
      nextTemp++;
    } else {
      nextTemp = Math.max(nextTemp, temp + 1);
    }
  }

  private void use(int temp) {
    report.check(
        temp >= firstInBlock && temp < nextTemp,
        Invariant.TEMP_SCOPE,
        () -> "%" + temp + " is not defined here");
  }

  private void locals(Statement statement) {
    if (statement instanceof Statement.Load(int _, int local)) {
      local(local);
    } else if (statement instanceof Statement.Store(int local, int _)) {
      local(local);
    } else if (statement instanceof Statement.Increment(int local, int amount) && local(local)) {
      report.check(
          body.locals().get(local).kind() == Kind.INT && amount == (short) amount,
          Invariant.LOCAL_KIND,
          () -> "_" + local + " += " + amount);
    }
  }

  private boolean local(int local) {
    return report.check(
        local >= 0 && local < body.locals().size(), Invariant.LOCAL_INDEX, () -> "_" + local);
  }

  private void entry(EntryTypes entry) {
    if (!report.check(
        entry.locals().size() == entry.types().size(),
        Invariant.ENTRY_FORM,
        "entry locals and types differ in number")) {
      return;
    }
    int free = 0;
    for (int i = 0; i < entry.locals().size(); i++) {
      int index = entry.locals().at(i);
      VType type = entry.types().get(i);
      type(type);
      if (local(index)) {
        Local local = body.locals().get(index);
        report.check(
            local.slot() >= free && local.kind() == type.kind(),
            Invariant.ENTRY_FORM,
            () -> "entry type of _" + index);
        free = local.slot() + local.kind().slots();
      }
    }
  }

  private void type(VType type) {
    switch (type) {
      case VType.Uninit(int site) ->
          report.check(
              site >= 0 && sites.get(site),
              Invariant.UNINIT_SITE,
              () -> "%" + site + " is not defined by a new");
      case VType.Join(List<String> names) -> join(names);
      case VType.Primitive _, VType.Null _, VType.Class _, VType.UninitThis _ -> {}
    }
  }

  private void join(List<String> names) {
    boolean isRight = names.size() >= 2 && names.size() <= VType.Join.MAX_NAMES;
    for (int i = 1; i < names.size(); i++) {
      isRight &= names.get(i - 1).compareTo(names.get(i)) < 0;
    }
    report.check(
        isRight && owner.majorVersion() <= ClassDef.FIRST_WITH_FRAMES,
        Invariant.JOIN_FORM,
        () -> "a join of " + names + " in version " + owner.majorVersion());
  }

  private void handlers(Ints handlers) {
    int previous = -1;
    for (int i = 0; i < handlers.size(); i++) {
      int handler = handlers.at(i);
      report.check(
          handler > previous && handler < body.handlers().size(),
          Invariant.HANDLER_LIST,
          () -> "h" + handler);
      previous = handler;
    }
  }

  private void terminator(int block, Terminator terminator) {
    switch (terminator) {
      case Terminator.Branch branch ->
          report.check(
              (branch.right() == Terminator.NONE) == (branch.condition().operands() == 1),
              Invariant.COMPARISON,
              () -> "operands of " + branch.condition());
      case Terminator.Switch multi -> keys(multi);
      case Terminator.Goto _, Terminator.Return _, Terminator.Throw _ -> {}
    }
    terminator.forEachEdge(edge -> edge(block, edge));
  }

  private void keys(Terminator.Switch multi) {
    boolean isTable = multi.form() == Terminator.SwitchForm.TABLE;
    boolean isRight = !isTable || !multi.cases().isEmpty();
    for (int i = 1; i < multi.cases().size(); i++) {
      long step = (long) multi.cases().get(i).key() - multi.cases().get(i - 1).key();
      isRight &= isTable ? step == 1 : step > 0;
    }
    report.check(isRight, Invariant.SWITCH_KEYS, () -> "keys of a " + multi.form());
  }

  private void edge(int from, Edge edge) {
    edge.arguments().stream().forEach(this::use);
    if (!report.check(isBlock(edge.block()), Invariant.BLOCK_INDEX, () -> "bb" + edge.block())) {
      return;
    }
    int wanted = body.blocks().get(edge.block()).parameters().size();
    report.check(
        edge.arguments().size() == wanted,
        Invariant.EDGE_ARGUMENTS,
        () ->
            "%d arguments for %d parameters of bb%d"
                .formatted(edge.arguments().size(), wanted, edge.block()));
    report.check(
        edge.block() > from || edge.arguments().isEmpty(),
        Invariant.BACK_EDGE,
        () -> "arguments on the edge back to bb" + edge.block());
  }

  private boolean isBlock(int index) {
    return index >= 0 && index < body.blocks().size();
  }

  private void reachability() {
    BitSet reached = new BitSet();
    List<Integer> worklist = new ArrayList<>();
    reached.set(0);
    worklist.add(0);
    while (!worklist.isEmpty()) {
      Block block = body.blocks().get(worklist.removeLast());
      block.terminator().forEachEdge(edge -> reach(edge.block(), reached, worklist));
      block.handlers().stream()
          .forEach(h -> reach(body.handlers().get(h).block(), reached, worklist));
    }
    int lost = reached.nextClearBit(0);
    if (lost < body.blocks().size()) {
      report.add(Invariant.REACHABLE, "nothing leads to bb" + lost);
    }
  }

  private static void reach(int block, BitSet reached, List<Integer> worklist) {
    if (!reached.get(block)) {
      reached.set(block);
      worklist.add(block);
    }
  }
}
