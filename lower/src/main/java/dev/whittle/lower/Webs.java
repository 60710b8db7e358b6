package dev.whittle.lower;

import dev.whittle.ir.code.Kind;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Splits slots into locals: definitions of a slot that may reach a common use become one web. The
 * entry types say which slots live into a block; a slot that they leave out ends its web there.
 * Definitions inside one extent of a named variable stay together, so that a variable has one
 * local.
 *
 * <p>Linear in the code and in the sizes of the entry types.
 */
final class Webs {
  private static final Kind[] KINDS = Kind.values();
  private static final int[] NO_NODES = {};

  private final RecordedCode code;
  private final ControlFlow flow;
  private final EntryStates entries;

  /** Union-find over web nodes, mostly one per definition. The smallest of a web is its root. */
  private int[] parent;

  private Kind[] kinds;
  private int[] slots;
  private int nodeCount;

  /** Nodes of slots live into a block, by slot; null before the first edge. */
  private final int[][] entryNodes;

  /** Node of the local that an instruction accesses. */
  private final int[] accessed;

  private final int[] extentNodes;

  /** Locals of named variables that no instruction accesses. */
  private int[] unaccessed;

  /** Null when there are none. */
  private final NamedVariables variables;

  private final List<Local> locals;

  /** What is live into the block that is entered. */
  private final int[] liveLocals;

  private final VType[] liveTypes;

  /** By node; only roots have one. */
  private final int[] localOfRoot;

  private Webs(
      RecordedCode code,
      ControlFlow flow,
      EntryStates entries,
      VType[] parameters,
      int[] starts,
      int slotCount) {
    this.code = code;
    this.flow = flow;
    this.entries = entries;
    entryNodes = new int[flow.blockCount()][];
    accessed = new int[code.size];
    // A store to the last slot of a value of two words looks behind it.
    int[] current = new int[slotCount + 1];
    Arrays.fill(current, -1);
    if (code.variables.isEmpty()) {
      extentNodes = NO_NODES;
      variables = null;
    } else {
      extentNodes = new int[code.variables.size()];
      Arrays.fill(extentNodes, -1);
      variables = new NamedVariables(code.variables, current.length, this::nameExtent);
    }
    int expected = current.length + code.size / 8 + 2;
    parent = new int[expected];
    kinds = new Kind[expected];
    slots = new int[expected];
    for (int p = 0; p < parameters.length; p++) {
      current[starts[p]] = node(starts[p], parameters[p].kind());
    }
    scan(current);
    flatten();
    localOfRoot = new int[nodeCount];
    Arrays.fill(localOfRoot, -1);
    liveLocals = new int[current.length];
    liveTypes = new VType[current.length];
    locals = new ArrayList<>(current.length);
    for (int p = 0; p < parameters.length; p++) {
      localOf(p);
    }
    if (locals.size() != parameters.length) {
      throw new IllegalStateException("two parameters share a local");
    }
  }

  /**
   * @param parameters types of the parameters with {@code this}
   * @param starts their slots
   * @param slotCount how many slots the code and the parameters have
   */
  static Webs of(
      RecordedCode code,
      ControlFlow flow,
      EntryStates entries,
      VType[] parameters,
      int[] starts,
      int slotCount) {
    return new Webs(code, flow, entries, parameters, starts, slotCount);
  }

  /** All locals found so far; parameters first. */
  List<Local> locals() {
    return locals;
  }

  /** The local that the load, store or increment at this instruction accesses. */
  int accessedBy(int instruction) {
    return localOf(accessed[instruction]);
  }

