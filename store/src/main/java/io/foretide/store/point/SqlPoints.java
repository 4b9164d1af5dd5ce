package io.foretide.store.point;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.frame.Resampler;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.sensor.PointWatch.Counter;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.task.Claims;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.codec.TextMaps;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.model.ModelHook;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Step;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Series and points in the database file. A batch is durable once its row is in the log; points are
 * packed into chunks later. Reading joins both.
 */
public final class SqlPoints implements PointSink, SensorDataProvider, SensorInformationProvider {
  private static final long RETRY = 200 * 1_000_000L;

  /** Points written in one piece. */
  private static final int MOST = 20_000;

  private static final String WHAT = "writing points";
  private final Writer writer;
  private final Readers readers;
  private final SeriesRegistry registry;
  private final LogTail tail = new LogTail();
  private final PointWrites context;
  private volatile PointWatch watch = PointWatch.NONE;

  public SqlPoints(Writer writer, Readers readers, SqlCoverage coverage, Claims claims, Feed feed) {
    this.writer = writer;
    this.readers = readers;
    this.registry = new SeriesRegistry(feed);
    this.context =
        new PointWrites(registry, tail, new FollowedPoints(registry, tail, feed), coverage, claims);
    Packer packer = new Packer(registry, tail, feed);
    feed.onReload(session -> {
      load(session);
      packer.rolledBack();
    });
    writer.follow(registry);
    writer.follow(tail);
    writer.follow(packer);
    writer.whenIdle(packer);
  }

