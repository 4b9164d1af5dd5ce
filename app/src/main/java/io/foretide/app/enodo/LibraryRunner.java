package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.worker.JobRunner;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs a hub's jobs with the libraries of forecasting and detection. Thread-safe. */
public final class LibraryRunner implements JobRunner {
  private final JobHistory history;

  /**
   * @param data where series are read that did not come with their job; empty if nowhere
   */
  public LibraryRunner(Optional<SensorDataProvider> data, WallClock clock) {
    history = new JobHistory(data, clock);
  }

  @Override
  public JobResult run(JobRequest job, long timeout) throws ProviderException {
    History h = history.of(job);
    PointColumn points = new PointColumn();
    Map<String, Item> fields = new LinkedHashMap<>();
    switch (job.kind()) {
      case FORECAST -> ForecastJob.of(job, h).forecast(points);
      case FIT -> ForecastJob.of(job, h).fitted(points);
      case TRAIN -> fields.put("learned", new Item.Raw(ForecastJob.of(job, h).learned()));
      case ANOMALIES -> AnomalyJob.run(job, h, points);
      case RULES -> RuleJob.run(job, h, points);
      case BASE -> base(job, h, fields);
    }
    if (job.kind() != JobKind.BASE && job.kind() != JobKind.TRAIN) {
      fields.put("analyse_region", region(job, h));
    }
    return new JobResult(job.series(), job.id(), "", points, fields);
  }

  private static Item region(JobRequest job, History h) {
    long end = h.first() + h.values().length * h.step();
    return new Item.Sequence(
        java.util.List.of(
            new Item.Whole(job.unit().time(h.first())),
            new Item.Whole(job.unit().time(end - h.step()))));
  }

  /** The slope per step by least squares, and the share of instants that have a value. */
  private static void base(JobRequest job, History h, Map<String, Item> fields) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < h.values().length; i++) {
      double v = h.values()[i];
      if (!Double.isNaN(v)) {
        n++;
        x += i;
        y += v;
        xx += (double) i * i;
        xy += i * v;
      }
    }
    double spread = n * xx - x * x;
    double slope = spread > 0 ? (n * xy - x * y) / spread : 0;
    fields.put("characteristics", Item.mapping(Map.of("trend", new Item.Real(slope))));
    fields.put("health", new Item.Real(n / h.values().length));
    fields.put("interval", new Item.Whole(Math.max(1, job.unit().time(h.step()))));
  }
}
