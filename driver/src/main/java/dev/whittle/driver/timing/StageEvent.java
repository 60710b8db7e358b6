package dev.whittle.driver.timing;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A stage of a build, in recordings of JDK Flight Recorder. */
@Name("dev.whittle.Stage")
@Label("Stage")
@Category("Whittle")
@Description("A stage of a build")
@StackTrace(false)
public final class StageEvent extends Event {
  @Label("Name")
  private final String name;

  private StageEvent(String name) {
    this.name = name;
  }

  /** Begins the event of a stage. */
  public static StageEvent begun(String name) {
    StageEvent event = new StageEvent(name);
    event.begin();
    return event;
  }

  /** What the stage is called. */
  public String name() {
    return name;
  }
}
