package io.foretide.store;

import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.Claims;
import io.foretide.core.time.WallClock;
import io.foretide.store.check.Check;
import io.foretide.store.check.Status;
import io.foretide.store.coverage.Runs;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.event.SqlEvents;
import io.foretide.store.file.Copies;
import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.meta.SqlMeta;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.model.SqlModels;
import io.foretide.store.point.SqlPoints;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.prediction.SqlPredictions;
import io.foretide.store.retention.Sweeps;
import io.foretide.store.rollout.SqlRollouts;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one SQLite file with points, predictions, coverage, models and events. One
 * thread writes; what a call wrote is durable when the call returns. Thread-safe.
 */
public final class SqliteStore implements AutoCloseable {
  private final Database database;
  private final Readers readers;
  private final Writer writer;
  private final SqlCoverage coverage;
  private final SqlModels models;
  private final SqlEvents events;
  private final SqlPoints points;
  private final SqlPredictions predictions;
  private final SqlMeta meta;
  private final Runs runs;
  private final SqlRollouts rollouts;
  private final WallClock clock;
  private final Sweeps sweeps;

  private SqliteStore(
      Database database, Session session, Settings settings, WallClock clock, Claims claims)
      throws SQLException {
    this.database = database;
    this.clock = clock;
    readers = database.readers(settings.readers(), settings.timeoutMillis());
    writer =
        new Writer(
            database.file(),
            session,
            Map.of(
                Queue.CONTROL, 1024,
                Queue.LIVE, settings.liveQueue(),
                Queue.INGEST, settings.ingestQueue(),
                Queue.BACKLOG, settings.backlogQueue()),
            settings.timeoutMillis());
    PredictionTable table = new PredictionTable();
    ModelLookup lookup = new ModelLookup();
    writer.follow(table);
    writer.follow(lookup);
    coverage = new SqlCoverage(writer, readers, claims, clock, table, lookup);
    events = new SqlEvents(writer, readers);
    points = new SqlPoints(writer, readers, coverage, claims);
    models = new SqlModels(writer, readers, lookup, points.countStored());
    predictions = new SqlPredictions(writer, readers, table, clock);
    meta = new SqlMeta(writer, readers);
    runs = new Runs(readers);
    rollouts = new SqlRollouts(writer, readers);
    sweeps = new Sweeps(writer, coverage, points, settings.retention());
    points.load(session);
    writer.start();
  }

  /**
   * Opens a database file for this process alone; makes and migrates it where needed.
   *
   * @param claims that commits are checked against
   * @throws DatabaseFileException if the file cannot be used, saying what to do
   */
  public static SqliteStore open(Path file, Settings settings, WallClock clock, Claims claims)
      throws DatabaseFileException {
    Database database = Database.open(file);
    Session session = null;
    boolean ready = false;
    try {
      session = database.connect(false);
      SqliteStore store = new SqliteStore(database, session, settings, clock, claims);
      ready = true;
      return store;
    } catch (SQLException | RuntimeException e) {
      throw database.explain(e);
    } finally {
      if (!ready) {
        database.abandon(session);
      }
    }
  }

  public Path file() {
    return database.file();
  }

  public SqlCoverage coverage() {
    return coverage;
  }

  public SqlModels models() {
    return models;
  }

  public SqlEvents events() {
    return events;
  }

  /** Series and their points: for reading, listing and writing. */
  public SqlPoints points() {
    return points;
  }

  public SqlPredictions predictions() {
    return predictions;
  }

  public SqlMeta meta() {
    return meta;
  }

  /** What is remembered of committed tasks. */
  public Runs runs() {
    return runs;
  }

  /** Candidates beside active revisions. */
  public SqlRollouts rollouts() {
    return rollouts;
  }

  /** Sets who decides what changed points do to coverage. */
  public void watch(PointWatch watch) {
    points.watch(watch);
  }

  /** What the database holds. */
  public Status status() throws ProviderException {
    return readers.read("counting rows", s -> Status.of(s, file()));
  }

  /** Looks through the whole database; all findings, one sentence each. */
  public List<String> check() throws ProviderException {
    return readers.read("checking the database", s -> Check.run(s, clock.now()));
  }

  /**
   * Writes a compact copy of the present state while work goes on.
   *
   * @param target a file that does not exist yet
   */
  public void backup(Path target) throws DatabaseFileException {
    try (Session session = database.connect(false)) {
      Copies.backup(session, file(), target);
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  /**
   * Looks through a database that may not even open; all findings, one sentence each.
   *
   * @throws DatabaseFileException if it is no database of this program
   */
  public static List<String> check(Path file, WallClock clock) throws DatabaseFileException {
    try {
      return Database.inspect(file, session -> Check.run(session, clock.now()));
    } catch (DatabaseFileException e) {
      if (e.kind() == DatabaseFileException.Kind.DAMAGED) {
        return List.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** What a database holds that no process has open. */
  public static Status status(Path file) throws DatabaseFileException {
    return Database.inspect(file, session -> Status.of(session, file));
  }

  /** Brings a database to the newest version; returns that. */
  public static int migrate(Path file) throws DatabaseFileException {
    Database.open(file).close();
    return Database.newestVersion();
  }

  /**
   * Puts a backup, which is checked first, in the place of a database that no process has open.
   *
   * @return where the replaced database is kept; the file itself if there was none
   */
  public static Path restore(Path backup, Path file, WallClock clock) throws DatabaseFileException {
    return Copies.restore(backup, file, ".replaced-" + clock.now() / 1_000_000);
  }

  /** Begins to remove what is too old at an instant, in small slices while nothing else is due. */
  public boolean retain(long now) throws ProviderException {
    return sweeps.begin(now);
  }

  /** Whether {@link #retain} still has something to do. */
  public boolean retaining() {
    return sweeps.running();
  }

  Writer writer() {
    return writer;
  }

  /** Why the last write failed; null if it did not. */
  public @Nullable String trouble() {
    return writer.lastFailure();
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() throws DatabaseFileException {
    try {
      // The connection that closes last moves the write-ahead log into the file and removes it.
      try {
        readers.close();
      } finally {
        writer.close();
      }
    } catch (SQLException e) {
      throw database.explain(e);
    } finally {
      database.close();
    }
  }
}
