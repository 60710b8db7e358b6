import java.sql.*;
import org.sqlite.*;

public class Driver {
  public static void main(String[] args) throws Exception {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      System.out.println(c.getMetaData().getDatabaseProductName());
      try (Statement s = c.createStatement()) {
        s.execute("create table t (id integer primary key, name text not null, w real, b blob)");
        try (PreparedStatement p = c.prepareStatement("insert into t(name, w, b) values (?, ?, ?)", Statement.RETURN_GENERATED_KEYS)) {
          for (int i = 0; i < 3; i++) { p.setString(1, "n" + i); p.setDouble(2, i * 1.5); p.setBytes(3, new byte[] {(byte) i}); p.addBatch(); }
          System.out.println(p.executeBatch().length);
        }
        Function.create(c, "twice", new Function() { @Override protected void xFunc() throws SQLException { result(value_int(0) * 2); } });
        Function.create(c, "joined", new Function.Aggregate() { private String all = ""; @Override protected void xStep() throws SQLException { all += value_text(0); } @Override protected void xFinal() throws SQLException { result(all); } });
        try (ResultSet r = s.executeQuery("select id, name, twice(id), w, hex(b) from t where name like 'n%' order by id desc")) {
          ResultSetMetaData m = r.getMetaData();
          System.out.println(m.getColumnName(2) + " " + m.getColumnTypeName(4));
          while (r.next()) System.out.println(r.getInt(1) + r.getString("name") + r.getLong(3) + " " + r.getObject(4) + r.getString(5));
        }
        try (ResultSet r = s.executeQuery("select joined(name), json_extract('{\"a\":[1,2]}', '$.a[1]') from t")) { r.next(); System.out.println(r.getString(1) + r.getInt(2)); }
        ((SQLiteConnection) c).addUpdateListener((type, db, table, row) -> System.out.println(type + " " + table + " " + row));
        s.executeUpdate("update t set name = 'z' where id = 2");
        try { s.execute("insert into t(name) values (null)"); } catch (SQLiteException e) { System.out.println(e.getResultCode() + " " + e.getMessage()); }
        try { s.execute("select nope"); } catch (SQLException e) { System.out.println(e.getMessage()); }
        ((SQLiteConnection) c).getDatabase();
        s.executeUpdate("backup to o.db");
      }
      try (ResultSet r = c.getMetaData().getColumns(null, null, "t", "%")) { while (r.next()) System.out.print(r.getString("COLUMN_NAME") + ":" + r.getString("TYPE_NAME") + " "); System.out.println(); }
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    try (Connection c = config.createConnection("jdbc:sqlite:o.db"); Statement s = c.createStatement()) { System.out.println(s.executeQuery("select count(*) from t").getInt(1)); s.execute("delete from t"); } catch (SQLException e) { System.out.println(e.getMessage()); }
  }
}
