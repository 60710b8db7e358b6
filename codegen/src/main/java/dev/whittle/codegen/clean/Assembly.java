package dev.whittle.codegen.clean;

import dev.whittle.codegen.clean.DraftBlock.Step;
import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Edge;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Handler;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Local;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.Locations.CodeTypeAnnotation;
import dev.whittle.ir.code.Statement;
import dev.whittle.ir.code.Temps;
import dev.whittle.ir.code.Terminator;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a body of a draft: numbers what is left anew, and puts lines and variables in place. */
final class Assembly {
  private final Draft draft;
  private final List<Integer> order;
  private final int[] blockNumbers;
  private final int[] handlerNumbers;
  private final int[] temps;
  private int tempCount;

  /** By new point: the point of the input. */
  private int[] origins = new int[16];

  private int points;

  private Assembly(Draft draft) {
    this.draft = draft;
    BitSet reached = draft.reachable();
    order = draft.order.stream().filter(reached::get).toList();
    blockNumbers = new int[draft.blocks.size()];
    handlerNumbers = new int[draft.handlers.size()];
    temps = new int[draft.tempCount()];
  }

  static CodeHandle.Code assemble(Draft draft) {
    return new Assembly(draft).assemble();
  }

  private CodeHandle.Code assemble() {
    int next = 0;
    for (int b : order) {
      blockNumbers[b] = next++;
    }
    List<Handler> handlers = handlers();
    numberTemps();
    List<Block> blocks = new ArrayList<>();
    for (int b : order) {
      blocks.add(block(draft.blocks.get(b)));
    }
    int[] newPoints = newPoints();
    List<Integer> anchors = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    anchors(anchors, lines);
    List<Body.Extent> extents = new ArrayList<>();
    List<Locations.Variable> variables = new ArrayList<>();
    if (!draft.isRelease()) {
      variables(extents, variables, newPoints);
    }
    Body body =
        new Body(
            draft.locals,
            draft.source.parameterCount(),
            blocks,
            handlers,
            tempCount,
            extents,
            ints(anchors));
    Locations old = draft.locations;
    Locations locations =
        new Locations(
            old.lines().isEmpty() ? Ints.EMPTY : ints(lines),
            variables,
            typeAnnotations(old.typeAnnotations(), newPoints));
    return new CodeHandle.Code(body, locations);
  }

  /** Those of which some code is left: none starts at the end of the code (JVMS 4.7.13). */
  private void variables(
      List<Body.Extent> extents, List<Locations.Variable> variables, int[] newPoints) {
    List<Locations.Variable> old = draft.locations.variables();
    for (int i = 0; i < draft.source.extents().size(); i++) {
      Body.Extent extent = draft.source.extents().get(i);
      if (newPoints[extent.first()] < points) {
        extents.add(map(extent, newPoints));
        if (i < old.size()) {
          variables.add(old.get(i));
        }
      }
    }
  }

  /** Entries that still cover something. */
  private List<Handler> handlers() {
    BitSet used = new BitSet();
    for (int b : order) {
      draft.blocks.get(b).handlers.stream().forEach(used::set);
    }
    List<Handler> handlers = new ArrayList<>();
    Arrays.fill(handlerNumbers, -1);
    for (int h = used.nextSetBit(0); h >= 0; h = used.nextSetBit(h + 1)) {
      Handler handler = draft.handlers.get(h);
      handlerNumbers[h] = handlers.size();
      handlers.add(new Handler(handler.catchType(), blockNumbers[handler.block()]));
    }
    return handlers;
  }

  /** Before the blocks: a type in a header may name a site in any block. */
  private void numberTemps() {
    Arrays.fill(temps, -1);
    for (int b : order) {
      DraftBlock block = draft.blocks.get(b);
      block.parameters.forEach(parameter -> temps[parameter.temp()] = tempCount++);
      for (Step step : block.steps) {
        int result = Temps.result(step.statement());
        if (result != Temps.NONE) {
          temps[result] = tempCount++;
        }
      }
    }
  }

  private Block block(DraftBlock block) {
    List<Statement> statements = new ArrayList<>(block.steps.size());
    for (Step step : block.steps) {
      statements.add(Temps.rename(step.statement(), t -> temps[t], t -> temps[t]));
      point(step.origin());
    }
    point(block.origin);
    Terminator terminator =
        Edges.map(
            Temps.rename(block.terminator, t -> temps[t]),
            edge -> new Edge(blockNumbers[edge.block()], edge.arguments()));
    return new Block(
        block.parameters.stream()
            .map(p -> new Block.Parameter(temps[p.temp()], type(p.type())))
            .toList(),
        entry(block.entry),
        Ints.of(block.handlers.stream().map(h -> handlerNumbers[h]).toArray()),
        statements,
        terminator);
  }

