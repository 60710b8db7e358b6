import com.j256.ormlite.dao.*;
import com.j256.ormlite.field.*;
import com.j256.ormlite.jdbc.JdbcConnectionSource;
import com.j256.ormlite.logger.*;
import com.j256.ormlite.misc.TransactionManager;
import com.j256.ormlite.stmt.*;
import com.j256.ormlite.support.ConnectionSource;
import com.j256.ormlite.table.*;
import java.sql.SQLException;
import java.util.*;

public class Driver {
  public enum Kind { A, B }
  @DatabaseTable(tableName = "owners") public static class Owner { @DatabaseField(generatedId = true) int id; @DatabaseField(canBeNull = false, unique = true) String name; @ForeignCollectionField(eager = true, orderColumnName = "title") ForeignCollection<Item> items; @DatabaseField(version = true) int version; Owner() {} Owner(String n) { name = n; } }
  @DatabaseTable(daoClass = ItemDao.class) public static class Item { @DatabaseField(id = true) UUID id; @DatabaseField(columnName = "title") String title; @DatabaseField(foreign = true, foreignAutoRefresh = true) Owner owner; @DatabaseField(dataType = DataType.ENUM_STRING) Kind kind = Kind.A; @DatabaseField Date when = new Date(0); @DatabaseField(dataType = DataType.SERIALIZABLE) ArrayList<String> tags = new ArrayList<>(List.of("t")); @DatabaseField(persisterClass = Upper.class) String code; Item() {} Item(Owner o, String t, Kind k) { id = new UUID(0, t.hashCode()); owner = o; title = t; kind = k; code = t; } @Override public String toString() { return title + kind + tags + code; } }
  public static class ItemDao extends BaseDaoImpl<Item, UUID> { public ItemDao(ConnectionSource c, Class<Item> k) throws SQLException { super(c, k); } public long of(Kind k) throws SQLException { return queryBuilder().where().eq("kind", k).countOf(); } }
  public static class Upper extends com.j256.ormlite.field.types.StringType { private static final Upper ONE = new Upper(); private Upper() { super(SqlType.STRING, new Class<?>[0]); } public static Upper getSingleton() { return ONE; } @Override public Object javaToSqlArg(FieldType f, Object o) { return o.toString().toUpperCase(); } }
  public static void main(String[] args) throws Exception {
    LoggerFactory.setLogBackendFactory(LogBackendType.NULL);
    try (JdbcConnectionSource c = new JdbcConnectionSource("jdbc:h2:mem:t;DB_CLOSE_DELAY=-1")) {
      TableUtils.createTable(c, Owner.class); TableUtils.createTable(c, Item.class); Dao<Owner, Integer> owners = DaoManager.createDao(c, Owner.class); ItemDao items = DaoManager.createDao(c, Item.class);
      Owner o = new Owner("bob"); owners.create(o); items.create(new Item(o, "z", Kind.B)); items.create(new Item(o, "a", Kind.A)); System.out.println(o.id + " " + items.of(Kind.B));
      Owner q = owners.queryForId(1); System.out.println(q.name + new ArrayList<>(q.items) + q.version); q.name = "rob"; owners.update(q); System.out.println(owners.queryForEq("name", "rob").get(0).version);
      QueryBuilder<Item, UUID> qb = items.queryBuilder(); qb.selectColumns("title", "code").orderBy("title", false).where().like("title", "%").and().in("kind", Kind.A, Kind.B); System.out.println(qb.prepareStatementString().contains("ORDER BY")); System.out.println(qb.query().size() + " " + items.queryRaw("select count(*), max(code) from item").getFirstResult()[1]);
      try { TransactionManager.callInTransaction(c, () -> { owners.create(new Owner("x")); owners.create(new Owner("rob")); return null; }); } catch (SQLException e) { System.out.println("rolled back " + owners.countOf()); }
      try { DaoManager.createDao(c, String.class).countOf(); } catch (SQLException | IllegalArgumentException e) { System.out.println(e.getMessage()); }
      UpdateBuilder<Item, UUID> u = items.updateBuilder(); u.updateColumnValue("kind", Kind.B).where().eq("title", "a"); System.out.println(u.update() + " " + items.of(Kind.B)); try { items.queryForEq("nope", 1); } catch (SQLException | IllegalArgumentException e) { System.out.println(e.getMessage()); }
    }
  }
}
