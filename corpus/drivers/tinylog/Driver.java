import org.tinylog.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    Logger.info("Hello {}!", "world");
    Logger.debug("hidden"); Logger.tag("T").warn("tagged {}", () -> 5);
    try { Integer.parseInt("x"); } catch (NumberFormatException e) { Logger.error(e, "failed"); }
    ThreadContext.put("user", "bob"); Logger.info("with {0.00} context", 3.14159);
    java.util.logging.Logger.getLogger("jul").info("jul"); org.slf4j.LoggerFactory.getLogger("s").warn("slf {}", 1);
    System.out.println(Logger.isDebugEnabled() + " " + Logger.isWarnEnabled() + " " + org.tinylog.configuration.Configuration.get("writer.format"));
    org.tinylog.provider.ProviderRegistry.getLoggingProvider().shutdown();
  }
}
