package dev.whittle.driver.timing;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A stage of a build, in recordings of JDK Flight Recorder. */
@Name("dev.whittle.Stage")
@Label("Stage")
@Category("Whittle")
@Description("A stage of a build")
@StackTrace(false)
public final class StageEvent extends Event {
  @Label("Name")
  private final String name;

  @Label("CPU Time")
  @Description("Of all threads of the process")
  @Timespan(Timespan.MILLISECONDS)
  private long cpuTime;

  private StageEvent(String name) {
    this.name = name;
  }

  /** Begins the event of a stage. */
  public static StageEvent begun(String name) {
    StageEvent event = new StageEvent(name);
    event.begin();
    return event;
  }

  /**
   * The stage is over.
   *
   * @param cpuMs of all threads of the process
   */
  public void done(long cpuMs) {
    cpuTime = cpuMs;
    commit();
  }
}
