import java.util.*;
import org.jdbi.v3.core.*;
import org.jdbi.v3.core.mapper.reflect.*;
import org.jdbi.v3.core.statement.*;
import org.jdbi.v3.sqlobject.*;
import org.jdbi.v3.sqlobject.config.*;
import org.jdbi.v3.sqlobject.customizer.*;
import org.jdbi.v3.sqlobject.statement.*;
import org.jdbi.v3.sqlobject.transaction.Transaction;

public class Driver {
  public enum Level { LOW, HIGH }
  public static class User { private int id; private String name; private Level level; public int getId() { return id; } public void setId(int i) { id = i; } public String getName() { return name; } public void setName(String n) { name = n; } public Level getLevel() { return level; } public void setLevel(Level l) { level = l; } @Override public String toString() { return id + name + level; } }
  public record Pair(String name, Optional<Level> level) {}
  public interface Users extends SqlObject {
    @SqlUpdate("create table users (id int generated always as identity primary key, name varchar(20) not null, level varchar(10))") void create();
    @SqlUpdate("insert into users (name, level) values (:name, :level)") @GetGeneratedKeys int insert(@BindBean User u);
    @SqlBatch("insert into users (name) values (:n)") int[] all(@Bind("n") List<String> names);
    @SqlQuery("select * from users where id = :id") @RegisterBeanMapper(User.class) Optional<User> find(@Bind("id") int id);
    @SqlQuery("select name, level from users where name in (<names>) order by id") @RegisterConstructorMapper(Pair.class) List<Pair> pairs(@BindList("names") List<String> names);
    @SqlQuery("select id, name from users order by id") @KeyColumn("id") @ValueColumn("name") Map<Integer, String> map();
    @Transaction default void both(String a, String b) { all(List.of(a)); if (b == null) throw new IllegalStateException("no b"); all(List.of(b)); }
  }
  public static void main(String[] args) {
    Jdbi jdbi = Jdbi.create("jdbc:h2:mem:t;DB_CLOSE_DELAY=-1").installPlugin(new SqlObjectPlugin());
    Users users = jdbi.onDemand(Users.class);
    users.create();
    User u = new User(); u.setName("bob"); u.setLevel(Level.HIGH);
    System.out.println(users.insert(u) + " " + users.all(List.of("eve", "al")).length);
    System.out.println(users.find(1) + " " + users.find(9) + " " + users.pairs(List.of("bob", "al")) + " " + users.map());
    try { users.both("x", null); } catch (IllegalStateException e) { System.out.println(e.getMessage() + " " + users.map().size()); }
    jdbi.useHandle(h -> {
      System.out.println(h.createQuery("select count(*) from users where level = ?").bind(0, Level.HIGH).mapTo(int.class).one() + " " + h.createQuery("select * from users order by id").mapToMap().first());
      System.out.println(h.createQuery("select name, level from users where id = :u.id").bindBean("u", users.find(1).get()).map(ConstructorMapper.of(Pair.class)).list());
      try { h.execute("select * from nope"); } catch (UnableToCreateStatementException e) { System.out.println(e.getMessage().substring(0, 40)); }
      try { h.createQuery("select 1").mapTo(Driver.class).one(); } catch (JdbiException e) { System.out.println(e.getClass().getSimpleName()); }
      h.registerRowMapper(FieldMapper.factory(User.class));
      System.out.println(h.select("select 5 id, 'f' name").mapTo(User.class).one());
    });
  }
}