  /** Reads all series and the points of the log, in place of those known. Writer's thread. */
  public void load(Session session) throws SQLException {
    registry.load(session);
    tail.clear();
    PreparedStatement s = session.prepare("SELECT id, data FROM point_log ORDER BY id");
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        List<SQLException> failed = new ArrayList<>();
        long points =
            PointCodec.log(
                r.getBytes(2),
                registry::find,
                (series, p) -> {
                  if (series != null) {
                    replay(session, series, p, failed);
                  }
                });
        if (!failed.isEmpty()) {
          throw failed.getFirst();
        }
        tail.found(r.getLong(1), points);
      }
    }
    registry.committed();
  }

  private void replay(Session session, Series series, Points p, List<SQLException> failed) {
    try {
      Difference d = Difference.of(session, series, p);
      registry.set(series, series.pending.plus(d.changed(), d.fresh().length));
    } catch (SQLException e) {
      failed.add(e);
    }
  }

  /** Counts stored points for models that are driven by points. */
  public ModelHook countStored() {
    return new StoredPointCount(registry, context.coverage());
  }

  /** Sets who decides what changed points do to coverage. */
  public void watch(PointWatch watch) {
    this.watch = watch;
  }

  @Override
  public Written write(PointBatch batch) throws Busy {
    try {
      long changed = 0;
      for (int from = 0; from < batch.size(); from += MOST) {
        int to = Math.min(batch.size(), from + MOST);
        changed += write(batch, from, to);
      }
      return new Written(batch.size(), changed);
    } catch (ProviderException e) {
      throw new Busy(String.valueOf(e.getMessage()), 5 * Instants.SECOND);
    }
  }

  /**
   * Writes a part of a batch: a long one is cut, so that it does not hold the writer. Only the
   * first part is turned away when the buffer is full.
   */
  private long write(PointBatch batch, int from, int to) throws Busy, ProviderException {
    WriteOperation operation = new WriteOperation(context, watch, batch, from, to);
    if (operation.isEmpty()) {
      return 0;
    }
    if (from > 0) {
      return writer.submit(Queue.INGEST, WHAT, operation);
    }
    Long changed = writer.trySubmit(Queue.INGEST, WHAT, operation);
    if (changed == null) {
      throw new Busy("the buffer for points is full; send again later", RETRY);
    }
    return changed;
  }

  /**
   * Takes notice of new points that are kept elsewhere, for models that are driven by points. Those
   * of a series that is kept here count when they are written, and are passed over.
   *
   * @param points new ones by series
   * @param at when they came
   * @throws ProviderException if nothing was counted
   */
  public void counted(Map<String, Long> points, long at) throws ProviderException {
    Map<Counter, Long> sums = new LinkedHashMap<>();
    points.forEach((name, n) -> {
      List<Counter> counters = registry.find(name) == null ? watch.counters(name) : List.of();
      counters.forEach(c -> sums.merge(c, n, Long::sum));
    });
    if (!sums.isEmpty()) {
      var unused =
          writer.submit(
              Queue.INGEST, "counting points", new CountOperation(context.coverage(), sums, at));
    }
  }

  /** Sets a series' attributes; makes the series if there is none. */
  public void describe(String name, Map<String, String> attributes) throws ProviderException {
    writer.submit(
        Queue.CONTROL,
        "describing series '" + name + "'",
        session -> {
          Series known = registry.pending(name);
          Series series = known == null ? SeriesRegistry.create(session, name) : known;
          PreparedStatement s = session.prepare("UPDATE series SET attributes = ? WHERE id = ?");
          String text = TextMaps.encode(attributes);
          s.setString(1, text);
          s.setLong(2, series.id);
          s.executeUpdate();
          series.attributes = Map.copyOf(attributes);
          if (known == null) {
            registry.add(series);
          }
          registry.sayDescribed(series.id, text);
          return series.id;
        });
  }

  /** A step that removes points before an instant given for each series. */
  public Step expiry(ToLongFunction<String> keepFrom) {
    return new SeriesStep(registry, keepFrom);
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) {
    return registry.list(search, after, limit);
  }

  @Override
  public Optional<SeriesInfo> find(String name) {
    return Optional.ofNullable(registry.find(name)).map(Series::info);
  }

  @Override
  public long count() {
    return registry.count();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange(
        "sql",
        "SELECT s.name, c.first, c.last, c.count, c.data FROM point_chunk c"
            + " JOIN series s ON s.id = c.series"
            + " WHERE s.name IN (SELECT value FROM json_each(:series))"
            + " AND c.last >= :from AND c.first < :to ORDER BY s.name, c.first",
        Map.of(
            "series", String.join(",", query.series()),
            "from", Long.toString(query.range().from()),
            "to", Long.toString(query.range().to())));
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    // Buffers are looked at before the chunks: a point that is packed in between is seen twice,
    // never missed.
    List<Series> series = new ArrayList<>(query.series().size());
    List<Points> buffered = new ArrayList<>(query.series().size());
    for (String name : query.series()) {
      Series s = registry.find(name);
      if (s == null) {
        throw new ProviderException.UnknownSeries(
            "series '" + name + "' does not exist: check the name, or write its first point");
      }
      series.add(s);
      buffered.add(s.view.buffer().within(query.range()));
    }
    try {
      return readers.read("reading points", session -> read(session, query, series, buffered));
    } catch (ProviderException.Fatal e) {
      if (e.getCause() instanceof IllegalArgumentException bad) {
        throw new ProviderException.Rejected(String.valueOf(bad.getMessage()), bad);
      }
      throw e;
    }
  }

  private static Frame read(
      Session session, FrameQuery query, List<Series> series, List<Points> buffered)
      throws SQLException {
    Range range = query.range();
    List<Points> all = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      all.add(ChunkTable.read(session, series.get(i).id, range).plus(buffered.get(i)));
    }
    if (query.step() == 0) {
      return RawFrames.join(query.series(), all);
    }
    double[][] columns = new double[all.size()][];
    for (int i = 0; i < columns.length; i++) {
      Points p = all.get(i);
      columns[i] =
          Resampler.resample(
              p.times(), p.values(), p.n(), range, query.step(), query.aggregation());
    }
    return new Frame(query.series(), Resampler.starts(range, query.step()), columns);
  }

  @Override
  public boolean announcesChanges() {
    return true;
  }
}
