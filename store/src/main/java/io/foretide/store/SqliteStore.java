package io.foretide.store;

import io.foretide.core.commit.RunLog;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.Claims;
import io.foretide.core.time.WallClock;
import io.foretide.store.coverage.Runs;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.event.SqlEvents;
import io.foretide.store.file.Database;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.meta.SqlMeta;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.model.SqlModels;
import io.foretide.store.point.SqlPoints;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.prediction.SqlPredictions;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
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
  private final RunLog runs;

  private SqliteStore(
      Database database, Session session, Settings settings, WallClock clock, Claims claims)
      throws SQLException {
    this.database = database;
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
    models = new SqlModels(writer, readers, lookup);
    events = new SqlEvents(writer, readers);
    points = new SqlPoints(writer, readers, coverage, claims);
    predictions = new SqlPredictions(writer, readers, table, clock);
    meta = new SqlMeta(writer, readers);
    runs = new Runs(readers);
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

  public RunLog runs() {
    return runs;
  }

  /** Sets who decides what changed points do to coverage. */
  public void watch(PointWatch watch) {
    points.watch(watch);
  }

  /** Why the last write failed; null if it did not. */
  public @Nullable String trouble() {
    return writer.lastFailure();
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() throws DatabaseFileException {
    try {
      try {
        writer.close();
      } finally {
        readers.close();
      }
    } catch (SQLException e) {
      throw database.explain(e);
    } finally {
      database.close();
    }
  }
}
