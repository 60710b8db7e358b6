package dev.whittle.lower;

import dev.whittle.ir.CodeHandle;
import dev.whittle.ir.code.Block;
import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.EntryTypes;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;
import dev.whittle.ir.code.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Puts translated blocks together: spills, final numbers, and points for lines and variables. */
final class BodyAssembly {
  private final RecordedCode code;
  private final ControlFlow flow;
  private final Webs webs;
  private final BlockTranslation translation;
  private final int parameterCount;
  private final List<BlockDraft> drafts;

  /** By instruction; -1 where none is. */
  private final int[] points;

  private int pointCount;

  BodyAssembly(
      RecordedCode code,
      ControlFlow flow,
      Webs webs,
      BlockTranslation translation,
      int parameterCount,
      List<BlockDraft> drafts) {
    this.code = code;
    this.flow = flow;
    this.webs = webs;
    this.translation = translation;
    this.parameterCount = parameterCount;
    this.drafts = drafts;
    this.points = new int[code.size + 1];
  }

  CodeHandle.Code assemble() {
    BackEdgeSpills.Result spilled =
        translation.passesOperands
            ? BackEdgeSpills.apply(
                drafts, new ArrayList<>(flow.handlers()), webs, code.maxLocals, translation.stack)
            : new BackEdgeSpills.Result(
                drafts, flow.handlers(), null, translation.stack.tempCount());
    List<BlockDraft> placed = spilled.drafts();
    numberPoints(placed);
    Block[] blocks = new Block[placed.size()];
    IntUnaryOperator sites = site -> spilled.temp(code.newTemp(site));
    EntryTypes entry = EntryTypes.EMPTY;
    BlockDraft previous = null;
    for (int b = 0; b < blocks.length; b++) {
      BlockDraft draft = placed.get(b);
      entry = isAlike(draft, previous) ? entry : entryTypes(draft, sites);
      blocks[b] = block(draft, entry, sites);
      previous = draft;
    }
    Body.Extent[] extents = new Body.Extent[code.variables.size()];
    Locations.Variable[] variables = new Locations.Variable[extents.length];
    int living = 0;
    for (int v = 0; v < variables.length; v++) {
      RecordedCode.Variable variable = code.variables.get(v);
      Body.Extent extent = extent(variable, v);
      if (extent != null) {
        extents[living] = extent;
        variables[living++] = variable.named();
      }
    }
    int[] anchors = new int[code.lineCount];
    int[] lines = new int[code.lineCount];
    int lineCount = anchorLines(anchors, lines);
    List<Locations.CodeTypeAnnotation> annotations = annotations();
    Body body =
        new Body(
            webs.locals(),
            parameterCount,
            List.of(blocks),
            spilled.handlers(),
            spilled.tempCount(),
            firstOf(extents, living),
            Ints.copyOf(anchors, 0, lineCount));
    return new CodeHandle.Code(
        body,
        new Locations(Ints.copyOf(lines, 0, lineCount), firstOf(variables, living), annotations));
  }

  /** An immutable list, so that what takes it need not copy it. */
  private static <T> List<T> firstOf(T[] all, int count) {
    return List.of(count == all.length ? all : Arrays.copyOf(all, count));
  }

  private void numberPoints(List<BlockDraft> placed) {
    Arrays.fill(points, -1);
    for (BlockDraft draft : placed) {
      int origins = draft.originCount();
      for (int i = 0; i < origins; i++) {
        points[draft.firstOrigin + i] = pointCount + draft.prepended() + i;
      }
      pointCount += draft.size();
      if (draft.terminatorOrigin >= 0) {
        points[draft.terminatorOrigin] = pointCount;
      }
      pointCount++;
    }
    points[code.size] = pointCount;
  }

