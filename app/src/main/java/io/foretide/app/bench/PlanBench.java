package io.foretide.app.bench;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.clock.ClockGuard;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.late.LateData;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.schedule.PlanSource;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Plans a tick in which a tenth of all models is due: the real scheduler, claims and queue, over a
 * store that says that everything before is covered.
 */
final class PlanBench implements WallClock, PlanSource {
  private static final int PHASES = 10;
  private static final long T0 = Instants.parse("2026-01-01T00:00:00Z");

  private final int models;
  private long now = T0;

  private PlanBench(int models) {
    this.models = models;
  }

  /**
   * @param models how many there are; a tenth falls due in the measured tick
   * @param progress is told what goes on
   */
  static List<BenchRow> run(int models, Consumer<String> progress) {
    return new PlanBench(models).run(progress);
  }

  private List<BenchRow> run(Consumer<String> progress) {
    progress.accept("planning: loading " + models + " models");
    long before = used();
    ClockGuard clock = new ClockGuard(this, ClockRules.DEFAULT, Long.MIN_VALUE);
    SchedulerSettings d = SchedulerSettings.DEFAULT;
    SchedulerSettings settings =
        new SchedulerSettings(
            models,
            d.claimTimeout(),
            d.queueTimeout(),
            d.maxLosses(),
            d.backoffFirst(),
            d.backoffMax(),
            true);
    Scheduler scheduler =
        new Scheduler(
            clock,
            new InMemoryClaims(),
            new InProcessQueue(models),
            new AllCovered(),
            this,
            settings,
            TrainingSettings.DEFAULT,
            new Random(1));
    LateData late = new LateData(clock);
    for (int i = 1; i <= models; i++) {
      late.put(model(i));
      scheduler.changed(new ModelId(i));
    }
    scheduler.tick();
    long perModel = (used() - before) / models;
    progress.accept("planning: one tick");
    now = T0 + Instants.HOUR / PHASES;
    long started = System.nanoTime();
    scheduler.tick();
    double seconds = (System.nanoTime() - started) / 1e9;
    int planned = scheduler.inFlightTasks();
    if (planned != models / PHASES) {
      throw new IllegalStateException(
          planned + " tasks were planned where " + models / PHASES + " were due");
    }
    String what = String.format("plan a tick, %,d due of %,d models", planned, models);
    return List.of(
        BenchRow.below(what, seconds, "s", 1.0),
        BenchRow.plain("planned tasks per second", planned / seconds, "/s"),
        BenchRow.below("memory per idle model (plan, name, late data)", perModel, "B", 1000));
  }

  private static long used() {
    Runtime r = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return r.totalMemory() - r.freeMemory();
  }

  /** Models of one hour, a tenth of them in each of ten phases. */
  private Model model(long id) {
    try {
      ModelDefinition def =
          ModelFile.read(
              Map.of(
                  "model", "plant/model-" + id,
                  "inputs", List.of("sensor-" + id),
                  "resolution", "10m",
                  "every", "1h",
                  "anchor", Instants.format(T0 + (id % PHASES) * Instants.HOUR / PHASES),
                  "start", Instants.format(T0 - Instants.DAY),
                  "run", Map.of("bench", Map.of())));
      Model m = ModelEdit.create(def, T0);
      return new Model(new ModelId(id), def, m.revisions(), m.state(), 1, m.floor(), m.createdAt());
    } catch (ProviderException e) {
      throw new IllegalStateException("a benchmark's own model is refused", e);
    }
  }

  @Override
  public Optional<Model> find(ModelId id) {
    return Optional.of(model(id.value()));
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) {
    return new RunNeeds(List.of("value"), 0, 0, Order.ANY, "");
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long monotonic() {
    return now;
  }

  /** A store in which every cell that was due at the first tick is predicted. */
  private static final class AllCovered implements CoverageStore {
    @Override
    public Coverage load(ModelId model, int revision, Range cells) {
      // Of a grid anchored at the first tick cell -1 was due then; of a later one, cell -2.
      long dueEnd = model.value() % PHASES == 0 ? 0 : -1;
      Range covered = cells.intersect(new Range(Long.MIN_VALUE, dueEnd));
      return covered.isEmpty()
          ? Coverage.NONE
          : new Coverage(List.of(new CoverageRun(covered, CellState.PREDICTED, Reason.NONE)));
    }

    @Override
    public Counts counts(ModelId model, int revision) {
      return Counts.ZERO;
    }

    @Override
    public CommitReceipt commit(Commit commit) {
      return new CommitReceipt(
          RangeSet.of(commit.task().cells()), RangeSet.empty(), RangeSet.empty());
    }

    @Override
    public RangeSet uncover(ModelId model, int revision, RangeSet cells, String cause) {
      return RangeSet.empty();
    }

    @Override
    public List<Uncovered> settle(long now) {
      return List.of();
    }

    @Override
    public Optional<Checkpoint> checkpoint(ModelId model, int revision, long notAfter) {
      return Optional.empty();
    }

    @Override
    public PointCells pointCells(ModelId model, int revision, Range cells) {
      return new PointCells(0, new long[0]);
    }

    @Override
    public void listen(CoverageListener listener) {}
  }
}
