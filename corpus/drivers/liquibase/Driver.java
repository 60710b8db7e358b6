import java.sql.*;
import java.util.*;
import liquibase.*;
import liquibase.command.CommandScope;
import liquibase.database.*;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;

public class Driver {
  public static class Fill implements liquibase.change.custom.CustomTaskChange { private String n; public void setN(String n) { this.n = n; } @Override public void execute(liquibase.database.Database d) throws liquibase.exception.CustomChangeException { try (Statement s = ((JdbcConnection) d.getConnection()).createStatement()) { s.execute("insert into person(name) values ('" + n + "')"); } catch (Exception e) { throw new liquibase.exception.CustomChangeException(e); } } @Override public String getConfirmationMessage() { return "ok"; } @Override public void setUp() {} @Override public void setFileOpener(liquibase.resource.ResourceAccessor r) {} @Override public liquibase.exception.ValidationErrors validate(liquibase.database.Database d) { return new liquibase.exception.ValidationErrors(); } }
  public static void main(String[] args) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    try (Connection c = DriverManager.getConnection("jdbc:h2:mem:t")) {
      liquibase.database.Database d = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(c));
      System.out.println(d.getShortName());
      Map<String, Object> quiet = Map.of(Scope.Attr.ui.name(), new liquibase.ui.LoggerUIService());
      Scope.child(quiet, () -> {
        Liquibase l = new Liquibase("db/log.xml", new ClassLoaderResourceAccessor(), d);
        System.out.println(l.listUnrunChangeSets(new Contexts("test"), new LabelExpression()).size());
        l.update(new Contexts("test"));
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("select p.id, name, age from person p order by id")) { while (r.next()) System.out.println(r.getInt(1) + r.getString(2) + r.getObject(3)); }
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("select id, exectype, description from databasechangelog order by orderexecuted")) { while (r.next()) System.out.println(r.getString(1) + " " + r.getString(2) + " " + r.getString(3)); }
        l.rollback(1, "test"); System.out.println(l.listUnrunChangeSets(new Contexts("test"), new LabelExpression()));
        java.io.StringWriter w = new java.io.StringWriter(); l.update(new Contexts("test"), w); System.out.println(w.toString().lines().filter(x -> x.startsWith("ALTER") || x.startsWith("CREATE")).toList());
        try { new Liquibase("db/bad.xml", new ClassLoaderResourceAccessor(), d).update(""); } catch (liquibase.exception.LiquibaseException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
      });
    }
  }
}