  private void point(int origin) {
    if (points == origins.length) {
      origins = Arrays.copyOf(origins, 2 * points);
    }
    origins[points++] = origin;
  }

  private EntryTypes entry(EntryTypes entry) {
    List<Local> locals = draft.locals;
    int[] order =
        IntStream.range(0, entry.locals().size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> locals.get(entry.locals().at(i)).slot()))
            .mapToInt(i -> i)
            .toArray();
    List<VType> types = new ArrayList<>(order.length);
    for (int i = 0; i < order.length; i++) {
      types.add(type(entry.types().get(order[i])));
      order[i] = entry.locals().at(order[i]);
    }
    return new EntryTypes(Ints.of(order), types);
  }

  private VType type(VType type) {
    return type instanceof VType.Uninit(int site) ? new VType.Uninit(temps[site]) : type;
  }

  /** By point of the input, and its end: the first new point that stands for it or a later one. */
  private int[] newPoints() {
    int[] first = new int[draft.source.pointCount() + 1];
    Arrays.fill(first, points);
    for (int p = points - 1; p >= 0; p--) {
      first[origins[p]] = p;
    }
    for (int old = first.length - 2; old >= 0; old--) {
      first[old] = Math.min(first[old], first[old + 1]);
    }
    return first;
  }

  private static Body.Extent map(Body.Extent e, int[] newPoints) {
    return new Body.Extent(e.local(), newPoints[e.first()], newPoints[e.end()]);
  }

  private static List<Body.Extent> map(List<Body.Extent> extents, int[] newPoints) {
    return extents.stream().map(e -> map(e, newPoints)).toList();
  }

  /**
   * A line starts where one started, for a debugger, and where it is another than before; but not
   * on a jump, which may need no instruction.
   */
  private void anchors(List<Integer> anchors, List<Integer> lines) {
    BitSet jumps = jumps();
    int written = -1;
    int previous = -1;
    for (int p = 0; p < points; p++) {
      int anchor = draft.anchorOf(origins[p]);
      boolean starts =
          !draft.isRelease() && draft.lineStarts.get(origins[p]) && origins[p] != previous;
      if (anchor >= 0 && (starts || isOther(anchor, written) && !jumps.get(p))) {
        for (int a = first(anchor, origins[p]); a <= anchor; a++) {
          anchors.add(p);
          lines.add(draft.locations.lines().isEmpty() ? -1 : draft.locations.lines().at(a));
        }
        written = anchor;
      }
      previous = origins[p];
    }
  }

  /** The points that only go on elsewhere. */
  private BitSet jumps() {
    BitSet jumps = new BitSet();
    int end = -1;
    for (int b : order) {
      end += draft.blocks.get(b).steps.size() + 1;
      jumps.set(end, draft.blocks.get(b).terminator instanceof Terminator.Goto);
    }
    return jumps;
  }

  private boolean isOther(int anchor, int written) {
    boolean sameLine =
        written >= 0
            && draft.isRelease()
            && first(anchor, draft.source.anchors().at(anchor)) == anchor
            && line(anchor) == line(written);
    return anchor != written && !sameLine;
  }

  private int line(int anchor) {
    return draft.locations.lines().isEmpty() ? anchor : draft.locations.lines().at(anchor);
  }

  /**
   * The first of the anchors at the point of this one, whose line is that of what throws there;
   * elsewhere what throws has the line of the last.
   */
  private int first(int anchor, int origin) {
    int first = anchor;
    boolean isThere = draft.source.anchors().at(anchor) == origin;
    while (isThere
        && first > 0
        && draft.source.anchors().at(first - 1) == draft.source.anchors().at(anchor)) {
      first--;
    }
    return first;
  }

  private List<CodeTypeAnnotation> typeAnnotations(
      List<CodeTypeAnnotation> annotations, int[] newPoints) {
    List<CodeTypeAnnotation> kept = new ArrayList<>();
    for (CodeTypeAnnotation a : annotations) {
      int sort = a.target() >>> 24;
      int position = a.position();
      if (sort == VARIABLE || sort == RESOURCE) {
        if (draft.isRelease()) {
          continue;
        }
      } else if (sort == CATCH) {
        position = handlerNumbers[position];
      } else {
        int point = newPoints[position];
        position = point < points && origins[point] == position ? point : -1;
      }
      if (position >= 0) {
        kept.add(
            new CodeTypeAnnotation(
                a.target(),
                a.path(),
                a.retention(),
                a.annotation(),
                position,
                map(a.ranges(), newPoints)));
      }
    }
    return kept;
  }

  // Values of target_type (JVMS 4.7.20).
  private static final int VARIABLE = 0x40;
  private static final int RESOURCE = 0x41;
  private static final int CATCH = 0x42;

  private static Ints ints(List<Integer> values) {
    return Ints.of(values.stream().mapToInt(Integer::intValue).toArray());
  }
}
