import static org.jooq.impl.DSL.*;

import java.sql.*;
import java.util.*;
import org.jooq.*;
import org.jooq.Record;
import org.jooq.conf.*;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.*;

public class Driver {
  public static class Row { public int id; private String name; public void setName(String n) { name = n + "!"; } public String getName() { return name; } }
  public record Pair(int id, String name) {}
  public enum State { OPEN, CLOSED }
  public record Stated(State name) {}

  public static void main(String[] args) throws Exception {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    try (Connection c = DriverManager.getConnection("jdbc:h2:mem:t")) {
      DSLContext d = using(c, SQLDialect.H2, new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
      Table<Record> t = table("t");
      Field<Integer> id = field("id", Integer.class);
      Field<String> name = field("name", String.class);
      d.createTable("t").column("id", SQLDataType.INTEGER.nullable(false)).column("name", SQLDataType.VARCHAR(20)).constraints(primaryKey("id")).execute();
      for (int i = 0; i < 3; i++) d.insertInto(t, id, name).values(i, "n" + i).execute();
      for (Row r : d.select(id, name).from(t).where(id.gt(0)).fetchInto(Row.class)) System.out.println(r.id + r.name);
      for (Pair p : d.resultQuery("select id, name from t order by id desc").fetchInto(Pair.class)) System.out.println(p);
      System.out.println(d.select(inline("CLOSED").as("name")).fetchInto(Stated.class));
      System.out.println(d.select(count().as("c"), max(id).as("m")).from(t).fetch().formatJSON());
      System.out.println(d.select(id, name).from(t).where(name.like("n%").and(id.in(1, 2))).orderBy(id.desc()).limit(1).fetch().format());
      System.out.println(d.select(id, name).from(t).fetch().formatCSV() + d.selectOne().fetch().formatXML());
      System.out.println(d.fetchValue(select(sum(id)).from(t)) + " " + d.select(name).from(t).fetchMap(name, name).keySet() + d.select(id).from(t).fetch(Records.mapping((Integer n) -> n + 1)));
      d.transaction(k -> k.dsl().update(t).set(name, upper(name)).where(id.eq(1)).execute());
      try { d.transaction(k -> { k.dsl().deleteFrom(t).execute(); throw new IllegalStateException("back"); }); } catch (IllegalStateException e) { System.out.println(e.getMessage() + d.fetchCount(t)); }
      try { d.insertInto(t, id, name).values(1, "x").execute(); } catch (DataAccessException e) { System.out.println(e.sqlStateClass() + " " + e.getClass().getSimpleName()); }
      for (SQLDialect s : List.of(SQLDialect.POSTGRES, SQLDialect.MYSQL, SQLDialect.SQLITE)) System.out.println(using(s).select(name.concat("x"), rowNumber().over(orderBy(id))).from(t).where(name.isNull()).limit(2).offset(1).getSQL());
      for (Query q : d.parser().parse("select a, b from u where a = 1; alter table u add c int").queries()) System.out.println(q);
    }
  }
}
