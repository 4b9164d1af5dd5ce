package io.foretide.detect.signal;

import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.Scores;
import io.foretide.detect.tail.StudentT;
import java.util.Arrays;

/**
 * Generalised extreme Studentized deviate test for up to a given number of outliers (Rosner,
 * Technometrics 1983, with the approximate critical values of its equation 2.5). With a season, the
 * median of each phase is taken off first and median and MAD replace mean and deviation (the hybrid
 * of Hochenbaum, Vallis, Kejariwal, arXiv 1704.07706).
 *
 * <p>It needs all rows at once. The raw statistic is the deviate at the step where the row was
 * removed; the score of an outlier is above 1, that of any other row at most 1.
 *
 * @param signals number of signals, each tested on its own
 * @param fraction the largest fraction of rows that may be outliers, above 0 to below 0.5
 * @param alpha probability of any false outlier in a signal
 * @param season rows per season, 0 for none
 */
public record Esd(int signals, double fraction, double alpha, int season) implements Offline {

  /** At most 2 % outliers at 5 %. */
  public static Detector of(int signals) {
    return of(signals, 0.02, 0.05, 0);
  }

  /** A test with these settings, see the record's components. */
  public static Detector of(int signals, double fraction, double alpha, int season) {
    boolean good =
        signals >= 1 && fraction > 0 && fraction < 0.5 && alpha > 0 && alpha < 1 && season >= 0;
    return good
        ? new Esd(signals, fraction, alpha, season)
        : Refused.because(
            "ESD has "
                + signals
                + " signals, fraction "
                + fraction
                + ", alpha "
                + alpha
                + ", season "
                + season,
            "at least 1 signal, a fraction above 0 to below 0.5, alpha above 0 to below 1");
  }

  @Override
  public String kind() {
    return "esd";
  }

  @Override
  public Scores scores(double[][] columns) {
    int rows = io.foretide.detect.Columns.rows(columns, signals);
    double[] values = new double[rows];
    double[] raw = new double[rows];
    Arrays.fill(values, Double.NaN);
    Arrays.fill(raw, Double.NaN);
    double[] own = new double[rows];
    double[] deviate = new double[rows];
    for (double[] column : columns) {
      test(column, own, deviate);
      for (int i = 0; i < rows; i++) {
        if (!Double.isNaN(own[i]) && !(own[i] <= values[i])) {
          values[i] = own[i];
          raw[i] = deviate[i];
        }
      }
    }
    return new Scores(values, raw);
  }

  private void test(double[] column, double[] score, double[] deviate) {
    Arrays.fill(score, Double.NaN);
    Arrays.fill(deviate, Double.NaN);
    int[] rows = new int[column.length];
    double[] y = new double[column.length];
    int n = 0;
    double[] phases = season > 0 ? phases(column) : new double[] {0};
    for (int i = 0; i < column.length; i++) {
      if (!Double.isNaN(column[i]) && !Double.isInfinite(column[i])) {
        rows[n] = i;
        y[n++] = column[i] - phases[i % phases.length];
      }
    }
    if (n < 3) {
      return;
    }
    Removal removal = new Removal(Arrays.copyOf(y, n), season > 0);
    int most = Math.max(1, Math.min((int) (fraction * n), n - 2));
    int[] order = new int[most];
    double[] deviates = new double[most];
    double[] limits = new double[most];
    int outliers = 0;
    for (int k = 0; k < most; k++) {
      order[k] = removal.next();
      deviates[k] = removal.deviate();
      limits[k] = critical(n, k + 1);
      if (deviates[k] > limits[k]) {
        outliers = k + 1;
      }
    }
    double best = 1;
    for (int k = outliers - 1; k >= 0; k--) {
      best = Math.max(best, deviates[k] / limits[k]);
      score[rows[order[k]]] = Math.max(best, Math.nextUp(1.0));
      deviate[rows[order[k]]] = deviates[k];
    }
    double limit = limits[Math.min(outliers, most - 1)];
    Removal rest = new Removal(Arrays.copyOf(y, n), season > 0);
    for (int k = 0; k < outliers; k++) {
      rest.next();
    }
    rest.level();
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(score[rows[i]])) {
        deviate[rows[i]] = rest.distance(y[i]);
        score[rows[i]] = Math.min(1, deviate[rows[i]] / limit);
      }
    }
  }

  private double critical(int n, int i) {
    double p = 1 - alpha / (2.0 * (n - i + 1));
    double t = StudentT.quantile(p, n - i - 1);
    return (n - i) * t / Math.sqrt((n - i - 1 + t * t) * (n - i + 1));
  }

  private double[] phases(double[] column) {
    double[] medians = new double[season];
    for (int p = 0; p < season; p++) {
      double[] held = new double[column.length / season + 1];
      int n = 0;
      for (int i = p; i < column.length; i += season) {
        if (!Double.isNaN(column[i]) && !Double.isInfinite(column[i])) {
          held[n++] = column[i];
        }
      }
      Arrays.sort(held, 0, n);
      medians[p] = n == 0 ? 0 : n % 2 == 1 ? held[n / 2] : held[n / 2 - 1] / 2 + held[n / 2] / 2;
    }
    return medians;
  }
}
