package dev.whittle.ir.verify;

import dev.whittle.ir.code.Body;
import dev.whittle.ir.code.Ints;
import dev.whittle.ir.code.Locations;

/** Extents, anchors and what locations say about them. */
final class LocationCheck {
  private static final int CATCH = 0x42;
  private static final int FIRST_OF_INSTRUCTIONS = 0x43;
  private static final int LAST_OF_INSTRUCTIONS = 0x4b;

  private final Report report;
  private final Body body;
  private final Locations locations;
  private final int points;

  LocationCheck(Report report, Body body, Locations locations) {
    this.report = report;
    this.body = body;
    this.locations = locations;
    this.points = body.pointCount();
  }

  void check() {
    body.extents().forEach(this::extent);
    int previous = 0;
    for (int i = 0; i < body.anchors().size(); i++) {
      int anchor = body.anchors().at(i);
      report.check(
          anchor >= previous && anchor < points,
          Invariant.ANCHORS,
          () -> "an anchor at p" + anchor);
      previous = anchor;
    }
    if (!locations.equals(Locations.NONE)) {
      lines(locations.lines());
      report.check(
          locations.variables().size() == body.extents().size(),
          Invariant.LOCATIONS,
          () -> locations.variables().size() + " names for " + body.extents().size() + " extents");
      locations.typeAnnotations().forEach(this::typeAnnotation);
    }
  }

  private void extent(Body.Extent extent) {
    report.check(
        extent.local() >= 0 && extent.local() < body.locals().size(),
        Invariant.LOCAL_INDEX,
        () -> "an extent of _" + extent.local());
    report.check(
        extent.first() >= 0
            && extent.first() < points
            && extent.first() <= extent.end()
            && extent.end() <= points,
        Invariant.EXTENT,
        () -> "from p%d to p%d of %d points".formatted(extent.first(), extent.end(), points));
  }

  private void lines(Ints lines) {
    report.check(
        lines.size() == body.anchors().size(),
        Invariant.LOCATIONS,
        () -> lines.size() + " lines for " + body.anchors().size() + " anchors");
    for (int i = 0; i < lines.size(); i++) {
      int line = lines.at(i);
      report.check(line >= 0 && line <= 65535, Invariant.LOCATIONS, () -> "line " + line);
    }
  }

  private void typeAnnotation(Locations.CodeTypeAnnotation use) {
    int target = use.target() >>> 24;
    int bound =
        target == CATCH
            ? body.handlers().size()
            : target >= FIRST_OF_INSTRUCTIONS && target <= LAST_OF_INSTRUCTIONS
                ? points
                : Integer.MAX_VALUE;
    report.check(
        use.position() >= 0 && use.position() < bound,
        Invariant.LOCATIONS,
        () -> "a type annotation at " + use.position() + " of " + bound);
    use.ranges().forEach(this::extent);
  }
}
