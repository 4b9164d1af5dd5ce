package io.foretide.forecast.inputs;

import io.foretide.forecast.Refused;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Known inputs of a fitted model as they act after their dead times.
 *
 * @param inputs what was declared
 * @param dead dead time of each in steps
 * @param exponents powers of two that the target and each input were divided by
 * @param usual the average of each as it acted
 * @param recent per input the values that have not acted yet and the one before, oldest first
 */
@SuppressWarnings("ArrayRecordComponent")
record ActingInputs(
    List<Input> inputs, int[] dead, int[] exponents, double[] usual, double[][] recent) {

  private static final double[] NONE = {};

  /** After training on columns of inputs {@code x}, which acted as {@code columns}. */
  static ActingInputs of(
      List<Input> inputs, int[] dead, int[] exponents, double[][] x, double[][] columns) {
    double[] usual = new double[dead.length];
    double[][] recent = new double[dead.length][];
    for (int k = 0; k < dead.length; k++) {
      recent[k] = Arrays.copyOfRange(x[k], Math.max(0, x[k].length - dead[k] - 1), x[k].length);
      usual[k] = Arrays.stream(columns[k]).average().orElse(0);
    }
    return new ActingInputs(inputs, dead, exponents, usual, recent);
  }

  int count() {
    return dead.length;
  }

  /** The refusal that names the first value that is missing within the horizon, or null. */
  @Nullable Refused missing(int horizon, double[][] future) {
    for (int k = 0; k < dead.length; k++) {
      for (int h = 1; h <= horizon; h++) {
        if (!Double.isFinite(at(k, h, future))) {
          return new Refused(
              "known input '"
                  + inputs.get(k).name()
                  + "' has no value "
                  + (h - dead[k])
                  + " steps ahead",
              "its future values for all steps that act within the horizon");
        }
      }
    }
    return null;
  }

  /** The value of an input that acts {@code h} steps ahead. */
  double at(int k, int h, double[][] future) {
    int ahead = h - dead[k];
    if (ahead > 0) {
      double given = Rows.value(k < future.length ? future[k] : NONE, ahead - 1);
      return Math.scalb(given, -exponents[k + 1]);
    }
    double value = Rows.value(recent[k], Math.max(0, recent[k].length - 1 + ahead));
    return Double.isNaN(value) ? usual[k] : value;
  }

  /** All values that act within the horizon, one row per input; none may be missing. */
  double[][] ahead(int horizon, double[][] future) {
    double[][] rows = new double[dead.length][horizon];
    for (int k = 0; k < rows.length; k++) {
      for (int h = 1; h <= horizon; h++) {
        rows[k][h - 1] = at(k, h, future);
      }
    }
    return rows;
  }

  /** One step later; a missing value is taken to stay as it was. */
  ActingInputs moved(double[] given) {
    double[][] moved = new double[recent.length][];
    for (int k = 0; k < moved.length; k++) {
      int n = recent[k].length;
      double last = n == 0 ? usual[k] : recent[k][n - 1];
      double scaled = Math.scalb(given[k], -exponents[k + 1]);
      double[] longer = Arrays.copyOf(recent[k], n + 1);
      longer[n] = Double.isFinite(scaled) ? scaled : last;
      moved[k] = Arrays.copyOfRange(longer, Math.max(0, n - dead[k]), n + 1);
    }
    return new ActingInputs(inputs, dead, exponents, usual, moved);
  }

  /** The value of an input that acted in the last step. */
  double now(int k) {
    double acting = recent[k].length > dead[k] ? recent[k][0] : usual[k];
    return Double.isNaN(acting) ? usual[k] : acting;
  }
}
