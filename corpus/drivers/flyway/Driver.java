import java.sql.*;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.*;
import org.flywaydb.core.api.callback.*;

public class Driver {
  static class Watching implements Callback {
    @Override public boolean supports(Event e, Context c) { return e == Event.AFTER_EACH_MIGRATE; }
    @Override public boolean canHandleInTransaction(Event e, Context c) { return true; }
    @Override public void handle(Event e, Context c) { System.out.println("after " + c.getMigrationInfo().getDescription()); }
    @Override public String getCallbackName() { return "watching"; }
  }

  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    String url = "jdbc:h2:mem:t;DB_CLOSE_DELAY=-1";
    Flyway f = Flyway.configure().dataSource(url, "sa", "").callbacks(new Watching()).placeholders(java.util.Map.of("who", "placed")).cleanDisabled(false).load();
    var result = f.migrate();
    System.out.println(result.migrationsExecuted + " " + result.targetSchemaVersion);
    try (Connection c = DriverManager.getConnection(url, "sa", ""); ResultSet r = c.createStatement().executeQuery("select * from t order by id")) {
      while (r.next()) System.out.println(r.getInt(1) + r.getString(2));
    }
    for (MigrationInfo i : f.info().all()) System.out.println(i.getVersion() + " " + i.getDescription() + " " + i.getType() + " " + i.getState());
    System.out.println(f.validateWithResult().validationSuccessful + " " + f.migrate().migrationsExecuted);
    f.clean();
    try { Flyway.configure().dataSource(url, "sa", "").placeholders(java.util.Map.of("who", "x")).locations("classpath:bad").load().migrate(); } catch (FlywayException e) { System.out.println(e.getClass().getSimpleName() + e.getMessage().contains("V1__broken.sql")); }
  }
}
