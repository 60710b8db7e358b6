import java.sql.*;
import java.util.*;
import org.apache.calcite.adapter.java.ReflectiveSchema;
import org.apache.calcite.jdbc.CalciteConnection;

public class Driver {
  public static class Emp { public final int id; public final String name; public final int dept; public final double pay; public Emp(int i, String n, int d, double p) { id = i; name = n; dept = d; pay = p; } }
  public static class Dept { public final int num; public final String title; public Dept(int n, String t) { num = n; title = t; } }
  public static class Hr { public final Emp[] emps = {new Emp(1, "bob", 10, 5.5), new Emp(2, "eve", 10, 7), new Emp(3, "al", 20, 1)}; public final Dept[] depts = {new Dept(10, "it"), new Dept(30, "x")}; }
  public static class Fn { public static int twice(int x) { return 2 * x; } }
  public static void main(String[] args) throws Exception {
    Properties p = new Properties(); p.setProperty("lex", "JAVA");
    try (Connection c = DriverManager.getConnection("jdbc:calcite:", p)) {
      CalciteConnection cc = c.unwrap(CalciteConnection.class);
      cc.getRootSchema().add("hr", new ReflectiveSchema(new Hr()));
      cc.getRootSchema().add("twice", org.apache.calcite.schema.impl.ScalarFunctionImpl.create(Fn.class, "twice"));
      for (String q : new String[] {"select e.name, d.title from hr.emps e left join hr.depts d on e.dept = d.num order by e.id", "select dept, count(*) n, sum(pay) s from hr.emps group by dept having count(*) > 0 order by dept", "select upper(name) || '!', twice(id), row_number() over (partition by dept order by pay desc) from hr.emps order by id", "values (1 + 2, cast('2020-01-02' as date), extract(year from date '2021-03-04'))", "with r as (select max(pay) m from hr.emps) select name from hr.emps, r where pay = m union select 'z' from hr.depts where num > 20", "select nope from hr.emps", "selec 1", "select * from hr.emps where name like 'b%' and id in (select id from hr.emps where pay > 1)", "explain plan for select name from hr.emps where id = 1"})
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery(q)) {
          StringBuilder b = new StringBuilder();
          while (r.next()) { for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) b.append(r.getObject(i)).append(i == r.getMetaData().getColumnCount() ? ";" : ","); }
          System.out.println(b);
        } catch (SQLException e) { System.out.println(e.getMessage().lines().findFirst().get()); }
      try (PreparedStatement s = c.prepareStatement("select name from hr.emps where id = ?")) { s.setInt(1, 2); ResultSet r = s.executeQuery(); r.next(); System.out.println(r.getString(1)); }
    }
  }
}
