package io.foretide.forecast.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures of a backtest, each a mean over origins.
 *
 * @param method the method
 * @param test its settings
 * @param held each origin's forecast and what came
 * @param refused origins at which the method refused
 * @param mae mean absolute error
 * @param rmse root of the mean squared error over all steps
 * @param mase mean absolute error over the seasonal naive error of the data before each origin
 * @param smape symmetric mean absolute percentage error
 * @param owa overall weighted average: half the ratios of sMAPE and MASE to those of the last value
 *     with the season taken out (Naive 2) at the same origins; NaN where that has no error
 * @param pinball mean pinball loss over the limits of all levels
 * @param brier mean squared error of the probability that a limit is crossed within the horizon;
 *     NaN without limits
 * @param msis mean scaled interval score per level
 * @param coverage per level, the share inside in the first, middle and last third of the horizon
 *     and in all of it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outcome(
    String method,
    Backtest test,
    List<Backtest.Held> held,
    int refused,
    double mae,
    double rmse,
    double mase,
    double smape,
    double owa,
    double pinball,
    double brier,
    Map<Double, Double> msis,
    Map<Double, double[]> coverage) {

  /** Keeps its own list. */
  public Outcome {
    held = List.copyOf(held);
  }

  static Outcome of(String method, Backtest test, double[] values, List<Backtest.Held> held) {
    Mean mae = new Mean();
    Mean squares = new Mean();
    Mean mase = new Mean();
    Mean smape = new Mean();
    Mean pinball = new Mean();
    Mean brier = new Mean();
    Mean plainMase = new Mean();
    Mean plainSmape = new Mean();
    Map<Double, Mean> scores = new LinkedHashMap<>();
    Map<Double, Mean[]> inside = new LinkedHashMap<>();
    int refused = 0;
    for (Backtest.Held one : held) {
      if (one.forecast().isEmpty()) {
        refused++;
        continue;
      }
      Forecast forecast = one.forecast().get();
      double[] mean = forecast.mean();
      double[] actual = one.actual();
      double[] training = Arrays.copyOf(values, one.origin());
      mae.add(Accuracy.mae(actual, mean));
      if (!Double.isNaN(one.crossing())) {
        brier.add(Accuracy.brier(new boolean[] {one.crossed()}, new double[] {one.crossing()}));
      }
      double root = Accuracy.rmse(actual, mean);
      squares.add(root * root);
      mase.add(Accuracy.mase(actual, mean, training, test.season()));
      smape.add(Accuracy.smape(actual, mean));
      double[] plain = Naive2.forecast(training, test.season(), actual.length);
      plainMase.add(Accuracy.mase(actual, plain, training, test.season()));
      plainSmape.add(Accuracy.smape(actual, plain));
      for (double level : test.levels()) {
        Interval interval = forecast.interval(level);
        double tail = (100 - level) / 200;
        pinball.add(Accuracy.pinball(actual, interval.lower(), tail));
        pinball.add(Accuracy.pinball(actual, interval.upper(), 1 - tail));
        scores
            .computeIfAbsent(level, l -> new Mean())
            .add(
                Accuracy.msis(
                    actual, interval.lower(), interval.upper(), level, training, test.season()));
        Mean[] parts =
            inside.computeIfAbsent(
                level, l -> new Mean[] {new Mean(), new Mean(), new Mean(), new Mean()});
        int h = actual.length;
        int[] cuts = {0, (h + 2) / 3, (2 * h + 2) / 3, h};
        for (int part = 0; part < 3; part++) {
          parts[part].add(
              Accuracy.coverage(
                  actual, interval.lower(), interval.upper(), cuts[part], cuts[part + 1]));
        }
        parts[3].add(Accuracy.coverage(actual, interval.lower(), interval.upper(), 0, h));
      }
    }
    Map<Double, Double> msis = new LinkedHashMap<>();
    scores.forEach((level, value) -> msis.put(level, value.value()));
    Map<Double, double[]> coverage = new LinkedHashMap<>();
    inside.forEach((level, parts) ->
        coverage.put(level, Arrays.stream(parts).mapToDouble(Mean::value).toArray()));
    return new Outcome(
        method,
        test,
        held,
        refused,
        mae.value(),
        Math.sqrt(squares.value()),
        mase.value(),
        smape.value(),
        Accuracy.owa(smape.value(), mase.value(), plainSmape.value(), plainMase.value()),
        pinball.value(),
        brier.value(),
        msis,
        coverage);
  }

  /** A mean that leaves out what cannot be computed. */
  private static final class Mean {
    private double sum;
    private int n;

    void add(double value) {
      if (Double.isFinite(value)) {
        sum += value;
        n++;
      }
    }

    double value() {
      return n == 0 ? Double.NaN : sum / n;
    }
  }
}
