package io.foretide.hub.enodo;

import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.models.LatestOrigin;
import io.foretide.hub.series.PointPages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Points as Enodo's clients read them: pairs of epoch seconds and value. Thread-safe. */
final class Curves {
  private static final int PORTION = 100_000;
  private static final int MOST_ROWS = 200_000;

  private final SensorDataProvider data;
  private final PredictionHistory predictions;

  Curves(SensorDataProvider data, PredictionHistory predictions) {
    this.data = data;
    this.predictions = predictions;
  }

  /** The mean of each hour, named by its end as SiriDB does; hours without points are left out. */
  List<List<Object>> hourly(SeriesInfo info) throws ProviderException, IOException {
    List<List<Object>> out = new ArrayList<>();
    if (!info.hasPoints()) {
      return out;
    }
    Hour hour = new Hour(out);
    long to = Instants.plus(info.last(), 1);
    new PointPages(data, PORTION)
        .read(
            info,
            new Range(info.first(), to),
            frame -> {
              for (int i = 0; i < frame.rows(); i++) {
                hour.add(frame.times()[i], frame.column(0)[i]);
              }
              return out.size() < MOST_ROWS;
            });
    hour.end();
    return out;
  }

  /** Sums up (start, end]: a point on the hour belongs to the hour that ends there. */
  private static final class Hour {
    private final List<List<Object>> out;
    private long end = Long.MIN_VALUE;
    private double sum;
    private long n;

    Hour(List<List<Object>> out) {
      this.out = out;
    }

    void add(long time, double value) {
      if (Double.isNaN(value)) {
        return;
      }
      long its = Math.ceilDiv(time, Instants.HOUR) * Instants.HOUR;
      if (its != end) {
        end();
        end = its;
      }
      sum += value;
      n++;
    }

    void end() {
      if (n > 0) {
        out.add(List.of(end / Instants.SECOND, sum / n));
      }
      sum = 0;
      n = 0;
    }
  }

  /** The newest forecast; empty if there is none. */
  List<List<Object>> forecast(ModelStatus status, long now) throws ProviderException {
    Optional<PredictionHistory.Stored> latest = LatestOrigin.of(predictions, status, now);
    return latest.isEmpty() ? List.of() : rows(latest.get(), "mean", Long.MIN_VALUE);
  }

  /**
   * @param after only rows after this instant
   */
  static List<List<Object>> rows(PredictionHistory.Stored stored, String output, long after) {
    List<List<Object>> out = new ArrayList<>();
    int column = stored.outputs().indexOf(output);
    PredictionBlock block = stored.block();
    for (int i = 0; column >= 0 && i < block.rows(); i++) {
      double value = block.values()[column][i];
      long time = block.first() + i * block.step();
      if (Double.isFinite(value) && time > after) {
        out.add(List.of(time / Instants.SECOND, value));
      }
    }
    return out;
  }

  /** What workers flagged, or the rows whose score reached its limit with the value scored. */
  List<List<Object>> anomalies(ModelStatus status, long from, long to) throws ProviderException {
    Frame rows = predictions.latest(status.model().id(), new Range(from, Math.max(from, to)), 0);
    List<List<Object>> out = new ArrayList<>();
    for (String flagged : List.of("anomaly", "broken_rule")) {
      if (rows.names().contains(flagged)) {
        for (int i = 0; i < rows.rows(); i++) {
          double v = rows.column(flagged)[i];
          if (Double.isFinite(v)) {
            out.add(List.of(rows.times()[i] / Instants.SECOND, v));
          }
        }
        return out;
      }
    }
    if (!rows.names().contains("score") || !rows.names().contains("value")) {
      return out;
    }
    double[] score = rows.column("score");
    double[] value = rows.column("value");
    for (int i = 0; i < rows.rows(); i++) {
      if (score[i] >= 1 && Double.isFinite(value[i])) {
        out.add(List.of(rows.times()[i] / Instants.SECOND, value[i]));
      }
    }
    return out;
  }
}
