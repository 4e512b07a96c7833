package org.graticule.app.auditing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** How PostgreSQL goes about what a piece of work asks it, as {@code explain} tells. */
final class Plans {
  private Plans() {}

  /**
   * Does the work, then has each of its queries on events explained.
   *
   * @param how options of {@code explain}
   */
  static List<String> of(Tx tx, Function<Tx, ?> work, String how) {
    List<String> asked = new ArrayList<>();
    SqlStatements statements = tx.handle().getConfig(SqlStatements.class);
    SqlLogger before = statements.getSqlLogger();
    statements.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(filledIn(context));
          }
        });
    work.apply(tx);
    statements.setSqlLogger(before);
    return asked.stream()
        .filter(sql -> sql.contains("event e") || sql.contains("audit.hour h"))
        .map(sql -> explained(tx, "explain (%s) %s".formatted(how, sql)))
        .toList();
  }

  /** Past Jdbi, which would look for its own binds among the values that are filled in. */
  private static String explained(Tx tx, String sql) {
    try (Statement statement = tx.handle().getConnection().createStatement();
        ResultSet lines = statement.executeQuery(sql)) {
      StringBuilder plan = new StringBuilder();
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
      return plan.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String filledIn(StatementContext context) {
    try {
      return context.getStatement().unwrap(PreparedStatement.class).toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