  /**
   * Says which locals are live into a block.
   *
   * @param types by slot, null where the slot holds nothing usable
   * @param before the block before, null for the first: often the same is live into both
   */
  void enter(int block, VType[] types, BlockDraft draft, BlockDraft before) {
    int[] nodes = entryNodes[block];
    int count = 0;
    boolean isSame = before != null;
    for (int slot = 0; slot < types.length; slot++) {
      VType type = types[slot];
      if (type == null) {
        continue;
      }
      if (nodes == null || slot >= nodes.length || nodes[slot] < 0) {
        throw new IllegalStateException("slot " + slot + " is not assigned");
      }
      int local = localOf(nodes[slot]);
      liveLocals[count] = local;
      liveTypes[count] = type;
      isSame =
          isSame
              && count < before.entryCount
              && before.entryLocals[count] == local
              && (before.entryTypes[count] == type || before.entryTypes[count].equals(type));
      count++;
    }
    isSame = isSame && count == before.entryCount;
    draft.entryCount = count;
    draft.entryLocals = isSame ? before.entryLocals : Arrays.copyOf(liveLocals, count);
    draft.entryTypes = isSame ? before.entryTypes : Arrays.copyOf(liveTypes, count);
  }

  /** The local of a named variable; one of its own when no instruction accesses it there. */
  int ofVariable(int variable) {
    if (extentNodes[variable] >= 0) {
      return localOf(extentNodes[variable]);
    }
    if (unaccessed == null) {
      unaccessed = new int[extentNodes.length];
      Arrays.fill(unaccessed, -1);
    }
    if (unaccessed[variable] < 0) {
      RecordedCode.Variable v = code.variables.get(variable);
      Kind kind = v.kind() != null ? v.kind() : Kind.REFERENCE;
      unaccessed[variable] = addLocal(new Local(v.slot(), kind));
    }
    return unaccessed[variable];
  }

  /** Adds a local beyond those of the code. */
  int addLocal(Local local) {
    locals.add(local);
    return locals.size() - 1;
  }

  private void scan(int[] current) {
    flowInto(0, current);
    for (int block = 0; block < flow.blockCount(); block++) {
      int[] nodes = entryNodes[block];
      if (nodes == null) {
        // A block that nothing has flowed into yet: its predecessors come later in layout.
        nodes = entryNodes[block] = freshNodes(block, current.length);
      }
      System.arraycopy(nodes, 0, current, 0, current.length);
      scanBlock(block, current);
    }
  }

