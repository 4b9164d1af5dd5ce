package io.foretide.store.postgres;

import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.file.Sizes;
import io.foretide.store.file.StoreDatabase;
import io.foretide.store.sql.Engine;
import io.foretide.store.sql.Place;
import io.foretide.store.sql.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** A migrated schema of a PostgreSQL database: the way to its connections. */
public final class PostgresDatabase implements StoreDatabase {
  /** The newest version of the tables, the same number as the embedded store's. */
  private static final String MIGRATIONS = "classpath:/io/foretide/store/postgres";

  private static final int TRIES = 50;
  private static final int LONGEST_TURN_MILLIS = 8_000;

  private static final String HISTORY = "flyway_schema_history";

  private final PostgresSettings settings;

  /** Keeps all other processes away from the schema; null where they may use it too. */
  private final @Nullable Connection held;

  private PostgresDatabase(PostgresSettings settings, @Nullable Connection held) {
    this.settings = settings;
    this.held = held;
  }

  /**
   * Opens a schema that other processes may use too; makes and migrates it where needed, which
   * waits a little for others that do the same, and is refused while others work on it.
   *
   * @throws DatabaseFileException if it cannot be used, saying what to do
   */
  public static PostgresDatabase open(PostgresSettings settings) throws DatabaseFileException {
    PostgresDatabase database = new PostgresDatabase(settings, null);
    try {
      if (!database.isNewest()) {
        database.migrateOnce();
      }
      return database;
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  /**
   * Opens a schema for this process alone; makes and migrates it where needed.
   *
   * @throws DatabaseFileException if it cannot be used, or others use it
   */
  public static PostgresDatabase openAlone(PostgresSettings settings) throws DatabaseFileException {
    Connection held;
    try {
      held = connection(settings, "holder");
    } catch (SQLException e) {
      throw unusable(settings, e);
    }
    PostgresDatabase database = new PostgresDatabase(settings, held);
    boolean ready = false;
    try {
      database.hold(held);
      if (!database.isNewest()) {
        database.migrate();
      }
      ready = true;
      return database;
    } catch (SQLException e) {
      throw database.explain(e);
    } finally {
      if (!ready) {
        database.close();
      }
    }
  }

  /** Of several processes that start at once one migrates; the others wait until it is done. */
  private void migrateOnce() throws SQLException, DatabaseFileException {
    try (Connection alone = connection(settings, "holder")) {
      for (int i = 0; !locked(alone, "pg_try_advisory_lock"); i++) {
        if (isNewest()) {
          return;
        }
        waitFor(alone, i);
      }
      if (!isNewest()) {
        migrate();
      }
    }
  }

  /** Whether there is nothing to migrate. */
  private boolean isNewest() throws SQLException, DatabaseFileException {
    try (Session session = connect(true)) {
      refuseNewer(session);
      return version(session) == io.foretide.store.file.Database.newestVersion();
    }
  }

  /**
   * Looks into a schema as it is, whoever else uses it.
   *
   * @throws DatabaseFileException if it cannot be read, or is a newer version's
   */
  public static <T> T inspect(PostgresSettings settings, Inspection<T> inspection)
      throws DatabaseFileException {
    PostgresDatabase database = new PostgresDatabase(settings, null);
    try (Session session = database.connect(true)) {
      database.refuseNewer(session);
      if (database.version(session) == 0) {
        throw new DatabaseFileException(
            Kind.MISSING,
            "database " + database.place() + " has no tables yet: check url and schema",
            null);
      }
      session.execute(session.engine().beginReading());
      return inspection.of(database, session);
    } catch (SQLException e) {
      throw unusable(settings, e);
    }
  }

  /** What is to be found out about a schema. */
  public interface Inspection<T> {
    T of(PostgresDatabase database, Session session) throws SQLException;
  }

  /** A process that was killed just now is waited for: the server lets go of it a moment later. */
  private void hold(Connection held) throws SQLException, DatabaseFileException {
    for (int i = 0; !locked(held, "pg_try_advisory_lock"); i++) {
      waitFor(held, i);
    }
  }

  private void waitFor(Connection connection, int tries)
      throws SQLException, DatabaseFileException {
    if (tries == TRIES) {
      throw new DatabaseFileException(
          Kind.IN_USE,
          "database "
              + place()
              + " is used by another Foretide: stop all processes that use it, or choose another"
              + " schema",
          null);
    }
    try (Statement s = connection.createStatement()) {
      s.execute("SELECT pg_sleep(0.1)");
    }
  }

  private boolean locked(Connection connection, String how) throws SQLException {
    try (PreparedStatement s =
        connection.prepareStatement("SELECT " + how + "(hashtextextended(?, 0))")) {
      s.setString(1, "foretide " + settings.database() + " " + settings.schema());
      try (ResultSet r = s.executeQuery()) {
        return r.next() && r.getBoolean(1);
      }
    }
  }

  /** A connection that writes says that its process uses the schema, as long as it lives. */
  private Connection writer() throws SQLException {
    Connection c = connection(settings, "writer");
    boolean ready = false;
    try {
      try (Statement s = c.createStatement()) {
        // A process that stops in the middle of its turn (a pause of its machine) loses the turn.
        s.execute("SET idle_in_transaction_session_timeout = " + LONGEST_TURN_MILLIS);
      }
      for (int i = 0; held == null && !locked(c, "pg_try_advisory_lock_shared"); i++) {
        if (i == TRIES) {
          throw new SQLException(
              "another Foretide has it for itself, to migrate it or to copy into it", "55006");
        }
        try (Statement s = c.createStatement()) {
          s.execute("SELECT pg_sleep(0.1)");
        }
      }
      ready = true;
      return c;
    } finally {
      if (!ready) {
        c.close();
      }
    }
  }

  private void refuseNewer(Session session) throws SQLException, DatabaseFileException {
    int version = version(session);
    int newest = io.foretide.store.file.Database.newestVersion();
    if (version > newest) {
      throw new DatabaseFileException(
          Kind.NEWER,
          "database "
              + place()
              + " has schema version "
              + version
              + ", this program knows up to "
              + newest
              + ": use the newer Foretide that wrote it",
          null);
    }
  }

  private void migrate() throws DatabaseFileException {
    try {
      Flyway.configure(PostgresDatabase.class.getClassLoader())
          .dataSource(settings.url(), settings.user(), settings.password().reveal())
          .locations(MIGRATIONS)
          .table(HISTORY)
          .schemas(settings.schema())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseFileException(
          Kind.NO_ACCESS,
          "database "
              + place()
              + " cannot be brought to this program's version ("
              + e.getMessage()
              + "): check that user '"
              + settings.user()
              + "' may make tables there",
          e);
    }
  }

  @Override
  public Place place() {
    return new Place(settings.shown(), Engine.POSTGRESQL);
  }

  @Override
  public boolean isShared() {
    return held == null;
  }

  @Override
  public Session connect(boolean readOnly) throws SQLException {
    return new Session(
        Engine.POSTGRESQL, () -> readOnly ? connection(settings, "reader") : writer());
  }

  private static Connection connection(PostgresSettings settings, String role) throws SQLException {
    Properties p = new Properties();
    p.setProperty("user", settings.user());
    p.setProperty("password", settings.password().reveal());
    p.setProperty("currentSchema", settings.schema());
    p.setProperty("ApplicationName", "foretide " + role);
    p.setProperty("connectTimeout", "5");
    p.setProperty("loginTimeout", "10");
    p.setProperty("socketTimeout", "60");
    p.setProperty("tcpKeepAlive", "true");
    p.setProperty("sslmode", settings.tls() ? "verify-full" : "prefer");
    return DriverManager.getConnection(settings.url(), p);
  }

  @Override
  public int version(Session session) throws SQLException {
    if (session.number(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"
                + " AND table_name = '"
                + HISTORY
                + "'")
        == 0) {
      return 0;
    }
    return (int)
        session.number(
            "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM "
                + HISTORY
                + " WHERE success AND version IS NOT NULL");
  }

  @Override
  public Sizes sizes(Session session) throws SQLException {
    return new Sizes(
        session.number(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = current_schema() AND c.relkind = 'r'"),
        0,
        0);
  }

  @Override
  public void backup(Session session, Path target) throws DatabaseFileException {
    throw new DatabaseFileException(
        Kind.NO_ACCESS,
        "database "
            + place()
            + " is on a server: make its backup with pg_dump --schema="
            + settings.schema(),
        null);
  }

  @Override
  public DatabaseFileException explain(Exception e) {
    return unusable(settings, e);
  }

  private static DatabaseFileException unusable(PostgresSettings settings, Exception e) {
    return new DatabaseFileException(
        Kind.NO_ACCESS,
        "database "
            + settings.shown()
            + " cannot be used ("
            + e.getMessage()
            + "): check that the server runs, and address, database, user and password",
        e);
  }

  @Override
  public void close() throws DatabaseFileException {
    if (held == null) {
      return;
    }
    try (Connection c = held;
        Statement s = c.createStatement()) {
      // Not left to the end of the connection, which the server sees later than we return.
      s.execute("SELECT pg_advisory_unlock_all()");
    } catch (SQLException e) {
      throw explain(e);
    }
  }
}
