import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.IntSupplier;

/** Grouping and joining in an SQL engine, whose sessions are locked around each statement. */
public final class H2Query implements IntSupplier {
  private final PreparedStatement query;
  private final PreparedStatement update;

  public H2Query() throws SQLException {
    Connection connection = new org.h2.Driver().connect("jdbc:h2:mem:", new Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table t(id int primary key, a int, b varchar(40))");
      statement.execute("insert into t select x, x * 7 % 101, 'v' || x from system_range(1, 3000)");
    }
    query =
        connection.prepareStatement(
            "select a, count(*), max(upper(b)), sum(id) from t where id > ? and b like '%1%'"
                + " group by a order by a desc");
    update = connection.prepareStatement("update t set a = a + 1 where id = ?");
  }

  @Override
  public int getAsInt() {
    try {
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        query.setInt(1, i);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            sum = 31 * sum + rows.getInt(1) + rows.getInt(2) + rows.getString(3).length();
          }
        }
        for (int j = 1; j < 60; j++) {
          update.setInt(1, j);
          sum += update.executeUpdate();
        }
      }
      return sum;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
