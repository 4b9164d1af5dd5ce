package io.foretide.store;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.grade.Grade;
import io.foretide.core.model.Conditions;
import io.foretide.core.model.Late;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.RunSpec;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.retention.Retention;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A store on a real database, with short ways to fill it. */
final class Fixture implements AutoCloseable, CoverageListener {
  static final ModelId MODEL = new ModelId(1);
  static final long MINUTE = Instants.MINUTE;
  final Path file;
  final AtomicLong now = new AtomicLong(1_000_000 * MINUTE);
  final List<String> heard = new CopyOnWriteArrayList<>();
  Claims claims;
  SqlStore store;
  private long claim;

  private final Settings settings;

  private final @Nullable PostgresSettings schema;

  /** On an SQLite file. */
  Fixture(Path folder) throws DatabaseFileException {
    this(folder, Engine.SQLITE);
  }

  Fixture(Path folder, Engine engine) throws DatabaseFileException {
    this(folder, engine, Retention.DEFAULT);
  }

  Fixture(Path folder, Engine engine, Retention retention) throws DatabaseFileException {
    schema = engine == Engine.POSTGRESQL ? PostgresServer.schema() : null;
    settings = new Settings(4, 4096, 4096, 64, 60_000, retention);
    file = folder.resolve("foretide.db");
    store = open();
    claims = store.claims();
  }

  private SqlStore open() throws DatabaseFileException {
    WallClock clock =
        new WallClock() {
          @Override
          public long now() {
            return now.get();
          }

          @Override
          public long monotonic() {
            return now.get();
          }
        };
    SqlStore s =
        schema == null
            ? SqliteStore.open(file, settings, clock, new InMemoryClaims())
            : PostgresStore.open(schema, settings, clock);
    s.coverage().listen(this);
    return s;
  }

  void reopen() throws DatabaseFileException {
    store.close();
    store = open();
    claims = store.claims();
    claims.all().forEach(c -> claims.release(c.task()));
  }

  Task claim(long from, long to) {
    Task task = new Task(++claim, MODEL, 1, new Range(from, to), 1, 1, Lane.BACKLOG, now.get());
    if (!claims.put(task, Long.MAX_VALUE)) {
      throw new IllegalStateException("cells of " + task + " are in flight already");
    }
    return task;
  }

  /** The block of a cell of one minute: rows after its end, all of one value. */
  static PredictionBlock block(long cell, int rows, double value) {
    long origin = (cell + 1) * MINUTE;
    double[] v = new double[rows];
    java.util.Arrays.fill(v, value);
    return new PredictionBlock(origin, origin, MINUTE, new double[][] {v});
  }

  static OutcomePart predicted(long from, long to, int rows, double value) {
    List<PredictionBlock> blocks = new ArrayList<>();
    for (long c = from; c < to; c++) {
      blocks.add(block(c, rows, value));
    }
    return OutcomePart.predicted(new Range(from, to), blocks);
  }

  static Commit commitOf(Task task, OutcomePart... parts) {
    return new Commit(task, List.of("mean"), List.of(parts), null, 10, 5, "test");
  }

  CommitReceipt commit(Task task, OutcomePart... parts) throws ProviderException {
    return store.coverage().commit(commitOf(task, parts));
  }

  CommitReceipt predict(long from, long to, int rows, double value) throws ProviderException {
    return commit(claim(from, to), predicted(from, to, rows, value));
  }

  Coverage coverage() throws ProviderException {
    return store.coverage().load(MODEL, 1, new Range(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
  }

  void point(String series, long time, double value) throws PointSink.Busy {
    PointBatch b = new PointBatch();
    b.add(series, time, value);
    store.points().write(b);
  }

  static Model model(String name) {
    return model(name, new Schedule.ByTime(new Grid(0, MINUTE), 3 * MINUTE), 0);
  }

  static Model drivenByPoints(String name, long count, long from) {
    return model(name, new Schedule.ByPoints(count), from);
  }

  private static Model model(String name, Schedule schedule, long from) {
    ModelDefinition d =
        new ModelDefinition(
            name,
            "plant",
            "says \"hello\"",
            List.of("a", "b"),
            MINUTE,
            Aggregation.MEAN,
            schedule,
            "-90d",
            new RunSpec("forecast", Map.of("method", "auto", "levels", List.of(80, 95.5))),
            Map.of("window", "30d"),
            new Conditions("a > 1", MINUTE, "", Grade.FAIR),
            Late.DEFAULT,
            null,
            100 * MINUTE,
            4,
            Instants.HOUR,
            Long.MAX_VALUE,
            Instants.DAY,
            ModelDefinition.REVISIONS,
            "",
            "",
            false,
            Map.of("unit", "bar"));
    Revision r = new Revision(1, d, "ab12", from, Long.MAX_VALUE, 7);
    return new Model(new ModelId(1), d, List.of(r), Model.State.ACTIVE, 1, Instants.MIN, 7);
  }

  @Override
  public void covered(ModelId model, int revision, Coverage cells) {
    heard.add("covered " + cells.covered());
  }

  @Override
  public void uncovered(ModelId model, int revision, RangeSet cells) {
    heard.add("uncovered " + cells);
  }

  @Override
  public void closed(ModelId model, int revision, long end) {
    heard.add("closed " + end);
  }

  @Override
  public void close() throws DatabaseFileException {
    store.close();
  }
}
