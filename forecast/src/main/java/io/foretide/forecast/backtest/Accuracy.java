package io.foretide.forecast.backtest;

/** Error measures of forecasts against what came. Pairs with a missing value are left out. */
public final class Accuracy {

  private Accuracy() {}

  /** Mean absolute error. */
  public static double mae(double[] actual, double[] forecast) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < actual.length; i++) {
      double error = Math.abs(actual[i] - forecast[i]);
      if (!Double.isNaN(error)) {
        sum += error;
        n++;
      }
    }
    return sum / n;
  }

  /** Root of the mean squared error. */
  public static double rmse(double[] actual, double[] forecast) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < actual.length; i++) {
      double error = actual[i] - forecast[i];
      if (!Double.isNaN(error)) {
        sum += error * error;
        n++;
      }
    }
    return Math.sqrt(sum / n);
  }

  /** Symmetric mean absolute percentage error, 0 to 200; two zeros count as no error. */
  public static double smape(double[] actual, double[] forecast) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < actual.length; i++) {
      double error = Math.abs(actual[i] - forecast[i]);
      if (!Double.isNaN(error)) {
        sum += error == 0 ? 0 : 200 * error / (Math.abs(actual[i]) + Math.abs(forecast[i]));
        n++;
      }
    }
    return sum / n;
  }

  /** Mean absolute error over the in-sample error of the seasonal naive forecast. */
  public static double mase(double[] actual, double[] forecast, double[] training, int season) {
    return mae(actual, forecast) / naiveError(training, season);
  }

  /** Mean absolute in-sample error of the seasonal naive forecast. */
  public static double naiveError(double[] training, int season) {
    double sum = 0;
    int n = 0;
    for (int t = season; t < training.length; t++) {
      double error = Math.abs(training[t] - training[t - season]);
      if (!Double.isNaN(error)) {
        sum += error;
        n++;
      }
    }
    return sum / n;
  }

  /** Overall weighted average of sMAPE and MASE relative to those of the Naive 2 forecasts. */
  public static double owa(double smape, double mase, double naive2Smape, double naive2Mase) {
    return (smape / naive2Smape + mase / naive2Mase) / 2;
  }

  /** Pinball loss of forecasts of the {@code p} quantile. */
  public static double pinball(double[] actual, double[] quantile, double p) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < actual.length; i++) {
      double over = actual[i] - quantile[i];
      if (!Double.isNaN(over)) {
        sum += over >= 0 ? p * over : (p - 1) * over;
        n++;
      }
    }
    return sum / n;
  }

  /** Share of values from step {@code from} to before {@code to} inside the interval. */
  public static double coverage(double[] actual, double[] lower, double[] upper, int from, int to) {
    int inside = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(actual[i])) {
        inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        n++;
      }
    }
    return (double) inside / n;
  }

  /**
   * Mean scaled interval score (Gneiting and Raftery 2007, scaled as in M4).
   *
   * @param level coverage in percent
   */
  public static double msis(
      double[] actual,
      double[] lower,
      double[] upper,
      double level,
      double[] training,
      int season) {
    double penalty = 2 / (1 - level / 100);
    double sum = 0;
    int n = 0;
    for (int i = 0; i < actual.length; i++) {
      if (Double.isNaN(actual[i])) {
        continue;
      }
      sum += upper[i] - lower[i];
      sum += penalty * Math.max(0, lower[i] - actual[i]);
      sum += penalty * Math.max(0, actual[i] - upper[i]);
      n++;
    }
    return sum / n / naiveError(training, season);
  }

  /** Brier score of probabilities of events. */
  public static double brier(boolean[] happened, double[] probability) {
    double sum = 0;
    for (int i = 0; i < happened.length; i++) {
      double error = probability[i] - (happened[i] ? 1 : 0);
      sum += error * error;
    }
    return sum / happened.length;
  }
}
