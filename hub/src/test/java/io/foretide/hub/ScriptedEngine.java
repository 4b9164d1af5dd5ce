package io.foretide.hub;

import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.Change;
import io.foretide.core.engine.DeletePlan;
import io.foretide.core.engine.EditPlan;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.Gap;
import io.foretide.core.engine.Matrix;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Planned;
import io.foretide.core.engine.Rollouts;
import io.foretide.core.engine.RunnerStatus;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.Tally;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.task.Lane;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.training.TrainingStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine that keeps models and answers the rest from a script: nothing is planned or run. */
final class ScriptedEngine implements Engine {
  final ConcurrentSkipListMap<String, Model> models = new ConcurrentSkipListMap<>();
  final List<Backfill> started = new CopyOnWriteArrayList<>();
  final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  List<String> outputs = List.of("mean", "lo_95", "hi_95");
  volatile @Nullable RuntimeException bug;
  volatile Tally tally = new Tally(90, 5, 1, 2, 2);
  final ScriptedRollouts rollouts;
  private final long now;

  ScriptedEngine(long now) {
    this.now = now;
    this.rollouts = new ScriptedRollouts(() -> now);
  }

  void tell(Change change) {
    listeners.forEach(l -> l.accept(change));
  }

  @Override
  public EngineStatus status() {
    RuntimeException b = bug;
    if (b != null) {
      throw b;
    }
    return new EngineStatus(
        now, now - Instants.HOUR, models.size(), 0, 0, 0, 0, tally(), 48, 3.5, 0, 0, -1, 2, "", "");
  }

  private Tally tally() {
    return tally;
  }

  private ModelStatus status(Model m) {
    return new ModelStatus(
        m,
        new RunNeeds(outputs, Instants.DAY, Instants.HOUR, Order.ANY, "Forecasts 1 h ahead."),
        m.state() == Model.State.PAUSED ? ModelStatus.Health.PAUSED : ModelStatus.Health.OK,
        tally(),
        now - Instants.HOUR,
        Instants.MINUTE,
        now + Instants.MINUTE,
        "",
        0,
        TrainingStatus.NONE);
  }

