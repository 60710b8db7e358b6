import java.io.*;
import java.util.*;
import org.apache.log4j.*;

public class Driver {
  public static class Thing { @Override public String toString() { return "thing"; } }
  public static void main(String[] args) throws Exception {
    Logger log = Logger.getLogger("app.part");
    NDC.push("ndc"); MDC.put("k", "v");
    log.info("xml"); log.debug("debug"); log.warn("w", new IllegalStateException("boom")); Logger.getLogger("quiet.x").info("never"); Logger.getLogger("quiet").error(new Thing());
    for (Enumeration<?> e = Logger.getRootLogger().getAllAppenders(); e.hasMoreElements();) System.out.println(((Appender) e.nextElement()).getClass().getSimpleName());
    LogManager.resetConfiguration();
    Properties p = new Properties();
    p.load(new StringReader("log4j.rootLogger=DEBUG, A, F\nlog4j.appender.A=org.apache.log4j.ConsoleAppender\nlog4j.appender.A.layout=org.apache.log4j.EnhancedPatternLayout\nlog4j.appender.A.layout.ConversionPattern=%p{1} %c{1.} %x %X{k} %m %throwable{1}%n\nlog4j.appender.F=org.apache.log4j.RollingFileAppender\nlog4j.appender.F.File=o.html\nlog4j.appender.F.maxFileSize=1KB\nlog4j.appender.F.layout=org.apache.log4j.TTCCLayout\nlog4j.appender.F.layout.DateFormat=NULL\nlog4j.logger.app=TRACE#org.apache.log4j.Level\n"));
    PropertyConfigurator.configure(p);
    log.trace("props"); log.error("e", new RuntimeException("r")); 
    p.setProperty("log4j.appender.A", "no.such.Appender");
    PropertyConfigurator.configure(p);
    log.fatal("done"); LogManager.shutdown();
    try (BufferedReader r = new BufferedReader(new FileReader("o.html"))) { for (String l; (l = r.readLine()) != null;) if (!l.startsWith("\t")) System.out.println(l); }
  }
}
