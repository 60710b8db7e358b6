import java.sql.*;

public class Driver {
  public static int twice(int n) { return 2 * n; }

  public static void main(String[] args) throws Exception {
    try (Connection c = DriverManager.getConnection(args[0]); Statement s = c.createStatement()) {
      s.execute("create table t(id int primary key, name varchar(20), d decimal(8,2))");
      try (PreparedStatement p = c.prepareStatement("insert into t values (?, ?, ?)")) { for (int i = 0; i < 5; i++) { p.setInt(1, i); p.setString(2, "n" + i % 2); p.setBigDecimal(3, new java.math.BigDecimal(i + ".50")); p.executeUpdate(); } }
      s.execute("create index ix on t(name)");
      for (String q : new String[] {"select name, sum(d), count(*) from t group by name having count(*) > 1 order by name", "select a.id, b.name from t a left join t b on a.id = b.id + 1 where a.id < 3 order by 1", "select upper(name), current_date > date('2020-01-01') from t where id in (select max(id) from t)"}) {
        try (ResultSet r = s.executeQuery(q)) { while (r.next()) { StringBuilder b = new StringBuilder(); for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) b.append(r.getObject(i)).append('|'); System.out.println(b); } }
      }
      try { s.execute("selekt"); } catch (SQLException e) { System.out.println(e.getSQLState()); }
      try { s.execute("insert into t values (1, 'x', 1)"); } catch (SQLException e) { System.out.println(e.getSQLState()); }
      c.setAutoCommit(false); s.executeUpdate("delete from t"); c.rollback();
      try (ResultSet r = s.executeQuery("select count(*) from t")) { r.next(); System.out.println(r.getInt(1)); }
      c.commit();
    }
  }
}
