import org.apache.logging.log4j.*;

public class Driver {
  private static final Logger LOG = LogManager.getLogger(Driver.class);

  public static void main(String[] args) throws Exception {
    ThreadContext.put("user", "ann");
    LOG.info("begin {} of {}", 1, 3);
    LOG.error("failed", new IllegalStateException("outer", new RuntimeException("inner")));
    LOG.debug("hidden");
    LogManager.getLogger("audit").log(Level.WARN, MarkerManager.getMarker("SEC"), "marked");
    LogManager.shutdown();
    System.out.println(java.nio.file.Files.readString(java.nio.file.Path.of("app.log")));
  }
}
