package io.foretide.hub.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.hub.http.Json;
import java.io.IOException;

/**
 * How far forecasts were off in one span. Not thread-safe.
 *
 * <p>Mean absolute error, for the model and for the seasonal-naive baseline, over the instants
 * where forecast, actual and baseline are all known, so that both are judged on the same ones;
 * where no baseline exists at all, over those with forecast and actual. Coverage is the share of
 * actual values inside the 95 % interval (Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd ed., 5.8 and 5.9).
 */
final class Score {
  private long pairs;
  private double pairsError;
  private long triples;
  private double error;
  private double baselineError;
  private long banded;
  private long inside;

  /** Any of them but the actual value and the forecast may be NaN. */
  void add(double actual, double forecast, double baseline, double low, double high) {
    if (Double.isNaN(actual) || Double.isNaN(forecast)) {
      return;
    }
    pairs++;
    pairsError += Math.abs(actual - forecast);
    if (!Double.isNaN(baseline)) {
      triples++;
      error += Math.abs(actual - forecast);
      baselineError += Math.abs(actual - baseline);
    }
    if (!Double.isNaN(low) && !Double.isNaN(high)) {
      banded++;
      inside += actual >= low && actual <= high ? 1 : 0;
    }
  }

  boolean isEmpty() {
    return pairs == 0;
  }

  void write(JsonGenerator json) throws IOException {
    boolean compared = triples > 0;
    json.writeNumberField("n", compared ? triples : pairs);
    Json.number(json, "mae", compared ? error / triples : pairsError / pairs);
    Json.number(json, "baseline_mae", compared ? baselineError / triples : Double.NaN);
    Json.number(json, "coverage_95", banded > 0 ? (double) inside / banded : Double.NaN);
  }
}
