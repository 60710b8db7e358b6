package dev.whittle.driver;

import dev.whittle.driver.patch.PatchBasis;
import dev.whittle.driver.report.BuildReport;
import dev.whittle.driver.timing.Timings;

/** Who wants to hear how a build goes on. May be called from several threads. */
@FunctionalInterface
public interface BuildListener {
  /** A stage is over. */
  void done(BuildReport.Stage stage);

  /**
   * How far a stage is.
   *
   * @param doing in words, with what is counted: {@code lowered %s classes}
   * @param all 0 when it is not known
   */
  default void progress(String doing, long done, long all) {}

  /** A build is done that the next one may start from. */
  default void patchable(PatchBasis basis) {}

  /** Takes the times of all parts, if anybody wants them. */
  default Timings timings() {
    return Timings.NONE;
  }
}