  private static boolean isAlike(BlockDraft draft, BlockDraft previous) {
    int count = draft.entryCount;
    if (previous == null || previous.entryCount != count) {
      return previous == null && count == 0;
    }
    if (draft.entryTypes == previous.entryTypes && draft.entryLocals == previous.entryLocals) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      if (draft.entryLocals[i] != previous.entryLocals[i]
          || !draft.entryTypes[i].equals(previous.entryTypes[i])) {
        return false;
      }
    }
    return true;
  }

  private static EntryTypes entryTypes(BlockDraft draft, IntUnaryOperator sites) {
    VType[] types = draft.entryTypes;
    boolean isCopy = false;
    for (int i = 0; i < types.length; i++) {
      if (types[i] instanceof VType.Uninit) {
        types = isCopy ? types : types.clone();
        isCopy = true;
        types[i] = named(types[i], sites);
      }
    }
    return new EntryTypes(Ints.copyOf(draft.entryLocals, 0, types.length), List.of(types));
  }

  private Block block(BlockDraft draft, EntryTypes entry, IntUnaryOperator sites) {
    List<Block.Parameter> parameters = draft.parameters;
    for (int i = 0; i < parameters.size(); i++) {
      Block.Parameter p = parameters.get(i);
      if (p.type() instanceof VType.Uninit) {
        parameters.set(i, new Block.Parameter(p.temp(), named(p.type(), sites)));
      }
    }
    return new Block(parameters, entry, draft.handlers, draft.statements(), draft.terminator);
  }

  /** Names a site of {@code new} by its temp instead of its instruction. */
  private static VType named(VType type, IntUnaryOperator sites) {
    return type instanceof VType.Uninit u ? new VType.Uninit(sites.applyAsInt(u.site())) : type;
  }

  private int pointFrom(int instruction) {
    int reachable = flow.reachableFrom(instruction);
    return points[reachable];
  }

  private Body.Extent extent(RecordedCode.Variable variable, int index) {
    int first = pointFrom(variable.start());
    int end = pointFrom(variable.end());
    if (first >= end) {
      return null;
    }
    return new Body.Extent(webs.ofVariable(index), first, end);
  }

  private int anchorLines(int[] anchors, int[] lines) {
    int count = 0;
    for (int i = 0; i < code.lineCount; i++) {
      int start = code.lineStarts[i];
      int instruction = flow.reachableFrom(start);
      // A line of code that is left out goes on in what follows, up to the next line.
      boolean isLast = i + 1 == code.lineCount || code.lineStarts[i + 1] > instruction;
      if (instruction < code.size && (isLast || instruction == start)) {
        anchors[count] = points[instruction];
        lines[count++] = code.lines[i];
      }
    }
    return count;
  }

  private List<Locations.CodeTypeAnnotation> annotations() {
    if (code.annotations.isEmpty()) {
      return List.of();
    }
    List<Locations.CodeTypeAnnotation> annotations = new ArrayList<>();
    for (RecordedCode.CodeAnnotation annotation : code.annotations) {
      int position = position(annotation);
      if (position >= 0) {
        List<Body.Extent> ranges = new ArrayList<>();
        for (RecordedCode.Range range : annotation.ranges()) {
          int first = pointFrom(range.start());
          int end = pointFrom(range.end());
          int local = localOfRange(range);
          if (first < end && local >= 0) {
            ranges.add(new Body.Extent(local, first, end));
          }
        }
        annotations.add(
            new Locations.CodeTypeAnnotation(
                annotation.target(),
                annotation.path(),
                annotation.retention(),
                annotation.annotation(),
                position,
                ranges));
      }
    }
    return annotations;
  }

  /** The local of the named variable that the range belongs to, or any local of its slot. */
  private int localOfRange(RecordedCode.Range range) {
    for (int v = 0; v < code.variables.size(); v++) {
      RecordedCode.Variable variable = code.variables.get(v);
      if (variable.slot() == range.slot()
          && variable.start() == range.start()
          && variable.end() == range.end()) {
        return webs.ofVariable(v);
      }
    }
    for (int local = 0; local < webs.locals().size(); local++) {
      if (webs.locals().get(local).slot() == range.slot()) {
        return local;
      }
    }
    return -1;
  }

  private int position(RecordedCode.CodeAnnotation annotation) {
    int targetType = annotation.target() >>> 24;
    return switch (targetType) {
      case 0x40, 0x41 -> 0;
      case 0x42 -> flow.handlerOfRange(annotation.position());
      default -> points[annotation.position()];
    };
  }
}