  @Override
  public List<ModelStatus> models(
      String search, ModelStatus.@Nullable Health health, ModelOrder order, int offset, int limit) {
    return models.values().stream()
        .map(this::status)
        .filter(s -> s.model().name().contains(search))
        .filter(s -> health == null || s.health() == health)
        .sorted(Comparator.comparing(s -> s.model().name()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<ModelStatus> model(String name) {
    return Optional.ofNullable(models.get(name)).map(this::status);
  }

  @Override
  public List<String> modelsOf(String series) {
    return models.values().stream()
        .filter(m -> m.definition().inputs().contains(series))
        .map(Model::name)
        .toList();
  }

  @Override
  public void check(ModelDefinition d) throws ProviderException {
    if (!List.of("forecast", "detect", "enodo").contains(d.run().kind())) {
      throw new ProviderException.Rejected("run: '" + d.run().kind() + "' is not known");
    }
  }

  @Override
  public Model create(ModelDefinition d) throws ProviderException {
    check(d);
    Revision first = new Revision(1, d, "f1", now - Instants.DAY, Long.MAX_VALUE, now);
    Model m =
        new Model(
            new ModelId(models.size() + 1L),
            d,
            List.of(first),
            d.paused() ? Model.State.PAUSED : Model.State.ACTIVE,
            1,
            Instants.MIN,
            now);
    models.put(d.name(), m);
    return m;
  }

  @Override
  public EditPlan previewEdit(String name, ModelDefinition d) {
    return new EditPlan(true, now, "a new revision from now on", 12);
  }

  @Override
  public Model edit(String name, ModelDefinition d) throws ProviderException {
    check(d);
    Model m = find(name);
    List<Revision> revisions = new ArrayList<>(m.revisions());
    revisions.set(revisions.size() - 1, m.latest().until(now));
    int number = m.latest().number() + 1;
    revisions.add(new Revision(number, d, "f" + number, now, Long.MAX_VALUE, now));
    Model next =
        new Model(m.id(), d, revisions, m.state(), m.version() + 1, m.floor(), m.createdAt());
    models.remove(name);
    models.put(d.name(), next);
    return next;
  }

  private Model find(String name) throws ProviderException {
    Model m = models.get(name);
    if (m == null) {
      throw new ProviderException.Rejected("model '" + name + "' does not exist");
    }
    return m;
  }

  @Override
  public Model setPaused(String name, boolean paused) throws ProviderException {
    Model m = find(name);
    Model next =
        new Model(
            m.id(),
            m.definition(),
            m.revisions(),
            paused ? Model.State.PAUSED : Model.State.ACTIVE,
            m.version() + 1,
            m.floor(),
            m.createdAt());
    models.put(name, next);
    return next;
  }

  @Override
  public TrainingStatus train(String name) throws ProviderException {
    return new TrainingStatus(TrainingStatus.State.DUE, null, 0, now, "");
  }

  @Override
  public EditPlan repredict(String name, long from, boolean dryRun) {
    return new EditPlan(false, from, "7 intervals", 7);
  }

  @Override
  public RunnerStatus runner(String name) throws ProviderException {
    return new RunnerStatus(find(name).definition().run().kind(), true, "ready. Forecasts.");
  }

  @Override
  public DeletePlan previewDelete(String name) {
    return new DeletePlan(name, 1, 96, 96, 2);
  }

  @Override
  public void delete(String name) throws ProviderException {
    models.remove(find(name).name());
  }

  @Override
  public List<Segment> coverage(String name, Range instants) {
    long h = Instants.HOUR;
    return List.of(
        new Segment(1, new Range(0, 3), new Range(0, 3 * h), VisibleState.PREDICTED, ""),
        new Segment(1, new Range(3, 4), new Range(3 * h, 4 * h), VisibleState.EMPTY, "no data"));
  }

  @Override
  public Matrix matrix(
      Range instants,
      int buckets,
      String search,
      ModelStatus.@Nullable Health health,
      ModelOrder order,
      int offset,
      int limit) {
    List<Matrix.Row> rows =
        models(search, health, order, offset, limit).stream()
            .map(s -> new Matrix.Row(s, new int[buckets * VisibleState.values().length]))
            .toList();
    return new Matrix(instants.from(), instants.length() / buckets, buckets, rows);
  }

  @Override
  public List<Gap> gaps(String name, Range instants, int limit) {
    return List.of(new Gap("m", 1, new Range(0, Instants.HOUR), 2, VisibleState.MISSING, "queued"));
  }

  @Override
  public List<Planned> tasks(int limit) {
    return List.of(planned(now));
  }

  private static Planned planned(long since) {
    return new Planned(
        "m",
        1,
        new Range(0, 2),
        new Range(0, Instants.HOUR),
        Lane.LIVE,
        since == 0 ? 0 : 1,
        since,
        0,
        "due");
  }

  @Override
  public List<Planned> plan(String name, int limit) {
    return List.of(planned(0));
  }

  @Override
  public Backfill.Plan preview(Backfill b) {
    return new Backfill.Plan(List.of(new Backfill.Line("m", 3, 4, 0, 1)), -1);
  }

  @Override
  public Backfill.Plan start(Backfill b) {
    started.add(b);
    return preview(b);
  }

  @Override
  public Frame predict(String name, Range instants) throws ProviderException {
    long every =
        find(name).definition().schedule() instanceof Schedule.ByTime t ? t.grid().every() : 1;
    if (instants.length() < every) {
      throw new ProviderException.NoData("no usable data");
    }
    return Frame.of("mean", new long[] {instants.from()}, new double[] {Double.NaN});
  }

  @Override
  public List<Segment> lanes(String name, Range instants) {
    return List.of();
  }

  @Override
  public Rollouts rollouts() {
    return rollouts;
  }

  @Override
  public Explanation explain(String name, long instant) {
    return new Explanation(
        name,
        1,
        0,
        new Range(0, Instants.HOUR),
        Instants.HOUR,
        VisibleState.PREDICTED,
        List.of(new Explanation.Step(now, "predicted")));
  }

  @Override
  public Range interval(String name, int revision, long cell) {
    return new Range(cell, cell + 1);
  }

  @Override
  public String acceptClock() {
    return "planning goes on";
  }

  @Override
  public long repairClock() {
    return 7;
  }

  @Override
  public AutoCloseable subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
