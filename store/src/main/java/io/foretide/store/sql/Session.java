package io.foretide.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection with its prepared statements. One that was lost is made anew at the next use. Used
 * by one thread at a time.
 *
 * <p>Rows that are only written may be left for {@link #later}: they go in one batch before the
 * next statement of any kind, so that whatever reads finds them. An operation that does nothing
 * else needs no savepoint, as there is nothing on the server that could be taken back.
 */
public final class Session implements AutoCloseable {
  private final Engine engine;
  private final Connecting connecting;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final List<Later> later = new ArrayList<>();
  private Connection connection;

  /** How many rows were left by operations before the one that runs. */
  private int mark;

  /** An operation runs that has no savepoint yet. */
  private boolean armed;

  /** The savepoint of the operation that runs is made. */
  private boolean guarded;

  private boolean atOnce;

  private record Later(String sql, Row row) {}

  /** Sets the parameters of one row. */
  @FunctionalInterface
  public interface Row {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /** Makes a connection. */
  @FunctionalInterface
  public interface Connecting {
    Connection connect() throws SQLException;
  }

  public Session(Engine engine, Connecting connecting) throws SQLException {
    this.engine = engine;
    this.connecting = connecting;
    this.atOnce = engine == Engine.SQLITE;
    this.connection = connecting.connect();
  }

  public Engine engine() {
    return engine;
  }

  /** The statement of a constant text, prepared once. */
  public PreparedStatement prepare(String sql) throws SQLException {
    catchUp();
    return statement(sql);
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = live().prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  /**
   * Writes a row with the others that wait, at the latest when {@link #catchUp} is called. Rows of
   * one text keep their order; those of different texts must not depend on it.
   *
   * @param sql a constant text that changes rows and answers nothing
   */
  public void later(String sql, Row row) throws SQLException {
    if (atOnce) {
      PreparedStatement s = prepare(sql);
      row.bind(s);
      s.executeUpdate();
    } else {
      later.add(new Later(sql, row));
    }
  }

  /** Whether rows are written as they come: who wrote one that is refused is known then. */
  public void atOnce(boolean on) {
    // A library in this process has no way that would be worth saving.
    atOnce = on || engine == Engine.SQLITE;
  }

  /**
   * Writes the rows that wait, and makes the savepoint of the operation that runs.
   *
   * @throws RowsRefused if a row that waited is refused: the whole transaction is to be rolled back
   */
  public void catchUp() throws SQLException {
    if (armed) {
      List<Later> own = new ArrayList<>(later.subList(mark, later.size()));
      write(later.subList(0, mark));
      statement("SAVEPOINT op").execute();
      armed = false;
      guarded = true;
      write(own);
    } else if (!later.isEmpty()) {
      write(later);
    } else {
      return;
    }
    later.clear();
    mark = 0;
  }

  private void write(List<Later> rows) throws SQLException {
    Map<String, PreparedStatement> batches = new LinkedHashMap<>();
    for (Later l : rows) {
      PreparedStatement s = batches.get(l.sql);
      if (s == null) {
        s = statement(l.sql);
        batches.put(l.sql, s);
      }
      l.row.bind(s);
      s.addBatch();
    }
    try {
      for (PreparedStatement s : batches.values()) {
        s.executeBatch();
      }
    } catch (SQLException e) {
      if (engine.kind(e).endsTransaction()) {
        throw e;
      }
      throw new RowsRefused(e);
    }
  }

  /** What comes until {@link #endOperation} can be undone alone. */
  public void beginOperation() {
    armed = true;
    guarded = false;
    mark = later.size();
  }

  public void endOperation() throws SQLException {
    if (guarded) {
      statement("RELEASE op").execute();
    }
    armed = false;
    guarded = false;
  }

  /** Whether what the operation that runs did on the server can be undone alone. */
  public boolean isGuarded() {
    return guarded;
  }

  /** Takes back what the operation that runs did. */
  public void undoOperation() throws SQLException {
    later.subList(mark, later.size()).clear();
    if (guarded) {
      reset();
      statement("ROLLBACK TO op").execute();
      statement("RELEASE op").execute();
    }
    armed = false;
    guarded = false;
  }

  /** Forgets operations and their rows: the transaction is over, or is to be rolled back. */
  public void forgetOperations() {
    later.clear();
    mark = 0;
    armed = false;
    guarded = false;
  }

  /** Forgets all statements: after an error the driver may have closed the one that failed. */
  public void reset() throws SQLException {
    try {
      for (PreparedStatement s : statements.values()) {
        s.close();
      }
    } finally {
      statements.clear();
    }
  }

  /** Runs a statement that answers nothing. */
  public void execute(String sql) throws SQLException {
    catchUp();
    try (Statement s = live().createStatement()) {
      s.execute(sql);
    }
  }

  /** The first column of the first row of a constant query, as a long; 0 if there is none. */
  public long number(String sql) throws SQLException {
    catchUp();
    try (Statement s = live().createStatement();
        var rows = s.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The first column of the first row of a constant query; empty if there is none. */
  public String text(String sql) throws SQLException {
    catchUp();
    try (Statement s = live().createStatement();
        var rows = s.executeQuery(sql)) {
      String text = rows.next() ? rows.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  public Connection connection() throws SQLException {
    catchUp();
    return live();
  }

  private Connection live() throws SQLException {
    if (connection.isClosed()) {
      statements.clear();
      connection = connecting.connect();
    }
    return connection;
  }

  @Override
  public void close() throws SQLException {
    try {
      reset();
    } finally {
      connection.close();
    }
  }
}
