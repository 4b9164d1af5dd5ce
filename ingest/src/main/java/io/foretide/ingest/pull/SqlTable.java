package io.foretide.ingest.pull;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Limits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table behind JDBC; the driver must be on the class path. One connection per call. */
public final class SqlTable implements PullSource {
  private static final Logger LOG = LoggerFactory.getLogger(SqlTable.class);
  private static final int FETCH = 5_000;

  /** Runs what aborting a connection needs, in the thread that aborts. */
  private static final Executor HERE = Runnable::run;

  private final SqlOptions options;
  private final NamedQuery query;
  private final Limits limits;
  private final WallClock clock;

  /**
   * @throws IllegalArgumentException if the query does not name its parameters
   */
  public SqlTable(SqlOptions options, Limits limits, WallClock clock) {
    this.options = options;
    this.query = NamedQuery.parse(options.query());
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public String description() {
    return "sql " + options.shownUrl();
  }

  @Override
  public Answer read(Range range) throws ProviderException {
    Open open = new Open();
    FutureTask<Answer> task = new FutureTask<>(() -> ask(range, open));
    // A driver may wait in native code, where a virtual thread would hold up all others.
    Thread.ofPlatform().daemon().name("pull sql").start(task);
    try {
      return task.get(options.timeout(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      open.giveUp();
      throw new ProviderException.Transient(
          description() + " gave no answer within " + Durations.format(options.timeout()), e);
    } catch (InterruptedException e) {
      task.cancel(true);
      open.giveUp();
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(description() + " was interrupted", e);
    } catch (ExecutionException | CancellationException e) {
      throw translate(e.getCause() == null ? e : e.getCause());
    }
  }

  /** What a call has opened so far. Thread-safe. */
  private static final class Open {
    private @Nullable Connection connection;
    private @Nullable Statement statement;
    private boolean givenUp;

    synchronized void connected(Connection c) throws SQLException {
      connection = c;
      refuseIfGivenUp();
    }

    synchronized void prepared(Statement s) throws SQLException {
      statement = s;
      refuseIfGivenUp();
    }

    private void refuseIfGivenUp() throws SQLException {
      if (givenUp) {
        throw new SQLTransientException("the call was given up");
      }
    }

    /**
     * Ends the call: a statement that is cancelled stops working at its server, or in this process;
     * a connection that is aborted lets go of a server that is silent.
     */
    synchronized void giveUp() throws ProviderException {
      givenUp = true;
      try {
        cancel();
      } finally {
        abort();
      }
    }

    private void cancel() {
      try {
        if (statement != null) {
          statement.cancel();
        }
      } catch (SQLException e) {
        // A server that is out of reach: its connection is aborted.
        LOG.debug("a statement could not be cancelled", e);
      }
    }

    private void abort() throws ProviderException {
      try {
        if (connection != null) {
          connection.abort(HERE);
        }
      } catch (SQLException e) {
        throw new ProviderException.Transient("the connection could not be given up", e);
      }
    }
  }

  private Answer ask(Range range, Open open) throws SQLException {
    Properties login = new Properties();
    if (!options.user().isEmpty()) {
      login.setProperty("user", options.user());
    }
    if (!options.password().isEmpty()) {
      login.setProperty("password", options.password());
    }
    try (Connection connection = DriverManager.getConnection(options.url(), login)) {
      open.connected(connection);
      try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
        open.prepared(statement);
        statement.setFetchSize(FETCH);
        for (int i = 0; i < query.parameters().size(); i++) {
          boolean from = query.parameters().get(i).equals("from");
          bind(statement, i + 1, from ? range.from() : range.to());
        }
        try (ResultSet rows = statement.executeQuery()) {
          return answer(rows);
        }
      }
    }
  }

  private void bind(PreparedStatement statement, int i, long instant) throws SQLException {
    TimeParameter form = options.parameter();
    if (form == TimeParameter.SQL) {
      statement.setObject(i, LocalDateTime.ofInstant(Instants.toInstant(instant), options.zone()));
    } else if (form.unit() == 0) {
      statement.setString(i, form.text(instant, options.zone()));
    } else {
      statement.setLong(i, Math.floorDiv(instant, form.unit()));
    }
  }

  private Answer answer(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    TableColumns columns = options.columns();
    int time = column(meta, columns.time(), "time");
    int series = columns.wide() ? 0 : column(meta, columns.series(), "series");
    int value = columns.wide() ? 0 : column(meta, columns.value(), "value");
    AnswerBuilder out = new AnswerBuilder(limits, clock);
    SqlTimes times = new SqlTimes(options.zone(), options.parameter());
    for (long row = 1; rows.next(); row++) {
      long at = times.read(rows.getObject(time));
      if (at == Long.MIN_VALUE) {
        out.refuse(row, times.why());
      } else if (columns.wide()) {
        for (int c = 1; c <= meta.getColumnCount(); c++) {
          if (c != time) {
            put(out, row, columns.prefix() + meta.getColumnLabel(c), at, rows.getObject(c));
          }
        }
      } else {
        String name = rows.getString(series);
        put(out, row, name == null ? "" : columns.prefix() + name, at, rows.getObject(value));
      }
    }
    return out.build();
  }

  private static void put(
      AnswerBuilder out, long row, String name, long time, @Nullable Object value) {
    switch (value) {
      case null -> out.skip();
      case Number n -> out.add(row, name, time, n.doubleValue());
      case Boolean b -> out.add(row, name, time, b ? 1 : 0);
      default -> out.refuse(row, "the value of '" + name + "' is no number");
    }
  }

  private static int column(ResultSetMetaData meta, String wish, String what) throws SQLException {
    StringBuilder there = new StringBuilder();
    for (int c = 1; c <= meta.getColumnCount(); c++) {
      if (meta.getColumnLabel(c).equalsIgnoreCase(wish)) {
        return c;
      }
      there.append(c == 1 ? "" : ", ").append(meta.getColumnLabel(c));
    }
    throw new SQLException(
        "the answer has no " + what + " column '" + wish + "': its columns are " + there, "42000");
  }

  private ProviderException translate(Throwable cause) {
    String message = description() + ": " + options.masked(String.valueOf(cause.getMessage()));
    if (cause instanceof SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      boolean passing =
          e instanceof SQLTransientException
              || e instanceof SQLRecoverableException
              || state.matches("(08|40|53|55|57|58|HYT).*")
              || message.contains("SQLITE_BUSY")
              || message.contains("SQLITE_LOCKED")
              || message.contains("SQLITE_CANTOPEN");
      return passing
          ? new ProviderException.Transient(message, e)
          : new ProviderException.Rejected(message, e);
    }
    return new ProviderException.Rejected(message, cause);
  }
}
