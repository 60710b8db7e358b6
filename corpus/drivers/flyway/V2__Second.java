package db.migration;

import org.flywaydb.core.api.migration.*;

public class V2__Second extends BaseJavaMigration {
  @Override
  public void migrate(Context context) throws Exception {
    context.getConnection().createStatement().execute("insert into t values (2, 'by Java')");
  }
}
