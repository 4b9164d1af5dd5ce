package io.foretide.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection with its prepared statements. One that was lost is made anew at the next use. Used
 * by one thread at a time.
 */
public final class Session implements AutoCloseable {
  private final Engine engine;
  private final Connecting connecting;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private Connection connection;

  /** Makes a connection. */
  @FunctionalInterface
  public interface Connecting {
    Connection connect() throws SQLException;
  }

  public Session(Engine engine, Connecting connecting) throws SQLException {
    this.engine = engine;
    this.connecting = connecting;
    this.connection = connecting.connect();
  }

  public Engine engine() {
    return engine;
  }

  /** The statement of a constant text, prepared once. */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection().prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
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
    try (Statement s = connection().createStatement()) {
      s.execute(sql);
    }
  }

  /** The first column of the first row of a constant query, as a long; 0 if there is none. */
  public long number(String sql) throws SQLException {
    try (Statement s = connection().createStatement();
        var rows = s.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The first column of the first row of a constant query; empty if there is none. */
  public String text(String sql) throws SQLException {
    try (Statement s = connection().createStatement();
        var rows = s.executeQuery(sql)) {
      String text = rows.next() ? rows.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  public Connection connection() throws SQLException {
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
