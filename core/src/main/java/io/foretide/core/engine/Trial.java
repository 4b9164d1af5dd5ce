package io.foretide.core.engine;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Intervals;
import io.foretide.core.execute.Providers;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.training.Artifacts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a model over some intervals without storing anything. */
final class Trial {
  private static final long MOST = 2_000;

  private final CoverageStore coverage;
  private final Providers providers;
  private final Artifacts artifacts;
  private final long timeout;

  Trial(CoverageStore coverage, Providers providers, Artifacts artifacts, long timeout) {
    this.coverage = coverage;
    this.providers = providers;
    this.artifacts = artifacts;
    this.timeout = timeout;
  }

  /** The rows of all intervals that touch a span; of rows for one instant the latest origin's. */
  Frame run(Model model, Range span) throws ProviderException {
    Revision r = model.active();
    ModelDefinition d = r.definition();
    RunNeeds needs = providers.execution(d).needs(d);
    Range cells = cells(model, r, span);
    Range[] intervals = Intervals.of(coverage, model.id(), r, cells);
    Checkpoint from =
        needs.order() == Order.SEQUENTIAL
            ? coverage.checkpoint(model.id(), r.number(), intervals[0].from()).orElse(null)
            : null;
    TreeMap<Long, double[]> rows = new TreeMap<>();
    if (Intervals.aligned(intervals, d.resolution()) || needs.order() == Order.SEQUENTIAL) {
      run(model, r, needs, cells, intervals, from, rows);
    } else {
      for (int i = 0; i < intervals.length; i++) {
        Range one = new Range(cells.from() + i, cells.from() + i + 1);
        run(model, r, needs, one, new Range[] {intervals[i]}, from, rows);
      }
    }
    return frame(needs, rows);
  }

  private static Range cells(Model model, Revision r, Range span) throws ProviderException {
    if (!(r.definition().schedule() instanceof Schedule.ByTime t)) {
      throw new ProviderException.Rejected(
          "model '" + model.name() + "' is driven by points: a span of time cannot be tried");
    }
    Range cells = t.grid().cellsTouching(span);
    if (cells.isEmpty() || cells.length() > MOST) {
      throw new ProviderException.Rejected(
          "the span "
              + span.asTime()
              + " holds "
              + cells.length()
              + " intervals of model '"
              + model.name()
              + "': expected 1 to "
              + MOST);
    }
    return cells;
  }

  private void run(
      Model model,
      Revision r,
      RunNeeds needs,
      Range cells,
      Range[] intervals,
      @Nullable Checkpoint from,
      Map<Long, double[]> rows)
      throws ProviderException {
    ModelDefinition d = r.definition();
    long start = Instants.minus(intervals[0].from(), needs.lookback());
    if (from != null) {
      start = Math.min(start, Instants.minus(from.instant(), d.conditions().settle()));
    }
    start = Math.floorDiv(start, d.resolution()) * d.resolution();
    Frame input =
        providers
            .sensorData(d)
            .read(
                new FrameQuery(
                    d.reads(),
                    new Range(start, intervals[intervals.length - 1].to()),
                    d.resolution(),
                    d.aggregation()));
    for (OutcomePart part :
        providers
            .execution(d)
            .execute(
                new RunRequest(
                    model, r, cells, intervals, input, from, timeout, artifacts.of(model, r)))
            .parts()) {
      part.blocks().forEach(b -> collect(b, rows));
    }
  }

  private static void collect(PredictionBlock b, Map<Long, double[]> rows) {
    for (int i = 0; i < b.rows(); i++) {
      double[] row = new double[b.values().length];
      for (int c = 0; c < row.length; c++) {
        row[c] = b.values()[c][i];
      }
      rows.put(b.first() + i * b.step(), row);
    }
  }

  private static Frame frame(RunNeeds needs, TreeMap<Long, double[]> rows) {
    long[] times = new long[rows.size()];
    double[][] columns = new double[needs.outputs().size()][times.length];
    int i = 0;
    for (Map.Entry<Long, double[]> row : rows.entrySet()) {
      times[i] = row.getKey();
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = row.getValue()[c];
      }
      i++;
    }
    return new Frame(needs.outputs(), times, columns);
  }
}
