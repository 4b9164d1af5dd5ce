package io.foretide.store;

import static java.util.Objects.requireNonNull;

import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.Claims;
import io.foretide.core.time.WallClock;
import io.foretide.store.alarm.SqlAlarms;
import io.foretide.store.check.Check;
import io.foretide.store.check.Status;
import io.foretide.store.claim.SqlClaims;
import io.foretide.store.coverage.Runs;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.event.SqlEvents;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.file.StoreDatabase;
import io.foretide.store.meta.SqlMeta;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.model.SqlModels;
import io.foretide.store.point.SqlPoints;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.prediction.SqlPredictions;
import io.foretide.store.process.NewsFeed;
import io.foretide.store.process.SqlPeers;
import io.foretide.store.queue.SqlQueue;
import io.foretide.store.retention.Sweeps;
import io.foretide.store.rollout.SqlRollouts;
import io.foretide.store.sql.Place;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.training.SqlTrainings;
import io.foretide.store.turn.Feed;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points, predictions, coverage, models and events in one database. One thread writes; what a call
 * wrote is durable when the call returns. Thread-safe.
 */
public final class SqlStore implements AutoCloseable {
  private final StoreDatabase database;
  private final Readers readers;
  private final Writer writer;
  private final SqlCoverage coverage;
  private final SqlModels models;
  private final SqlTrainings trainings;
  private final SqlEvents events;
  private final SqlPoints points;
  private final SqlPredictions predictions;
  private final SqlMeta meta;
  private final Runs runs;
  private final SqlRollouts rollouts;
  private final SqlAlarms alarms;
  private final Feed feed;
  private final Claims claims;

  /** Null where this process is alone. */
  private final @Nullable SqlClaims shared;

  private final @Nullable NewsFeed news;
  private final WallClock clock;
  private final Sweeps sweeps;

  private SqlStore(
      StoreDatabase database,
      Session session,
      Settings settings,
      WallClock clock,
      @Nullable Claims embedded)
      throws SQLException {
    this.database = database;
    this.clock = clock;
    readers = database.readers(settings.readers(), settings.timeoutMillis());
    writer =
        new Writer(
            database.place(),
            session,
            Map.of(
                Queue.CONTROL, 1024,
                Queue.LIVE, settings.liveQueue(),
                Queue.INGEST, settings.ingestQueue(),
                Queue.BACKLOG, settings.backlogQueue()),
            settings.timeoutMillis());
    feed = new Feed(database.isShared());
    // First: whatever else begins with a transaction begins on the present state.
    writer.follow(feed);
    shared = embedded == null ? new SqlClaims(writer, feed) : null;
    claims = embedded == null ? requireNonNull(shared) : embedded;
    PredictionTable table = new PredictionTable(feed);
    ModelLookup lookup = new ModelLookup(feed);
    writer.follow(table);
    writer.follow(lookup);
    coverage = new SqlCoverage(writer, readers, claims, clock, table, lookup, feed);
    events = new SqlEvents(writer, readers, feed);
    points = new SqlPoints(writer, readers, coverage, claims, feed);
    models = new SqlModels(writer, readers, lookup, points.countStored(), feed);
    trainings = new SqlTrainings(writer, readers, claims, models, feed);
    predictions = new SqlPredictions(writer, readers, table, clock);
    meta = new SqlMeta(writer, readers);
    runs = new Runs(readers);
    rollouts = new SqlRollouts(writer, readers, feed);
    alarms = new SqlAlarms(writer, readers);
    sweeps = new Sweeps(writer, coverage, points, settings.retention());
    if (shared != null) {
      writer.follow(shared);
      news = new NewsFeed(feed, models, rollouts, events, shared);
    } else {
      news = null;
    }
    load(session);
    if (feed.isShared()) {
      writer.whenWaiting(feed::look);
    }
    writer.start();
  }

  /** In one turn of writing, so that nothing is missed between what is read and what follows. */
  private void load(Session session) throws SQLException {
    session.execute(session.engine().beginWriting());
    boolean done = false;
    try {
      feed.start(session);
      points.load(session);
      if (shared != null) {
        shared.load(session);
      }
      session.execute("COMMIT");
      done = true;
    } finally {
      if (!done) {
        session.execute("ROLLBACK");
      }
    }
  }

  /**
   * Makes the store of an opened database, which it closes at its end or if this fails.
   *
   * @param claims that commits are checked against; null for rows that processes share
   * @throws DatabaseFileException if the database cannot be used, saying what to do
   */
  static SqlStore of(
      StoreDatabase database, Settings settings, WallClock clock, @Nullable Claims claims)
      throws DatabaseFileException {
    Session session = null;
    boolean ready = false;
    try {
      session = database.connect(false);
      SqlStore store = new SqlStore(database, session, settings, clock, claims);
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

  /** Where the database is. */
  public Place place() {
    return database.place();
  }

  /** That commits are checked against. */
  public Claims claims() {
    return claims;
  }

  /**
   * Makes this process one of those that share the database; it says so until the result is closed.
   *
   * @return empty where the database is of one process
   * @throws ProviderException if the database does not answer
   */
  public Optional<SqlPeers> join(SqlPeers.Member member) throws ProviderException {
    if (shared == null || news == null) {
      return Optional.empty();
    }
    SqlPeers peers = new SqlPeers(member, writer, readers, shared, feed, news);
    peers.start();
    return Optional.of(peers);
  }

  /**
   * A queue of rows that all processes share; to be closed before the store.
   *
   * @param capacity most tasks of this process that wait to be written
   * @param leaseMillis how long a taken task is hidden from others
   * @throws DatabaseFileException if the database cannot be used
   */
  public SqlQueue queue(int capacity, long leaseMillis) throws DatabaseFileException {
    try {
      return new SqlQueue(writer, database.connect(true), capacity, leaseMillis);
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  public SqlCoverage coverage() {
    return coverage;
  }

  public SqlModels models() {
    return models;
  }

  /** What trained revisions learned. */
  public SqlTrainings trainings() {
    return trainings;
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

  /** Alarms and what is told of them. */
  public SqlAlarms alarms() {
    return alarms;
  }

  /** Sets who decides what changed points do to coverage. */
  public void watch(PointWatch watch) {
    points.watch(watch);
  }

  /** What the database holds. */
  public Status status() throws ProviderException {
    return readers.read(
        "counting rows",
        s -> Status.of(s, database.place().shown(), database.version(s), database.sizes(s)));
  }

  /** Size of the database. */
  public long bytes() throws ProviderException {
    return readers.read("asking for its size", s -> database.sizes(s).bytes());
  }

  /** Looks through the whole database; all findings, one sentence each. */
  public List<String> check() throws ProviderException {
    return readers.read("checking the database", s -> Check.run(s, clock.now()));
  }

  /**
   * Writes a compact copy of the present state while work goes on.
   *
   * @param target a file that does not exist yet
   * @throws DatabaseFileException also where the server has tools of its own for it
   */
  public void backup(Path target) throws DatabaseFileException {
    try (Session session = database.connect(false)) {
      database.backup(session, target);
    } catch (SQLException e) {
      throw database.explain(e);
    }
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
