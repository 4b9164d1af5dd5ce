package io.foretide.store.retention;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.point.SqlPoints;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Step;
import io.foretide.store.write.Writer;
import java.util.ArrayList;
import java.util.List;

/** Starts sweeps. Thread-safe. */
public final class Sweeps {
  private final Writer writer;
  private final SqlCoverage coverage;
  private final SqlPoints points;
  private final Retention retention;
  private final Sweeper sweeper = new Sweeper();
  private final OriginThinning thinning = new OriginThinning();

  public Sweeps(Writer writer, SqlCoverage coverage, SqlPoints points, Retention retention) {
    this.writer = writer;
    this.coverage = coverage;
    this.points = points;
    this.retention = retention;
    writer.whenIdle(sweeper);
  }

  /**
   * Begins to remove what is too old at an instant; returns at once.
   *
   * @return false if the sweep before is still going on
   */
  public boolean begin(long now) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "beginning a sweep",
        _ -> {
          List<Step> steps = new ArrayList<>(LogSteps.of(retention, now));
          steps.add(
              points.expiry(name -> {
                long keep = retention.keep(name);
                return keep == Long.MAX_VALUE ? Long.MIN_VALUE : Instants.minus(now, keep);
              }));
          steps.add(new ModelStep(coverage, thinning, now));
          return sweeper.begin(steps);
        });
  }

  /** Whether a sweep is going on. */
  public boolean running() {
    return sweeper.running();
  }
}
