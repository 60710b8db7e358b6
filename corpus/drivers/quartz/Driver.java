import java.util.concurrent.CountDownLatch;
import org.quartz.*;
import org.quartz.impl.StdSchedulerFactory;

public class Driver {
  static final CountDownLatch DONE = new CountDownLatch(2);
  public static class Work implements Job { private String who; public void setWho(String s) { who = s; } @Override public void execute(JobExecutionContext c) { System.out.println("job " + who + " " + c.getJobDetail().getKey()); DONE.countDown(); } }

  public static void main(String[] args) throws Exception {
    Scheduler s = StdSchedulerFactory.getDefaultScheduler();
    s.start();
    s.scheduleJob(JobBuilder.newJob(Work.class).withIdentity("j", "g").usingJobData("who", "me").build(), TriggerBuilder.newTrigger().startNow().withSchedule(SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(50).withRepeatCount(1)).build());
    DONE.await();
    System.out.println(new CronExpression("0 0 12 * * ?").getCronExpression() + s.getSchedulerName());
    s.shutdown(true);
  }
}