  private void scanBlock(int block, int[] current) {
    var handlers = flow.covering(block);
    for (int h = 0; h < handlers.size(); h++) {
      flowInto(flow.handlers().get(handlers.at(h)).block(), current);
    }
    int end = flow.end(block);
    for (int i = flow.start(block); i < end; i++) {
      int opcode = code.opcodes[i];
      if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD || opcode == Opcodes.IINC) {
        accessed[i] = current[code.operands[i]];
        if (accessed[i] < 0) {
          throw new IllegalStateException("slot " + code.operands[i] + " is read unassigned");
        }
        if (variables != null) {
          variables.access(code.operands[i], i, accessed[i]);
        }
      } else if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
        int slot = code.operands[i];
        Kind kind = storedKind(opcode);
        int node = node(slot, kind);
        accessed[i] = node;
        kill(current, slot, kind);
        current[slot] = node;
        if (variables != null) {
          variables.store(slot, i, node);
        }
        for (int h = 0; h < handlers.size(); h++) {
          flowSlot(flow.handlers().get(handlers.at(h)).block(), slot, node);
        }
      }
    }
    int last = code.opcodes[end - 1];
    if (ControlFlow.isBranch(last)) {
      flowInto(flow.blockAt(code.operands[end - 1]), current);
    } else if (ControlFlow.isSwitch(last)) {
      RecordedCode.SwitchTargets targets = (RecordedCode.SwitchTargets) code.symbols[end - 1];
      for (int target : targets.targets()) {
        flowInto(flow.blockAt(target), current);
      }
    }
    if (flow.fallsThrough(block)) {
      flowInto(flow.blockAt(end), current);
    }
  }

  /** A normal edge, or the entry of a block that a handler covers. */
  private void flowInto(int block, int[] current) {
    VType[] live = entries.locals(block);
    if (live == null) {
      // No claim: the block continues its only predecessor.
      entryNodes[block] = current.clone();
      return;
    }
    int[] nodes = entryNodes[block];
    if (nodes == null) {
      entryNodes[block] = firstInto(live, current);
      return;
    }
    for (int slot = 0; slot < live.length; slot++) {
      if (live[slot] != null && nodes[slot] != current[slot]) {
        join(nodes[slot], current[slot]);
      }
    }
  }

  /** The first edge into a block continues the webs of where it comes from. */
  private int[] firstInto(VType[] live, int[] current) {
    int[] nodes = new int[current.length];
    Arrays.fill(nodes, -1);
    for (int slot = 0; slot < live.length; slot++) {
      if (live[slot] != null) {
        int node = current[slot];
        if (node < 0 || kinds[node] != live[slot].kind()) {
          throw notOnEdge(slot, live[slot].kind());
        }
        nodes[slot] = node;
      }
    }
    return nodes;
  }

  private void flowSlot(int block, int slot, int node) {
    VType[] live = entries.locals(block);
    if (live != null && slot < live.length && live[slot] != null) {
      join(entryNodes[block][slot], node);
    }
  }

  private int[] freshNodes(int block, int slotCount) {
    int[] nodes = new int[slotCount];
    Arrays.fill(nodes, -1);
    VType[] live = entries.locals(block);
    for (int slot = 0; slot < live.length; slot++) {
      if (live[slot] != null) {
        nodes[slot] = node(slot, live[slot].kind());
      }
    }
    return nodes;
  }

  private void kill(int[] current, int slot, Kind kind) {
    if (kind.slots() == 2) {
      current[slot + 1] = -1;
    }
    if (slot > 0 && current[slot - 1] >= 0 && kinds[current[slot - 1]].slots() == 2) {
      current[slot - 1] = -1;
    }
  }

  /**
   * Puts an access into the web of a variable whose extent it is in or, as a store, begins; what is
   * of another kind than the variable is said to be is not the variable.
   */
  private void nameExtent(int variable, int node) {
    int known = extentNodes[variable];
    if (known == node) {
      return;
    }
    Kind kind = code.variables.get(variable).kind();
    if (kind != null && kind != kinds[node]) {
      return;
    }
    if (known < 0) {
      extentNodes[variable] = node;
    } else if (kinds[known] == kinds[node]) {
      join(known, node);
    }
  }

  private int localOf(int node) {
    int root = parent[node];
    if (localOfRoot[root] < 0) {
      localOfRoot[root] = addLocal(new Local(slots[root], kinds[root]));
    }
    return localOfRoot[root];
  }

  private int node(int slot, Kind kind) {
    if (nodeCount == parent.length) {
      parent = Arrays.copyOf(parent, nodeCount * 2);
      kinds = Arrays.copyOf(kinds, nodeCount * 2);
      slots = Arrays.copyOf(slots, nodeCount * 2);
    }
    parent[nodeCount] = nodeCount;
    kinds[nodeCount] = kind;
    slots[nodeCount] = slot;
    return nodeCount++;
  }

  private void join(int a, int b) {
    if (b < 0 || kinds[a] != kinds[b]) {
      throw notOnEdge(slots[a], kinds[a]);
    }
    int ra = find(a);
    int rb = find(b);
    // The smaller number wins: parameters stay roots of their webs, and see flatten.
    if (ra < rb) {
      parent[rb] = ra;
    } else {
      parent[ra] = rb;
    }
  }

  private static IllegalStateException notOnEdge(int slot, Kind kind) {
    return new IllegalStateException("slot " + slot + " has no " + kind + " on an edge");
  }

  /** Leads every node straight to its root: as parents are smaller, theirs are done before. */
  private void flatten() {
    for (int node = 0; node < nodeCount; node++) {
      parent[node] = parent[parent[node]];
    }
  }

  private int find(int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static Kind storedKind(int opcode) {
    return KINDS[opcode - Opcodes.ISTORE];
  }
}
