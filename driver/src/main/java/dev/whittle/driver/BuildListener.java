package dev.whittle.driver;

import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;

/** Who wants to hear how a build goes on. May be called from several threads. */
@FunctionalInterface
public interface BuildListener {
  /** A stage is over. */
  void done(BuildReport.Stage stage);

  /** A stage begins. */
  default void begun(String stage) {}

  /** There is so much to do. */
  default void expected(Work work, long all) {}

  /** So much more is done, or begun: which of the two makes no difference to a count of many. */
  default void progress(Work work, long more) {}

  /** Whether {@link #patchable} is worth while. */
  default boolean wantsBasis() {
    return true;
  }

  /** A build is done that the next one may start from. */
  default void patchable(PatchBasis basis) {}

  /** Takes the times of all parts, if anybody wants them. */
  default Timings timings() {
    return Timings.NONE;
  }
}
